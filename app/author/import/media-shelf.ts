/** The pictures and sounds of an import, each once, by the hash of its bytes. What it is, is read from the bytes, not from its name. */
import { toHex } from '#sync/bytes.ts';
import { sha256 } from '#sync/hash.ts';
import type { ImportedMedia } from './report.ts';

const MOST_BYTES = 20_000_000;

export class MediaShelf {
	readonly #kept = new Map<string, ImportedMedia>();

	/** null: of a kind, or a size, that no form may carry. */
	add(name: string, content: Uint8Array): string | null {
		const contentType = contentTypeOf(content);
		if (contentType === null || content.length > MOST_BYTES || content.length === 0) return null;
		const bytes = Uint8Array.from(content);
		const hash = toHex(sha256(bytes));
		this.#kept.set(hash, {
			hash,
			name: name.slice(name.lastIndexOf('/') + 1).slice(0, 255) || 'file',
			contentType,
			bytes: bytes.length,
			content: bytes
		});
		return hash;
	}

	/** Those whose hash is in one of the texts. */
	usedIn(texts: readonly string[]): ImportedMedia[] {
		return [...this.#kept.values()].filter(({ hash }) => texts.some((text) => text.includes(hash)));
	}
}

const starts = (bytes: Uint8Array, ascii: string, at = 0) =>
	[...ascii].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

export function contentTypeOf(bytes: Uint8Array): string | null {
	if (starts(bytes, '\x89PNG\r\n\x1a\n')) return 'image/png';
	if (starts(bytes, '\xff\xd8\xff')) return 'image/jpeg';
	if (starts(bytes, 'GIF8')) return 'image/gif';
	if (starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8)) return 'image/webp';
	if (starts(bytes, 'OggS')) return 'audio/ogg';
	if (starts(bytes, 'ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2))
		return 'audio/mpeg';
	const head = new TextDecoder().decode(bytes.subarray(0, 1000));
	if (/^\ufeff?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(head))
		return 'image/svg+xml';
	return null;
}

/** The pictures and sounds of an import, each once, by the hash of its bytes. What it is, is read from the bytes, not from its name. */
import { toHex } from '#sync/bytes.ts';
import { contentTypeOf } from '#sync/content-type.ts';
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

/** What a picture or a sound is, by its first bytes; null: nothing that a form may carry. */
import type { Media } from './schema/form.ts';

export type MediaType = Media['contentType'];

const starts = (bytes: Uint8Array, ascii: string, at = 0) =>
	[...ascii].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

export function contentTypeOf(bytes: Uint8Array): MediaType | null {
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

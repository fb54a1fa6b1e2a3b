/** What is no file of questions, by its first bytes or by what lies in its package: whoever chose it hears what it is. */
import { contentTypeOf } from '#sync/content-type.ts';
import type { ZipFiles } from './read-zip.ts';
import type { Refusal } from './report.ts';

export type OtherFile = Extract<
	Refusal['code'],
	'is_picture' | 'is_pdf' | 'is_document' | 'is_recording'
>;

const HEAD = 20;
/** From the first byte on; a dot is any byte. */
const heads: readonly [RegExp, OtherFile][] = [
	[/^%PDF-/, 'is_pdf'],
	[/^(\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*|BM....\0\0\0\0)/s, 'is_picture'],
	[/^....ftyp(heic|heix|mif1|msf1|avif)/s, 'is_picture'],
	// Word and PowerPoint before 2007.
	[/^(\{\\rtf|\xd0\xcf.\xe0\xa1\xb1.\xe1)/s, 'is_document'],
	[/^(....ftyp|ID3|OggS|fLaC|RIFF....(WAVE|AVI )|.E\xdf\xa3)/s, 'is_recording']
];

/** null: it may be one of questions. */
export function otherFile(bytes: Uint8Array): OtherFile | null {
	const head = String.fromCharCode(...bytes.subarray(0, HEAD));
	const found = heads.find(([pattern]) => pattern.test(head))?.[1];
	if (found) return found;
	return contentTypeOf(bytes) === 'image/svg+xml' ? 'is_picture' : null;
}

const DOCUMENT = /^application\/(vnd\.oasis\.opendocument\.(text|presentation)|epub\+zip)/;

/** A package of something else; null: of nothing we know. */
export function otherPackage(files: ZipFiles): OtherFile | null {
	const isOffice = files.has('[Content_Types].xml');
	if (isOffice && (files.has('word/document.xml') || files.has('ppt/presentation.xml')))
		return 'is_document';
	const kind = new TextDecoder().decode(files.get('mimetype')?.subarray(0, 100)).trim();
	return DOCUMENT.test(kind) ? 'is_document' : null;
}

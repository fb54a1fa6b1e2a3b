/** What a file is, by its bytes; null: nothing that is taken as an answer. */
import type { UploadType } from './schema/file-receipt.ts';

const starts = (bytes: Uint8Array, ascii: string, at = 0) =>
	[...ascii].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
const ascii = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

export function uploadTypeOf(bytes: Uint8Array): UploadType | null {
	if (starts(bytes, '\xff\xd8\xff')) return 'image/jpeg';
	if (starts(bytes, '\x89PNG\r\n\x1a\n')) return 'image/png';
	if (starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8)) return 'image/webp';
	if (starts(bytes, 'ftyp', 4) && heicBrands.some((brand) => starts(bytes, brand, 8)))
		return 'image/heic';
	if (starts(bytes, '%PDF-')) return 'application/pdf';
	if (starts(bytes, 'PK\x03\x04')) return documentType(bytes);
	return isText(bytes) ? 'text/plain' : null;
}

/** An OpenDocument says what it is in its first part; of Office Open XML the list of parts at the end tells. */
function documentType(bytes: Uint8Array): UploadType | null {
	const head = ascii(bytes.subarray(30, 120));
	for (const kind of ['text', 'spreadsheet', 'presentation'] as const)
		if (new RegExp(`^mimetypeapplication/vnd\\.oasis\\.opendocument\\.${kind}(?!-)`).test(head))
			return `application/vnd.oasis.opendocument.${kind}`;
	const list = ascii(bytes.subarray(-65_536));
	if (!list.includes('[Content_Types].xml')) return null;
	if (list.includes('word/document.xml'))
		return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
	if (list.includes('xl/workbook.xml'))
		return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
	return list.includes('ppt/presentation.xml')
		? 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
		: null;
}

function isText(bytes: Uint8Array): boolean {
	if (bytes.includes(0)) return false;
	try {
		new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
		return true;
	} catch (_notUtf8) {
		return false;
	}
}

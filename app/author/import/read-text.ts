/** Bytes to text: what a byte order mark or an XML declaration says, else UTF-8, else what Windows wrote in the West. */
import { ImportRefusedError } from './report.ts';

export function readText(bytes: Uint8Array): { text: string; guessed: boolean } {
	const head = bytes.subarray(0, 200);
	const declared =
		/^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(
			new TextDecoder('latin1').decode(head)
		)?.[1] ?? null;
	if (head[0] === 0xff && head[1] === 0xfe)
		return { text: decode(bytes, 'utf-16le'), guessed: false };
	if (head[0] === 0xfe && head[1] === 0xff)
		return { text: decode(bytes, 'utf-16be'), guessed: false };
	// A declaration that can be read byte by byte cannot be of UTF-16, whatever it says.
	if (declared && !/^utf-?16/i.test(declared) && !/^utf-?8$/i.test(declared))
		try {
			return { text: decode(bytes, declared), guessed: false };
		} catch (problem) {
			if (!(problem instanceof RangeError)) throw problem;
		}
	try {
		return {
			text: noNulls(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
			guessed: false
		};
	} catch (problem) {
		if (!(problem instanceof TypeError)) throw problem;
		return { text: decode(bytes, 'windows-1252'), guessed: true };
	}
}

const decode = (bytes: Uint8Array, label: string) => noNulls(new TextDecoder(label).decode(bytes));

function noNulls(text: string): string {
	if (text.includes('\0')) throw new ImportRefusedError('not_text');
	return text;
}

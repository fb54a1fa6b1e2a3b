/** A package's table of contents (PKWARE APPNOTE 4.3.12 and 4.3.16): what is in it, where, and how it is packed. */
import { ImportRefusedError } from './report.ts';

export type ZipEntry = {
	name: string;
	/** 0: as it is; 8: deflated. */
	method: number;
	packed: Uint8Array;
};

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const MOST_COMMENT = 65_535;
const MOST_FILES = 20_000;

export function readDirectory(bytes: Uint8Array): ZipEntry[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const end = endOf(view);
	const count = view.getUint16(end + 10, true);
	if (count > MOST_FILES) throw new ImportRefusedError('zip_too_many_files', String(count));
	const entries: ZipEntry[] = [];
	let at = view.getUint32(end + 16, true);
	for (let nth = 0; nth < count; nth++) {
		if (at + 46 > end || view.getUint32(at, true) !== ENTRY) throw broken('directory');
		const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
			view.getUint16(at + field, true)
		) as [number, number, number];
		const name = nameIn(bytes.subarray(at + 46, at + 46 + nameBytes));
		if ((view.getUint16(at + 8, true) & 1) === 1)
			throw new ImportRefusedError('zip_encrypted', name);
		entries.push({
			name,
			method: view.getUint16(at + 10, true),
			packed: packedAt(view, bytes, {
				start: view.getUint32(at + 42, true),
				length: view.getUint32(at + 20, true),
				end
			})
		});
		at += 46 + nameBytes + extraBytes + commentBytes;
	}
	return entries;
}

/** The end record stands last, behind it only a comment. Without it the file was cut off, however much of it can still be read. */
function endOf(view: DataView): number {
	const last = view.byteLength - END_BYTES;
	for (let at = last; at >= Math.max(0, last - MOST_COMMENT); at--)
		if (view.getUint32(at, true) === END) return at;
	throw broken('end');
}

function packedAt(
	view: DataView,
	bytes: Uint8Array,
	{ start, length, end }: { start: number; length: number; end: number }
): Uint8Array {
	if (start + 30 > end || view.getUint32(start, true) !== LOCAL) throw broken('entry');
	// The lengths of the name and of what else stands there may be other than in the directory.
	const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
	if (from + length > end) throw broken('entry');
	return bytes.subarray(from, from + length);
}

function nameIn(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch (problem) {
		if (!(problem instanceof TypeError)) throw problem;
		return new TextDecoder('latin1').decode(bytes);
	}
}

const broken = (detail: string) => new ImportRefusedError('broken_zip', detail);

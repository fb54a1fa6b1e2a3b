/**
 * A package's files by name. Sizes are counted as they come out, not believed from the headers; a name that would leave the folder is
 * refused, although nothing is ever written by that name.
 */
import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate';
import { ImportRefusedError } from './report.ts';

export type ZipFiles = Map<string, Uint8Array>;

const MOST_FILES = 20_000;
const MOST_BYTES = 300_000_000;
const MOST_FILE = 50_000_000;
/** Deflate makes at most about 1,032 of one byte; honest text and pictures stay far below this. */
const MOST_RATIO = 300;
const CHUNK = 262_144;

export const isZip = (bytes: Uint8Array): boolean =>
	bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);

export function readZip(bytes: Uint8Array): ZipFiles {
	// Without its directory a package was cut off, however many of its files can still be read.
	if (!hasDirectory(bytes)) throw new ImportRefusedError('broken_zip');
	const files: ZipFiles = new Map();
	let total = 0;
	let count = 0;
	const unzip = new Unzip((file) => {
		if (++count > MOST_FILES)
			throw new ImportRefusedError('zip_too_many_files', String(MOST_FILES));
		const name = safeName(file.name);
		if (name === null) return;
		if (files.has(name)) throw new ImportRefusedError('broken_zip', name);
		const parts: Uint8Array[] = [];
		let size = 0;
		file.ondata = (problem, part, final) => {
			if (problem) throw new ImportRefusedError('broken_zip', name);
			size += part.length;
			total += part.length;
			if (size > MOST_FILE || total > MOST_BYTES || total > bytes.length * MOST_RATIO + 1_000_000)
				throw new ImportRefusedError('zip_too_large', name);
			parts.push(part);
			if (final) files.set(name, joined(parts, size));
		};
		file.start();
	});
	unzip.register(UnzipInflate);
	unzip.register(UnzipPassThrough);
	if (isEncrypted(bytes)) throw new ImportRefusedError('zip_encrypted');
	try {
		// In pieces, so that a bomb is noticed before it is all in memory.
		for (let at = 0; at < bytes.length; at += CHUNK)
			unzip.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
	} catch (problem) {
		if (problem instanceof ImportRefusedError) throw problem;
		throw new ImportRefusedError('broken_zip', String(problem));
	}
	return files;
}

/** null: a folder. */
function safeName(name: string): string | null {
	const plain = name.replaceAll('\\', '/');
	if (
		plain.startsWith('/') ||
		/^[A-Za-z]:/.test(plain) ||
		plain.split('/').includes('..') ||
		[...plain].some((letter) => letter < ' ')
	)
		throw new ImportRefusedError('zip_unsafe_path', name.slice(0, 200));
	return plain.endsWith('/') ? null : plain.replace(/^(\.\/)+/, '');
}

/** The end record (PKWARE APPNOTE 4.3.16) within the last 64 kB, where a comment may follow it. */
function hasDirectory(bytes: Uint8Array): boolean {
	for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at--)
		if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 5 && bytes[at + 3] === 6)
			return true;
	return false;
}

const isEncrypted = (bytes: Uint8Array) => isZip(bytes) && ((bytes[6] ?? 0) & 1) === 1;

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
	const whole = new Uint8Array(size);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

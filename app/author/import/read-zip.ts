/**
 * A package's files by name. Sizes are counted as they come out, not believed from the headers; a name that would leave the folder is
 * refused, although nothing is ever written by that name.
 */
import { Inflate } from 'fflate';
import { ImportRefusedError } from './report.ts';
import { readDirectory, type ZipEntry } from './zip-directory.ts';

export type ZipFiles = Map<string, Uint8Array>;

const MOST_BYTES = 300_000_000;
const MOST_FILE = 50_000_000;
/** Deflate makes at most about 1,032 of one byte; honest text and pictures stay far below this. */
const MOST_RATIO = 300;
const CHUNK = 65_536;

export const isZip = (bytes: Uint8Array): boolean =>
	bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);

export function readZip(bytes: Uint8Array): ZipFiles {
	const files: ZipFiles = new Map();
	const most = Math.min(MOST_BYTES, bytes.length * MOST_RATIO + 1_000_000);
	let total = 0;
	for (const entry of readDirectory(bytes)) {
		const name = safeName(entry.name);
		if (name === null) continue;
		if (files.has(name)) throw new ImportRefusedError('broken_zip', name);
		const content = unpacked(entry, Math.min(MOST_FILE, most - total));
		total += content.length;
		files.set(name, content);
	}
	return files;
}

function unpacked({ name, method, packed }: ZipEntry, most: number): Uint8Array {
	const tooLarge = () => new ImportRefusedError('zip_too_large', name.slice(0, 200));
	if (method === 0) {
		if (packed.length > most) throw tooLarge();
		return packed.slice();
	}
	if (method !== 8) throw new ImportRefusedError('broken_zip', `method ${method}`);
	const parts: Uint8Array[] = [];
	let size = 0;
	const inflate = new Inflate((part) => {
		size += part.length;
		if (size > most) throw tooLarge();
		parts.push(part);
	});
	try {
		// In pieces, so that a bomb is noticed before it is all in memory.
		for (let at = 0; at < packed.length || at === 0; at += CHUNK)
			inflate.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length);
	} catch (problem) {
		if (problem instanceof ImportRefusedError) throw problem;
		throw new ImportRefusedError('broken_zip', `${name}: ${String(problem)}`.slice(0, 300));
	}
	return joined(parts, size);
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

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
	const whole = new Uint8Array(size);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import { isCsv, MOST_BYTES, MOST_FILES, ReadError, type ReadProblem } from './file-limits.ts';

/** Small, so that an entry that swells is given up before it has filled the memory. */
const STEP_BYTES = 16_384;

/** Of Macs, and hidden: not what was exported. */
const isAside = (path: string) => /(^|\/)(__MACOSX\/|\.[^/]*$)/.test(path);

/** The *.csv entries of a zip, whatever their sizes are said to be in it. Throws ReadError. */
export function unpackCsv(name: string, zip: Uint8Array): { name: string; bytes: Uint8Array }[] {
	if (zip[0] !== 0x50 || zip[1] !== 0x4b) throw new ReadError({ code: 'not_zip', name });
	const entries: { name: string; parts: Uint8Array[]; size: number; whole: boolean }[] = [];
	// fflate swallows what is thrown in its callbacks: the first problem is kept instead.
	let problem: ReadProblem | null = null;
	const unzip = new Unzip((file: UnzipFile) => {
		if (!isCsv(file.name) || isAside(file.name)) return;
		const entry = { name: file.name, parts: [] as Uint8Array[], size: 0, whole: false };
		if (entries.push(entry) > MOST_FILES) problem ??= { code: 'too_many_files' };
		file.ondata = (error, part, final) => {
			if (error) problem ??= { code: 'not_zip', name };
			if (problem) return;
			entry.size += part.length;
			if (entry.size > MOST_BYTES) problem = { code: 'too_large', name: file.name };
			entry.parts.push(part);
			entry.whole = final;
		};
		if (!problem) file.start();
	});
	unzip.register(UnzipInflate);
	try {
		for (let at = 0; at < zip.length && !problem; at += STEP_BYTES)
			unzip.push(zip.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= zip.length);
	} catch (cause) {
		throw problem ? new ReadError(problem) : new ReadError({ code: 'not_zip', name }, { cause });
	}
	if (problem) throw new ReadError(problem);
	if (entries.some(({ whole }) => !whole)) throw new ReadError({ code: 'not_zip', name });
	return entries.map(({ name, parts, size }) => ({ name, bytes: joined(parts, size) }));
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

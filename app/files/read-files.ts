import type { NamedFile } from '#sync/people/one-roster.ts';
import { isCsv, MOST_BYTES, MOST_FILES, ReadError } from './file-limits.ts';

type Chosen = Pick<File, 'name' | 'size' | 'arrayBuffer'>;
interface Packed {
	name: string;
	bytes: Uint8Array;
}

const isZip = (name: string) => /\.zip$/i.test(name);
const base = (path: string) => path.split(/[/\\]/).at(-1) ?? path;

/** The CSV files among the chosen, unpacked where they are in a zip. Throws ReadError. */
export async function readImportFiles(chosen: readonly Chosen[]): Promise<NamedFile[]> {
	const packed: Packed[] = [];
	for (const file of chosen) {
		if (isCsv(file.name)) {
			if (file.size > MOST_BYTES) throw new ReadError({ code: 'too_large', name: file.name });
			packed.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
		} else if (isZip(file.name)) {
			// Of no use to anybody who imports one spreadsheet.
			const { unpackCsv } = await import('./unpack-csv.ts');
			packed.push(...unpackCsv(file.name, new Uint8Array(await file.arrayBuffer())));
		}
		if (packed.length > MOST_FILES) throw new ReadError({ code: 'too_many_files' });
	}
	if (packed.length === 0) throw new ReadError({ code: 'no_csv' });
	return packed.map(({ name, bytes }) => ({ name: base(name), text: readText(name, bytes) }));
}

function readText(name: string, bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch (cause) {
		if (!(cause instanceof TypeError)) throw cause;
		throw new ReadError({ code: 'not_text', name: base(name) }, { cause });
	}
}

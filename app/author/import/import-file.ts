/** A file in, a report out: what it is is found out from what is in it. Nothing is kept anywhere, nothing is fetched. */
import { readAiken } from './aiken/read-aiken.ts';
import { textKind, zipKind } from './detect.ts';
import { readGift } from './gift/read-gift.ts';
import { isArchive, readArchive, readQuestions } from './invigil/read-archive.ts';
import { otherFile, otherPackage } from './other-file.ts';
import { readMoodle } from './moodle/read-moodle.ts';
import { readQti1, readQti1Package } from './qti1/read-qti1.ts';
import { readQti2, readQti2Item } from './qti2/read-qti2.ts';
import { readQti3, readQti3Item } from './qti3/read-qti3.ts';
import { readText } from './read-text.ts';
import { isZip, readZip, type ZipFiles } from './read-zip.ts';
import { ImportRefusedError, type Imported, type ImportReport } from './report.ts';
import { readCsv } from './table/read-csv.ts';
import { isOds, readOds } from './table/read-ods.ts';
import { readTable } from './table/read-table.ts';
import { isXlsx, readXlsx } from './table/read-xlsx.ts';
import { noWatch, type Watch } from './watch.ts';

const MOST_BYTES = 200_000_000;

export function importFile(name: string, bytes: Uint8Array, watch: Watch = noWatch): Imported {
	try {
		if (bytes.length === 0) throw new ImportRefusedError('empty');
		if (bytes.length > MOST_BYTES) throw new ImportRefusedError('too_large', String(bytes.length));
		const other = otherFile(bytes);
		if (other) throw new ImportRefusedError(other);
		const report = isZip(bytes)
			? ofZip(readZip(bytes), watch)
			: ofText(name, readText(bytes), watch);
		if (watch.cancelled()) throw new ImportRefusedError('cancelled');
		return { ok: true, report };
	} catch (problem) {
		if (problem instanceof ImportRefusedError) return { ok: false, refusal: problem.refusal };
		// The stack or a string came to its end before a limit of ours did.
		if (problem instanceof RangeError)
			return { ok: false, refusal: { code: 'too_deep', detail: problem.message } };
		throw problem;
	}
}

function ofZip(files: ZipFiles, watch: Watch): ImportReport {
	if (isArchive(files)) return readArchive(files, watch);
	if (isXlsx(files)) return readTable(readXlsx(files), false, watch);
	if (isOds(files)) return readTable(readOds(files), false, watch);
	const found = zipKind(files);
	switch (found?.kind) {
		case 'qti_1_2':
			return readQti1Package(files, watch);
		case 'qti_2':
			return readQti2(files, watch);
		case 'qti_3':
			return readQti3(files, watch);
		case 'moodle_xml':
			return readMoodle(readText(files.get(found.file) ?? new Uint8Array()), watch);
		case undefined:
			throw new ImportRefusedError(otherPackage(files) ?? 'unknown_format');
	}
}

function ofText(
	name: string,
	read: { text: string; guessed: boolean },
	watch: Watch
): ImportReport {
	if (read.text.trim() === '') throw new ImportRefusedError('empty');
	switch (textKind(name, read.text)) {
		case 'moodle_xml':
			return readMoodle(read, watch);
		case 'qti_1_2':
			return readQti1(read, watch);
		case 'qti_2':
			return readQti2Item(read.text);
		case 'qti_3':
			return readQti3Item(read.text);
		case 'aiken':
			return readAiken({ ...read, name }, watch);
		case 'gift':
			return readGift({ ...read, name }, watch);
		case 'table':
			return readTable(readCsv(read.text), read.guessed, watch);
		case 'invigil':
			return readQuestions(read.text, new Map(), watch);
		case 'page':
			throw new ImportRefusedError('is_page');
		case null:
			throw new ImportRefusedError('unknown_format');
	}
}

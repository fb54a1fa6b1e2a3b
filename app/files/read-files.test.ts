import { strToU8, zipSync, type Zippable } from 'fflate';
import { expect, test } from 'vitest';
import { MOST_BYTES, ReadError } from './file-limits.ts';
import { readImportFiles } from './read-files.ts';

const csv = 'name,email\nAda,ada@school.example\n';
const file = (name: string, bytes: Uint8Array<ArrayBuffer>) => new File([bytes], name);
const text = (name: string, content = csv) => new File([content], name);
const zipped = (entries: Zippable, name = 'export.zip') =>
	file(name, new Uint8Array(zipSync(entries)));

async function problemOf(...files: File[]) {
	const error: unknown = await readImportFiles(files).then(
		() => null,
		(error: unknown) => error
	);
	return error instanceof ReadError ? error.problem : error;
}

test('a spreadsheet is read as it is, without its byte order mark', async () => {
	expect(await readImportFiles([text('people.CSV', `\uFEFF${csv}`)])).toEqual([
		{ name: 'people.CSV', text: csv }
	]);
});

test('of a zip only the *.csv entries are taken, by their names alone', async () => {
	const entries = {
		'export/users.csv': strToU8(csv),
		'../../orgs.csv': strToU8('x'),
		'__MACOSX/._users.csv': strToU8('junk'),
		'.hidden.csv': strToU8('junk'),
		'readme.txt': strToU8('hello')
	};
	expect(await readImportFiles([zipped(entries)])).toEqual([
		{ name: 'users.csv', text: csv },
		{ name: 'orgs.csv', text: 'x' }
	]);
});

test('a zip bomb is given up as soon as an entry passes 4 MB', async () => {
	const bomb = zipped({ 'users.csv': new Uint8Array(60_000_000) });
	expect(bomb.size).toBeLessThan(100_000);
	expect(await problemOf(bomb)).toEqual({ code: 'too_large', name: 'users.csv' });
});

test('a zip whose entry says it is small and is not is measured, not believed', async () => {
	const bytes = new Uint8Array(zipSync({ 'users.csv': new Uint8Array(MOST_BYTES + 1) }));
	// The uncompressed size in the local header.
	new DataView(bytes.buffer).setUint32(22, 10, true);
	expect(await problemOf(file('export.zip', bytes))).toEqual({
		code: 'too_large',
		name: 'users.csv'
	});
});

test('more than 20 files, in a zip or beside each other, are refused', async () => {
	const names = Array.from({ length: 21 }, (_, i) => `${i}.csv`);
	const many = zipped(Object.fromEntries(names.map((name) => [name, strToU8(csv)])));
	expect(await problemOf(many)).toEqual({ code: 'too_many_files' });
	expect(await problemOf(...names.map((name) => text(name)))).toEqual({ code: 'too_many_files' });
});

test('what is neither CSV nor a zip, or is cut off, is said to be', async () => {
	expect(await problemOf(text('people.xlsx'))).toEqual({ code: 'no_csv' });
	expect(await problemOf(zipped({ 'readme.txt': strToU8('hello') }))).toEqual({ code: 'no_csv' });
	expect(await problemOf(text('people.zip'))).toEqual({ code: 'not_zip', name: 'people.zip' });
	const noise = crypto.getRandomValues(new Uint8Array(4000));
	const whole = new Uint8Array(zipSync({ 'users.csv': noise }));
	expect(await problemOf(file('cut.zip', whole.slice(0, 2000)))).toEqual({
		code: 'not_zip',
		name: 'cut.zip'
	});
});

test('a spreadsheet in another encoding is named instead of importing wrong letters', async () => {
	const latin1 = file('people.csv', Uint8Array.of(0x4e, 0xe9, 0x65));
	expect(await problemOf(latin1)).toEqual({ code: 'not_text', name: 'people.csv' });
});

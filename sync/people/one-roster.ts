/** OneRoster 1.1 §4 and 1.2 (CSV binding §4): the files of an export, and who is in which class. Pure. */
import { cell, readTable } from './table.ts';
import type { TableRow } from './table.ts';

export type NamedFile = { name: string; text: string };
export type RosterFiles = ReadonlyMap<string, string>;

/** By their bare names, in lower case. */
export const byName = (files: readonly NamedFile[]): RosterFiles =>
	new Map(files.map(({ name, text }) => [name.toLowerCase().replace(/^.*[\\/]/, ''), text]));

export const isOneRoster = (files: RosterFiles): boolean =>
	files.has('manifest.csv') || files.has('orgs.csv') || files.has('enrollments.csv');

const rowsOf = (files: RosterFiles, name: string): TableRow[] => {
	const read = readTable(files.get(name) ?? '');
	return 'rows' in read ? read.rows : [];
};

/** Of the register, by its own identifier; what it says is gone is left out. */
export function classTitles(files: RosterFiles): Map<string, string> {
	return new Map(
		rowsOf(files, 'classes.csv')
			.filter((row) => cell(row, 'status') !== 'tobedeleted')
			.map((row) => [cell(row, 'sourcedid'), cell(row, 'title')])
	);
}

/** The titles of the classes somebody is enrolled in as a student, in the order of the file. */
export function classesOfStudents(files: RosterFiles): Map<string, string[]> {
	const titles = classTitles(files);
	const classes = new Map<string, string[]>();
	for (const row of rowsOf(files, 'enrollments.csv')) {
		const user = cell(row, 'usersourcedid');
		const title = titles.get(cell(row, 'classsourcedid'));
		if (cell(row, 'role') !== 'student' || cell(row, 'status') === 'tobedeleted' || !title)
			continue;
		const known = classes.get(user) ?? [];
		if (!known.includes(title)) classes.set(user, [...known, title]);
	}
	return classes;
}

/**
 * What somebody is there: 1.1 says it in the row, 1.2 in a file of its own, where the primary role goes first. Empty where nothing
 * says it.
 */
export function roleIn(files: RosterFiles): (row: TableRow) => string {
	const primary = new Map<string, string>();
	const any = new Map<string, string>();
	for (const row of rowsOf(files, 'roles.csv')) {
		if (cell(row, 'status').toLowerCase() === 'tobedeleted') continue;
		const user = cell(row, 'usersourcedid');
		const into = cell(row, 'roletype').toLowerCase() === 'primary' ? primary : any;
		if (!into.has(user)) into.set(user, cell(row, 'role'));
	}
	return (row) => {
		const id = cell(row, 'sourcedid');
		return cell(row, 'role') || (primary.get(id) ?? any.get(id) ?? '');
	};
}

/** As the export says it: 1.2. Null where it does not. */
export const versionOf = (files: RosterFiles): string | null =>
	rowsOf(files, 'manifest.csv')
		.filter((row) => cell(row, 'propertyname') === 'oneroster.version')
		.map((row) => cell(row, 'value'))
		.find((said) => /^[\w.]{1,10}$/.test(said)) ?? null;

/** The register says that this person is here no more. */
export const hasLeft = (row: TableRow): boolean =>
	cell(row, 'status') === 'tobedeleted' || cell(row, 'enableduser').toLowerCase() === 'false';

/** OneRoster 1.1 §4: the files of an export, and who is in which class. Pure. */
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

/** The register says that this person is here no more. */
export const hasLeft = (row: TableRow): boolean =>
	cell(row, 'status') === 'tobedeleted' || cell(row, 'enableduser').toLowerCase() === 'false';

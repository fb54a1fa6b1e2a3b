/**
 * A roster out of what a teacher has: a list of addresses, a table with headings (e-mail or enrolment number, and a group), or a
 * OneRoster 1.1 export. Who these people are is not known here; the edge says who of them is found. Pure.
 */
import type { z } from 'zod';
import { rosterLine } from '../schema/roster.ts';
import { readAddresses } from './addresses.ts';
import { byName, classesOfStudents, classTitles, hasLeft, isOneRoster } from './one-roster.ts';
import type { NamedFile, RosterFiles } from './one-roster.ts';
import { cell, heading, readTable } from './table.ts';
import type { TableProblem, TableRow } from './table.ts';

export type RosterLine = z.infer<typeof rosterLine>;
export type RosterProblem = TableProblem | 'no_people';
export type ReadRoster =
	| {
			ok: true;
			lines: RosterLine[];
			/** What names nobody, as it stands there, the first of them. */
			bad: string[];
			/** Of a register: to choose from. A line's group is the first of the chosen classes it is enrolled in. */
			classes: string[];
			/** How many lines name somebody who was named before. */
			twice: number;
	  }
	| { ok: false; because: RosterProblem };

const MOST_BAD = 100;
const emailColumns = ['email', 'e_mail', 'email_address', 'mail'];
const numberColumns = [
	'enrolment_id',
	'enrollment_id',
	'enrolment',
	'student_id',
	'student_number'
];
const groupColumns = ['group', 'class', 'section', 'cohort'];

/** `chosen`: only who is in one of these classes of a register; none of them: everybody in it. */
export function readRosterFiles(
	files: readonly NamedFile[],
	chosen: readonly string[] = []
): ReadRoster {
	const named = byName(files);
	if (isOneRoster(named) || named.has('users.csv')) return fromRegister(named, chosen);
	// Only which classes there are: their titles are what the institution's cohorts are called.
	if (named.has('classes.csv'))
		return { ok: true, lines: [], bad: [], classes: unique(classTitles(named).values()), twice: 0 };
	const [only] = files;
	return only && files.length === 1
		? readRosterText(only.text)
		: { ok: false, because: 'no_people' };
}

/** With headings that are known a table, else addresses. */
export function readRosterText(text: string): ReadRoster {
	if (text.includes('\0')) return { ok: false, because: 'not_csv' };
	if (hasHeadings(text)) {
		const table = readTable(text, 1);
		return 'because' in table ? { ok: false, because: table.because } : fromTable(table.rows);
	}
	const { emails, bad } = readAddresses(text);
	return finish(
		emails.map((email) => ({ email })),
		bad
	);
}

/** Separators are told apart only once it is known to be a table. */
function hasHeadings(text: string): boolean {
	const [first = ''] = text
		.replace(/^\ufeff/, '')
		.trimStart()
		.split(/\r?\n/, 1);
	const names = first.split(/[;,\t|]/).map((name) => heading(name.replaceAll('"', '')));
	return names.some((name) => emailColumns.includes(name) || numberColumns.includes(name));
}

function fromTable(rows: readonly TableRow[]): ReadRoster {
	const raw = rows.map((row) => {
		const email = cell(row, ...emailColumns).toLowerCase();
		const enrolmentId = cell(row, ...numberColumns);
		const group = cell(row, ...groupColumns);
		return {
			...(email !== '' ? { email } : enrolmentId !== '' && { enrolmentId }),
			...(group !== '' && { group })
		};
	});
	return finish(raw);
}

function fromRegister(files: RosterFiles, chosen: readonly string[]): ReadRoster {
	const users = readTable(files.get('users.csv') ?? '');
	if ('because' in users) return { ok: false, because: users.because };
	const classes = classesOfStudents(files);
	const classOf = (row: TableRow) =>
		classes
			.get(cell(row, 'sourcedid'))
			?.find((title) => chosen.length === 0 || chosen.includes(title));
	const raw = users.rows
		.filter((row) => cell(row, 'role') === 'student' && !hasLeft(row))
		.filter((row) => chosen.length === 0 || classOf(row) !== undefined)
		.map((row) => {
			const email = cell(row, 'email').toLowerCase();
			const enrolmentId = cell(row, 'identifier', 'username');
			const group = classOf(row);
			return {
				...(email !== '' ? { email } : enrolmentId !== '' && { enrolmentId }),
				...(group && { group })
			};
		});
	const read = finish(raw);
	return read.ok ? { ...read, classes: unique([...classes.values()].flat()) } : read;
}

function finish(raw: readonly object[], alreadyBad: readonly string[] = []): ReadRoster {
	const lines = new Map<string, RosterLine>();
	const bad = [...alreadyBad];
	let twice = 0;
	for (const one of raw) {
		const read = rosterLine.safeParse(one);
		if (!read.success) {
			bad.push(Object.values(one).join(' ') || '–');
			continue;
		}
		const key = lineKey(read.data);
		if (lines.has(key)) twice++;
		else lines.set(key, read.data);
	}
	if (lines.size === 0 && bad.length === 0) return { ok: false, because: 'no_people' };
	return { ok: true, lines: [...lines.values()], bad: bad.slice(0, MOST_BAD), classes: [], twice };
}

export const lineKey = ({ email, enrolmentId }: RosterLine): string =>
	email === undefined ? `number ${enrolmentId ?? ''}` : `mail ${email.toLowerCase()}`;

const unique = (texts: Iterable<string>): string[] => [...new Set(texts)].filter(Boolean).sort();

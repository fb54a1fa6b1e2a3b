/**
 * A roster out of what a teacher has: a list of addresses, a table with headings (e-mail or enrolment number, and a group), or a
 * OneRoster export, 1.1 or 1.2. Who these people are is not known here; the edge says who of them is found. Pure.
 */
import type { z } from 'zod';
import { rosterLine } from '../schema/roster.ts';
import { readAddresses } from './addresses.ts';
import {
	byName,
	classesOfStudents,
	classTitles,
	hasLeft,
	isOneRoster,
	roleIn,
	versionOf
} from './one-roster.ts';
import type { NamedFile, RosterFiles } from './one-roster.ts';
import { rosterColumn, type RosterColumn } from './roster-headings.ts';
import { cell, readTable } from './table.ts';
import type { Table, TableProblem, TableRow } from './table.ts';

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
			/** Columns of the file that say nothing about a roster, as they are called there. */
			unused: string[];
	  }
	| { ok: false; because: RosterProblem }
	/** An export, but nobody in it is a student. `version`: as it says itself. */
	| { ok: false; because: 'no_students'; version: string | null }
	/** A table, but none of its columns names anybody. */
	| { ok: false; because: 'no_addresses'; columns: string[] };
type Read = Extract<Table, { rows: TableRow[] }>;

const MOST_BAD = 100;
const MOST_GROUP = 100;

/** `chosen`: only who is in one of these classes of a register; none of them: everybody in it. */
export function readRosterFiles(
	files: readonly NamedFile[],
	chosen: readonly string[] = []
): ReadRoster {
	const named = byName(files);
	if (isOneRoster(named) || named.has('users.csv')) return fromRegister(named, chosen);
	// Only which classes there are: their titles are what the institution's cohorts are called.
	if (named.has('classes.csv'))
		return {
			ok: true,
			lines: [],
			bad: [],
			classes: unique(classTitles(named).values()),
			twice: 0,
			unused: []
		};
	const [only] = files;
	return only && files.length === 1
		? readRosterText(only.text)
		: { ok: false, because: 'no_people' };
}

/** With headings a table, else addresses. */
export function readRosterText(text: string): ReadRoster {
	if (text.includes('\0')) return { ok: false, because: 'not_csv' };
	if (namesPeople(firstLine(text))) {
		const table = readTable(text, 1);
		return 'because' in table ? { ok: false, because: table.because } : fromTable(table);
	}
	const table = withoutKnownHeadings(text);
	if (table) return fromTable(table);
	const { emails, bad } = readAddresses(text);
	return finish(
		emails.map((email) => ({ email })),
		bad
	);
}

const firstLine = (text: string): string =>
	text
		.replace(/^\ufeff/, '')
		.trimStart()
		.split(/\r?\n/, 1)[0] ?? '';

/** Separators are told apart only once it is known to be a table. */
const namesPeople = (line: string): boolean =>
	line.split(/[;,\t|]/).some((name) => ['email', 'number'].includes(rosterColumn(name) ?? ''));

/** Clearly a table all the same: headings without an address, and below them rows that are as wide. */
function withoutKnownHeadings(text: string): Read | null {
	const first = firstLine(text);
	if (first.includes('@') || !/[;,\t|]/.test(first)) return null;
	const table = readTable(text);
	if ('because' in table || table.rows.length === 0) return null;
	const { size } = table.headings;
	const even = table.rows.every(
		(row) => !('__parsed_extra' in row) && Object.keys(row).length === size
	);
	// Two lists side by side are no table of people.
	return even && addressColumns(table).length < 2 ? table : null;
}

/** Whatever they are called: who is named in them is known by an address. */
const addressColumns = ({ rows, headings }: Read): string[] =>
	[...headings.keys()].filter((key) => {
		const said = rows.map((row) => row[key]?.trim() ?? '').filter(Boolean);
		return said.length > 0 && said.every((text) => /^[^\s@]+@[^\s@]+$/.test(text));
	});

function columnsOf(table: Read): Record<RosterColumn, string[]> {
	const { headings } = table;
	const called = (column: RosterColumn) =>
		[...headings].filter(([, name]) => rosterColumn(name) === column).map(([key]) => key);
	const [email, number] = [called('email'), called('number')];
	return {
		email: email.length + number.length === 0 ? addressColumns(table) : email,
		number,
		group: called('group')
	};
}

function fromTable(table: Read): ReadRoster {
	const columns = columnsOf(table);
	if (columns.email.length + columns.number.length === 0)
		return { ok: false, because: 'no_addresses', columns: [...table.headings.values()] };
	const raw = table.rows.map((row) => {
		const email = cell(row, ...columns.email).toLowerCase();
		const enrolmentId = cell(row, ...columns.number);
		const group = groupOf(cell(row, ...columns.group));
		return {
			...(email !== '' ? { email } : enrolmentId !== '' && { enrolmentId }),
			...(group !== '' && { group })
		};
	});
	const used = new Set(Object.values(columns).flat());
	const unused = [...table.headings].filter(([key, name]) => !used.has(key) && name !== '');
	const read = finish(raw);
	return read.ok ? { ...read, unused: unused.map(([, name]) => name) } : read;
}

/** Moodle lists all groups of a person in one cell: as long as they fit they are one group, else the first of them is. */
const groupOf = (said: string): string =>
	said.length <= MOST_GROUP ? said : (said.split(/[,;]/)[0] ?? '').trim();

function fromRegister(files: RosterFiles, chosen: readonly string[]): ReadRoster {
	const users = readTable(files.get('users.csv') ?? '');
	if ('because' in users) return { ok: false, because: users.because };
	const classes = classesOfStudents(files);
	const roleOf = roleIn(files);
	const classOf = (row: TableRow) =>
		classes
			.get(cell(row, 'sourcedid'))
			?.find((title) => chosen.length === 0 || chosen.includes(title));
	const raw = users.rows
		.filter((row) => roleOf(row) === 'student' && !hasLeft(row))
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
	if (!read.ok && isOneRoster(files))
		return { ok: false, because: 'no_students', version: versionOf(files) };
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
	return {
		ok: true,
		lines: [...lines.values()],
		bad: bad.slice(0, MOST_BAD),
		classes: [],
		twice,
		unused: []
	};
}

export const lineKey = ({ email, enrolmentId }: RosterLine): string =>
	email === undefined ? `number ${enrolmentId ?? ''}` : `mail ${email.toLowerCase()}`;

const unique = (texts: Iterable<string>): string[] => [...new Set(texts)].filter(Boolean).sort();

/**
 * People from a spreadsheet or a OneRoster 1.1 export: read, checked, and compared with those that are there. Pure: what would change
 * is known before anything does, and the same file a second time changes nothing.
 */
import type { z } from 'zod';
import type { importProblem, importRefusal, ImportRow } from '#sync/schema/administration.ts';
import { person, role } from '#sync/schema/person.ts';
import type { Role } from '#sync/schema/person.ts';
import { byName, classesOfStudents, hasLeft, isOneRoster } from '#sync/people/one-roster.ts';
import type { NamedFile, RosterFiles } from '#sync/people/one-roster.ts';
import { rosterColumn } from '#sync/people/roster-headings.ts';
import type { RosterColumn } from '#sync/people/roster-headings.ts';
import { cell, readTable } from '#sync/people/table.ts';
import type { TableRow } from '#sync/people/table.ts';
import { isImportable } from './passwords.ts';

export type ImportedPerson = {
	line: number;
	name: string;
	email: string;
	roles: Role[];
	externalId: string | null;
	enrolmentId: string | null;
	cohort: string | null;
	department: string | null;
	passwordHash: string | null;
	/** The register says that this person is here no more. */
	leaves: boolean;
	problem: z.infer<typeof importRefusal> | null;
};
type Problem = z.infer<typeof importProblem>;
export type ReadFiles =
	| { ok: true; format: 'csv' | 'oneroster'; people: ImportedPerson[] }
	| { ok: false; because: Problem };

const MOST_FIELD = 320;

export function readPeopleFiles(files: readonly NamedFile[]): ReadFiles {
	const named = byName(files);
	const users = named.get('users.csv');
	const [only] = files;
	if (isOneRoster(named))
		return users === undefined ? { ok: false, because: 'no_users_file' } : oneRoster(users, named);
	if (files.length !== 1 || !only) return { ok: false, because: 'no_users_file' };
	return spreadsheet(only.text);
}

const orNull = (text: string) => (text === '' ? null : text);

function spreadsheet(text: string): ReadFiles {
	const read = readTable(text);
	if ('because' in read) return { ok: false, because: read.because };
	const called = (column: RosterColumn) =>
		[...read.headings].filter(([, name]) => rosterColumn(name) === column).map(([key]) => key);
	const columns = { email: called('email'), number: called('number'), group: called('group') };
	if (columns.email.length === 0 || read.rows.length === 0)
		return { ok: false, because: 'no_heading' };
	const people = read.rows.map((row, index) => {
		const roles = rolesOf(cell(row, 'roles', 'role') || 'student');
		return {
			line: index + 2,
			name: nameIn(row),
			// What is called as the guide calls it goes before what only means the same.
			email: cell(row, 'email', ...columns.email).toLowerCase(),
			roles: roles ?? [],
			externalId: orNull(cell(row, 'external_id', 'sourcedid')),
			enrolmentId: orNull(cell(row, 'enrolment_id', 'enrollment_id', ...columns.number)),
			cohort: orNull(cell(row, 'cohort', 'class', ...columns.group)),
			department: orNull(cell(row, 'department')),
			passwordHash: orNull(cell(row, 'password_hash')),
			leaves: false,
			problem: roles === null ? ('bad_role' as const) : null
		};
	});
	return { ok: true, format: 'csv', people: checked(people) };
}

/** As `heading` leaves them; the languages are those of the screen. */
const fullNames = [
	...['name', 'full_name', 'fullname', 'student_name', 'nombre_completo', 'nombre_y_apellidos'],
	...['nom_complet', 'nom_et_prénom', 'नाम', 'पूरा_नाम', 'الاسم', 'الاسم_الكامل']
];
const givenNames = [
	...['given_name', 'given_names', 'first_name', 'firstname', 'nombre', 'nombres', 'prénom'],
	...['prénoms', 'prenom', 'पहला_नाम', 'الاسم_الأول']
];
const familyNames = [
	...['family_name', 'last_name', 'lastname', 'surname', 'apellido', 'apellidos', 'nom'],
	...['nom_de_famille', 'उपनाम', 'कुलनाम', 'اسم_العائلة', 'اللقب']
];
const nameIn = (row: TableRow): string =>
	cell(row, ...fullNames) || `${cell(row, ...givenNames)} ${cell(row, ...familyNames)}`.trim();

function rolesOf(text: string): Role[] | null {
	const names = text
		.split(/[;,|\s]+/)
		.map((name) => name.trim().toLowerCase())
		.filter(Boolean);
	const read = names.map((name) => role.safeParse(name));
	if (read.length === 0 || read.some(({ success }) => !success)) return null;
	return [...new Set(read.flatMap(({ data }) => (data ? [data] : [])))].sort();
}

/** OneRoster 1.1 §4.13: the roles of its users that are roles here. Parents and guardians have no part in exams. */
const rosterRoles: Record<string, Role> = {
	student: 'student',
	teacher: 'teacher',
	aide: 'proctor',
	proctor: 'proctor',
	administrator: 'admin'
};

function oneRoster(users: string, files: RosterFiles): ReadFiles {
	const read = readTable(users);
	if ('because' in read) return { ok: false, because: read.because };
	// The title of the first class somebody is enrolled in as a student.
	const classes = classesOfStudents(files);
	const people = read.rows
		.map((row, index) => ({ row, line: index + 2 }))
		.filter(({ row }) => cell(row, 'role') in rosterRoles)
		.map(({ row, line }): ImportedPerson => {
			const id = cell(row, 'sourcedid');
			const found = rosterRoles[cell(row, 'role')];
			return {
				line,
				name: `${cell(row, 'givenname')} ${cell(row, 'familyname')}`.trim(),
				email: cell(row, 'email').toLowerCase(),
				roles: found ? [found] : [],
				externalId: orNull(id),
				enrolmentId: orNull(cell(row, 'identifier', 'username')),
				cohort: classes.get(id)?.[0] ?? orNull(cell(row, 'grades')),
				department: null,
				// The password column of OneRoster is plain text or unspecified: it is never taken in.
				passwordHash: null,
				leaves: hasLeft(row),
				problem: null
			};
		});
	return { ok: true, format: 'oneroster', people: checked(people) };
}

/** Of rows about the same person the first is taken. */
function checked(people: readonly ImportedPerson[]): ImportedPerson[] {
	const emails = new Set<string>();
	const ids = new Set<string>();
	return people.map((one) => {
		const { email, externalId } = one;
		const twice = emails.has(email) || (externalId !== null && ids.has(externalId));
		emails.add(email);
		if (externalId !== null) ids.add(externalId);
		return { ...one, problem: one.problem ?? problemOf(one) ?? (twice ? 'twice_in_file' : null) };
	});
}

function problemOf(one: ImportedPerson): ImportedPerson['problem'] {
	const fields = [one.name, one.email, one.externalId, one.enrolmentId, one.cohort, one.department];
	if (fields.some((field) => (field?.length ?? 0) > MOST_FIELD)) return 'too_long';
	if (one.name === '') return 'no_name';
	if (!person.shape.name.safeParse(one.name).success) return 'too_long';
	if (one.email === '') return 'no_email';
	if (!person.shape.email.safeParse(one.email).success) return 'bad_email';
	if (one.roles.length === 0) return 'bad_role';
	if (one.passwordHash !== null && !isImportable(one.passwordHash)) return 'bad_password_hash';
	return null;
}

export type KnownPerson = {
	id: string;
	name: string;
	email: string;
	roles: Role[];
	externalId: string | null;
	enrolmentId: string | null;
	cohort: string | null;
	department: string | null;
	locked: boolean;
	erased: boolean;
};
export type PlannedRow = ImportRow & { imported: ImportedPerson; known: KnownPerson | null };

/** `taken`: addresses that somebody of another institution has. */
export function planImport(
	imported: readonly ImportedPerson[],
	known: readonly KnownPerson[],
	taken: ReadonlySet<string>
): PlannedRow[] {
	const byId = new Map(known.flatMap((one) => (one.externalId ? [[one.externalId, one]] : [])));
	const byEmail = new Map(known.map((one) => [one.email.toLowerCase(), one]));
	return imported.map((one) => {
		const same = (one.externalId ? byId.get(one.externalId) : undefined) ?? byEmail.get(one.email);
		const row = {
			line: one.line,
			name: one.name,
			email: one.email,
			roles: one.roles,
			externalId: one.externalId
		};
		const plan = (
			action: ImportRow['action'],
			changes: ImportRow['changes'] = [],
			because: ImportRow['because'] = null
		): PlannedRow => ({ ...row, action, changes, because, imported: one, known: same ?? null });
		if (one.problem) return plan('refuse', [], one.problem);
		if (same?.erased) return plan('refuse', [], 'erased');
		const holder = byEmail.get(one.email);
		// An address that moves from one person to another is for a person to sort out.
		if (taken.has(one.email) || (holder && holder.id !== same?.id))
			return plan('refuse', [], 'email_of_another');
		if (
			same &&
			holder &&
			one.externalId &&
			holder.externalId &&
			holder.externalId !== one.externalId
		)
			return plan('refuse', [], 'email_of_another');
		if (!same) return one.leaves ? plan('same') : plan('add');
		if (one.leaves) return same.locked ? plan('same') : plan('lock');
		const changes = changesOf(one, same);
		return changes.length > 0 ? plan('change', changes) : plan('same');
	});
}

/** What the file does not say stays as it is. */
function changesOf(one: ImportedPerson, same: KnownPerson): ImportRow['changes'] {
	const fields: [string, string | null, string | null][] = [
		['name', same.name, one.name],
		['email', same.email.toLowerCase(), one.email],
		['roles', [...same.roles].sort().join(';'), one.roles.join(';')],
		['external_id', same.externalId, one.externalId],
		['enrolment_id', same.enrolmentId, one.enrolmentId],
		['cohort', same.cohort, one.cohort],
		['department', same.department, one.department]
	];
	return fields
		.filter(([, before, after]) => after !== null && after !== (before ?? ''))
		.map(([field, before, after]) => ({ field, before: before ?? '', after: after ?? '' }));
}

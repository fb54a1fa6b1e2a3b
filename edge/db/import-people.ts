/** Writing an import, as the admin who asked for it: row-level security keeps it within the institution. */
import { z } from 'zod';
import { role } from '#sync/schema/person.ts';
import type { KnownPerson, PlannedRow } from '../access/import-people.ts';
import { uuid } from './columns.ts';
import type { Query } from './database.ts';
import { insertOwedMails } from './owed-mails.ts';
import type { EndedBecause } from './sign-ins.ts';

const known = z.object({
	id: uuid,
	name: z.string(),
	email: z.string(),
	roles: z.array(role),
	externalId: z.string().nullable(),
	enrolmentId: z.string().nullable(),
	cohort: z.string().nullable(),
	department: z.string().nullable(),
	locked: z.boolean(),
	erased: z.boolean()
});

/** Those of the institution whom the file may mean. */
export async function selectKnownPeople(
	query: Query,
	institution: string,
	emails: readonly string[],
	externalIds: readonly string[]
): Promise<KnownPerson[]> {
	const rows = await query(
		`select u.id, u.name, u.email, u.roles, u.external_id as "externalId", s.enrolment_id as "enrolmentId", s.cohort, t.department,
			u.locked_at is not null as locked, u.erased_at is not null as erased
		from users u left join student_profiles s on s.user_id = u.id left join teacher_profiles t on t.user_id = u.id
		where u.institution_id = $1 and (lower(u.email) = any ($2) or u.external_id = any ($3))`,
		[institution, emails, externalIds]
	);
	return z.array(known).parse(rows);
}

/** Which of the addresses belong to people of other institutions. Only for the Worker itself. */
export async function selectTakenEmails(
	query: Query,
	institution: string,
	emails: readonly string[]
): Promise<Set<string>> {
	const rows = await query(
		'select lower(email) as email from users where institution_id <> $1 and lower(email) = any ($2)',
		[institution, emails]
	);
	return new Set(rows.map(({ email }) => String(email)));
}

/** Answers who was locked. */
export async function applyImport(
	query: Query,
	institution: string,
	rows: readonly PlannedRow[],
	{ sendLinks }: { sendLinks: boolean }
): Promise<string[]> {
	const added = rows
		.filter(({ action }) => action === 'add')
		.map((row) => ({ ...row, id: crypto.randomUUID() }));
	await query(
		`insert into users (id, institution_id, email, name, roles, external_id, email_verified_at)
		select id, $1::uuid, email, name, string_to_array(roles, ';'), external_id, now()
		from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]) as t (id, email, name, roles, external_id)`,
		[
			institution,
			added.map(({ id }) => id),
			added.map(({ email }) => email),
			added.map(({ name }) => name),
			added.map(({ roles }) => roles.join(';')),
			added.map(({ externalId }) => externalId)
		]
	);
	const changed = rows.flatMap((row) =>
		row.action === 'change' && row.known ? [{ ...row, id: row.known.id }] : []
	);
	await query(
		`update users u set name = t.name, email = t.email,
			email_verified_at = case when lower(u.email) = lower(t.email) then u.email_verified_at end, external_id = coalesce(t.external_id, u.external_id), updated_at = now()
		from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as t (id, email, name, external_id) where u.id = t.id`,
		[
			changed.map(({ id }) => id),
			changed.map(({ email }) => email),
			changed.map(({ name }) => name),
			changed.map(({ externalId }) => externalId)
		]
	);
	const changing = (name: string) =>
		changed.filter(({ changes }) => changes.some(({ field }) => field === name));
	const otherRoles = changing('roles');
	await query(
		"select set_roles(id, string_to_array(roles, ';')) from unnest($1::uuid[], $2::text[]) as t (id, roles)",
		[otherRoles.map(({ id }) => id), otherRoles.map(({ roles }) => roles.join(';'))]
	);
	// Whoever reads the former address has no part in the account any more, and of the new one nobody has proved that it is theirs.
	const moved = changing('email').map(({ id }) => id);
	await endSignInsOfMany(query, moved, 'signed_out_everywhere');
	await query('select void_links_of(id) from unnest($1::uuid[]) as t (id)', [moved]);
	await insertOwedMails(query, institution, [
		...changing('email').flatMap(({ id, email, known }) => [
			...(known ? [{ person: id, kind: 'address_changed' as const, email: known.email }] : []),
			{ person: id, kind: 'link' as const, email }
		]),
		...added
			.filter(({ imported }) => sendLinks && imported.passwordHash === null)
			.map(({ id, email }) => ({ person: id, kind: 'link' as const, email }))
	]);
	const bringing = added.filter(({ imported }) => imported.passwordHash !== null);
	await query(
		'select set_imported_password(id, hash) from unnest($1::uuid[], $2::text[]) as t (id, hash)',
		[bringing.map(({ id }) => id), bringing.map(({ imported }) => imported.passwordHash)]
	);
	await writeProfiles(query, institution, [...added, ...changed]);
	const leaving = rows.flatMap(({ action, known }) =>
		action === 'lock' && known ? [known.id] : []
	);
	await query(
		"update users set locked_at = now(), lock_reason = 'register', updated_at = now() where id = any ($1)",
		[leaving]
	);
	await endSignInsOfMany(query, leaving, 'locked');
	return leaving;
}

async function endSignInsOfMany(
	query: Query,
	people: readonly string[],
	because: EndedBecause
): Promise<void> {
	await query(
		'update sign_ins set ended_at = now(), ended_because = $2 where user_id = any ($1) and ended_at is null',
		[people, because]
	);
}

async function writeProfiles(
	query: Query,
	institution: string,
	rows: readonly (PlannedRow & { id: string })[]
): Promise<void> {
	const students = rows.filter(({ roles }) => roles.includes('student'));
	await query(
		`insert into student_profiles (user_id, institution_id, enrolment_id, cohort)
		select id, $1::uuid, enrolment, cohort from unnest($2::uuid[], $3::text[], $4::text[]) as t (id, enrolment, cohort)
		on conflict (user_id) do update set cohort = coalesce(excluded.cohort, student_profiles.cohort),
			enrolment_id = case when excluded.enrolment_id = excluded.user_id::text then student_profiles.enrolment_id
				else excluded.enrolment_id end`,
		[
			institution,
			students.map(({ id }) => id),
			// Without one of the register's, something that is surely nobody else's.
			students.map(({ id, imported, externalId }) => imported.enrolmentId ?? externalId ?? id),
			students.map(({ imported }) => imported.cohort)
		]
	);
	const teachers = rows.filter(({ roles }) => roles.includes('teacher'));
	await query(
		`insert into teacher_profiles (user_id, institution_id, department)
		select id, $1::uuid, department from unnest($2::uuid[], $3::text[]) as t (id, department)
		on conflict (user_id) do update set department = coalesce(excluded.department, teacher_profiles.department)`,
		[institution, teachers.map(({ id }) => id), teachers.map(({ imported }) => imported.department)]
	);
}

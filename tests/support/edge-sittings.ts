/** Sittings, students and tickets that no API makes yet, put into the database as the demo's seed does. */
import { z } from 'zod';
import type { Query } from './edge-stack.ts';

/** A copy of the demo sitting with an attempt of each of its students, open from `opens` to `closes` (minutes from now). */
export async function copySitting(
	query: Query,
	{ opens, closes }: { opens: number; closes: number }
): Promise<string> {
	const id = crypto.randomUUID();
	await query(
		`insert into sittings (id, institution_id, exam_id, form_id, title, opens_at, closes_at, duration_ms, policy, manifest,
			form_hash, item_count)
		select $1, institution_id, exam_id, form_id, 'Copy', now() + $2 * interval '1 minute', now() + $3 * interval '1 minute',
			duration_ms, policy, manifest, form_hash, item_count from sittings order by created_at limit 1`,
		[id, opens, closes]
	);
	await query(
		`insert into sitting_secrets select $1, institution_id, start_code, content_key from sitting_secrets
		where sitting_id <> $1 limit 1`,
		[id]
	);
	await query(
		`insert into exam_attempts (id, institution_id, sitting_id, student_id, room, order_seed)
		select gen_random_uuid(), institution_id, $1::uuid, student_id, $1::text || '-0', order_seed from exam_attempts a
		where sitting_id = (select id from sittings where id <> $1::uuid order by created_at limit 1)`,
		[id]
	);
	return id;
}

/** Somebody of another institution, with the password of the demo. */
export async function addStranger(query: Query, email: string, role: string): Promise<void> {
	const institution = crypto.randomUUID();
	await query("insert into institutions (id, name) values ($1, 'Elsewhere')", [institution]);
	await query(
		`with fresh as (
			insert into users (id, institution_id, email, name, roles, email_verified_at)
			values (gen_random_uuid(), $1, $2, 'Somebody Elsewhere', array[$3], now()) returning id
		)
		insert into user_passwords (user_id, hash) select fresh.id, p.hash from fresh, (select hash from user_passwords limit 1) p`,
		[institution, email, role]
	);
}

export type AddedAttempt = { attempt: string; student: string };

/** More students of the demo sitting: extra1@demo.test and so on. */
export async function addStudents(query: Query, count: number): Promise<AddedAttempt[]> {
	const rows = await query(
		`with fresh as (
			insert into users (id, institution_id, email, name, roles, email_verified_at)
			select gen_random_uuid(), institution_id, 'extra' || n || '@demo.test', 'Extra ' || n, roles, now()
			from users, generate_series(1, $1::int) n where email = 'student1@demo.test'
			returning id, institution_id
		), passwords as (
			insert into user_passwords (user_id, hash) select fresh.id, p.hash from fresh, (select hash from user_passwords limit 1) p
		)
		insert into exam_attempts (id, institution_id, sitting_id, student_id, room, order_seed)
		select gen_random_uuid(), fresh.institution_id, a.sitting_id, fresh.id, a.room, a.order_seed
		from fresh, (select * from exam_attempts order by created_at limit 1) a
		returning id as attempt, student_id as student`,
		[count]
	);
	return z.array(z.object({ attempt: z.string(), student: z.string() })).parse(rows);
}

export const countOf = (rows: Record<string, unknown>[]): number =>
	Number(z.object({ n: z.coerce.number() }).parse(rows[0]).n);

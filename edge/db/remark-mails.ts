/** Who is told that a student asks for another look at a mark. Only for the Worker itself. */
import { z } from 'zod';
import { mailLocale } from '#sync/schema/accounts.ts';
import { whoAnswers } from '../access/who-answers.ts';
import { instant, uuid } from './columns.ts';
import type { Query } from './database.ts';

const MOST_MAILS = 40;
/** Whoever asks, takes it back and asks again has nobody mailed again within it. */
const ONCE_MS = 3_600_000;

const standing = z.object({ untold: z.array(uuid), told_at: instant.nullable(), now: instant });

const marker = z.object({
	id: uuid,
	owner: z.boolean(),
	staffs: z.boolean(),
	reachable: z.boolean(),
	email: z.string(),
	name: z.string(),
	title: z.string(),
	mail_locale: mailLocale,
	mail_origin: z.string().nullable()
});

export type RemarkMails = {
	/** One mail leads to all of them. */
	requests: string[];
	title: string;
	locale: z.infer<typeof mailLocale>;
	/** Where the sitting was scheduled from. */
	origin: string | null;
	people: { to: string; name: string }[];
};

/** null: no open request is untold. A number: not before that time, there was a mail of others. */
export async function selectRemarkMails(
	query: Query,
	sitting: string
): Promise<RemarkMails | number | null> {
	const [row] = await query(
		`select coalesce(array_agg(q.id) filter (where q.state = 'open' and q.told_at is null), '{}') as untold,
			max(q.told_at) filter (where q.state in ('open', 'withdrawn')) as told_at, now() as now
		from remark_requests q join exam_attempts a on a.id = q.attempt_id where a.sitting_id = $1`,
		[sitting]
	);
	const { untold, told_at: toldAt, now } = standing.parse(row);
	if (untold.length === 0) return null;
	if (toldAt !== null && toldAt + ONCE_MS > now) return toldAt + ONCE_MS;
	const rows = await query(
		`select m.id, m.owner, u.email, m.name, s.title, s.mail_locale, s.mail_origin,
			exists (select from sitting_staff t where t.sitting_id = s.id and t.user_id = m.id and t.role = 'teacher') as staffs,
			u.email_verified_at is not null and u.locked_at is null and u.erased_at is null and 'teacher' = any (u.roles) as reachable
		from sittings s cross join markers_of(s.id) m join users u on u.id = m.id where s.id = $1`,
		[sitting]
	);
	const markers = z.array(marker).parse(rows);
	const [first] = markers;
	if (!first) return null;
	return {
		requests: untold,
		title: first.title,
		locale: first.mail_locale,
		origin: first.mail_origin,
		people: whoAnswers(markers)
			.slice(0, MOST_MAILS)
			.map(({ email: to, name }) => ({ to, name }))
	};
}

export async function noteRemarkMails(query: Query, requests: readonly string[]): Promise<void> {
	await query(
		'update remark_requests set told_at = now() where id = any ($1) and told_at is null',
		[requests]
	);
}

/** The sitting whose hall has to tell of it; null: it was told, or is not open any more. */
export async function selectUntoldSitting(query: Query, request: string): Promise<string | null> {
	const [row] = await query(
		`select a.sitting_id as sitting from remark_requests q join exam_attempts a on a.id = q.attempt_id
		where q.id = $1 and q.state = 'open' and q.told_at is null`,
		[request]
	);
	return row ? z.object({ sitting: uuid }).parse(row).sitting : null;
}

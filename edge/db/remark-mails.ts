/** Who is told that a student asks for another look at a mark. Only for the Worker itself. */
import { z } from 'zod';
import { mailLocale } from '#sync/schema/accounts.ts';
import { whoAnswers } from '../access/who-answers.ts';
import { uuid } from './columns.ts';
import type { Query } from './database.ts';

/** A Worker may ask others only so often in one go. */
const MOST_MAILS = 40;

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
	sitting: string;
	title: string;
	locale: z.infer<typeof mailLocale>;
	/** Where the sitting was scheduled from. */
	origin: string | null;
	people: { to: string; name: string }[];
};

/**
 * Nobody else sends them from here on. null: they were sent, or another open request of the sitting was told of within the hour: that mail
 * leads to both.
 */
export async function claimRemarkMails(query: Query, request: string): Promise<RemarkMails | null> {
	// Two that are asked at once go one after the other.
	const [row] = await query(
		`select r.sitting_id as sitting from sitting_releases r join exam_attempts a on a.sitting_id = r.sitting_id
			join remark_requests q on q.attempt_id = a.id where q.id = $1 for update of r`,
		[request]
	);
	if (!row) return null;
	const { sitting } = z.object({ sitting: uuid }).parse(row);
	const claimed = await query(
		`update remark_requests set told_at = now() where id = $1 and state = 'open' and told_at is null and not exists (
			select from remark_requests o join exam_attempts a on a.id = o.attempt_id
			where a.sitting_id = $2 and o.state = 'open' and o.told_at > now() - interval '1 hour') returning 1`,
		[request, sitting]
	);
	if (claimed.length === 0) return null;
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
		sitting,
		title: first.title,
		locale: first.mail_locale,
		origin: first.mail_origin,
		people: whoAnswers(markers)
			.slice(0, MOST_MAILS)
			.map(({ email: to, name }) => ({ to, name }))
	};
}

/** None was sent: the next request sends them. */
export async function returnRemarkMails(query: Query, request: string): Promise<void> {
	await query('update remark_requests set told_at = null where id = $1', [request]);
}

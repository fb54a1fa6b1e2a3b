/** Whom a sitting's reminders go to, and which were sent. Only for the Worker itself. */
import { z } from 'zod';
import { mailLocale } from '#sync/schema/accounts.ts';
import { nextReminderAt, reminderDue } from '../access/reminders.ts';
import type { ReminderKind } from '../access/reminders.ts';
import { selectRoster } from './attempts.ts';
import type { Attempt } from './attempts.ts';
import { instant, uuid } from './columns.ts';
import type { Query } from './database.ts';

const planned = z.object({
	time_zone: z.string(),
	mail_locale: mailLocale,
	mail_origin: z.string().nullable()
});
const address = z.object({ id: uuid, email: z.string() });
const sent = z.object({ attempt_id: uuid, kind: z.enum(['day', 'hour']), opens_at: instant });

export type DueReminder = { attempt: Attempt; kind: ReminderKind; email: string };
export type Reminders = {
	due: DueReminder[];
	/** null: none any more, as it is planned now. */
	nextAt: number | null;
	sitting: z.infer<typeof planned>;
};

/** null: this sitting sends none. */
export async function selectReminders(
	query: Query,
	sitting: string,
	now: number
): Promise<Reminders | null> {
	const [row] = await query(
		'select time_zone, mail_locale, mail_origin from sittings where id = $1 and reminders and locked_at is null',
		[sitting]
	);
	if (!row) return null;
	const ahead = (await selectRoster(query, sitting)).filter(
		({ state, opens_at }) => (state === 'assigned' || state === 'ready') && opens_at > now
	);
	const next = ahead.flatMap(({ opens_at }) => nextReminderAt(opens_at, now) ?? []);
	const wanted = ahead.flatMap((attempt) => {
		const kind = reminderDue(attempt.opens_at, now);
		return kind ? { attempt, kind } : [];
	});
	const known = await sentOf(
		query,
		wanted.map(({ attempt }) => attempt.id)
	);
	const unsent = wanted.filter(
		({ attempt, kind }) => !known.has(key(attempt.id, kind, attempt.opens_at))
	);
	const emails = await addressesOf(
		query,
		unsent.map(({ attempt }) => attempt.student_id)
	);
	return {
		due: unsent.flatMap((each) => {
			const email = emails.get(each.attempt.student_id);
			return email ? { ...each, email } : [];
		}),
		nextAt: next.length === 0 ? null : Math.min(...next),
		sitting: planned.parse(row)
	};
}

const key = (attempt: string, kind: string, opensAt: number) => `${attempt} ${kind} ${opensAt}`;

async function sentOf(query: Query, attempts: readonly string[]): Promise<Set<string>> {
	const rows = await query(
		'select attempt_id, kind, opens_at from sent_reminders where attempt_id = any ($1)',
		[attempts]
	);
	return new Set(
		z
			.array(sent)
			.parse(rows)
			.map(({ attempt_id, kind, opens_at }) => key(attempt_id, kind, opens_at))
	);
}

/** Of those who may sign in with an address that is known to be theirs. */
export async function addressesOf(
	query: Query,
	people: readonly string[]
): Promise<Map<string, string>> {
	const rows = await query(
		'select id, email from users where id = any ($1) and email_verified_at is not null and locked_at is null and erased_at is null',
		[people]
	);
	return new Map(
		z
			.array(address)
			.parse(rows)
			.map(({ id, email }) => [id, email])
	);
}

/** Moved to another time, an exam is reminded of again. */
export async function insertSentReminder(
	query: Query,
	{ attempt, kind }: DueReminder
): Promise<void> {
	await query(
		`insert into sent_reminders (attempt_id, institution_id, kind, opens_at)
		values ($1, $2, $3, to_timestamp($4::float8 / 1000)) on conflict do nothing`,
		[attempt.id, attempt.institution_id, kind, attempt.opens_at]
	);
}

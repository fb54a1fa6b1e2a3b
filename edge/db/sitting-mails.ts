/** Whom a sitting tells that they are on its roster, and what they were told. Only for the Worker itself. */
import { z } from 'zod';
import { mailLocale } from '#sync/schema/accounts.ts';
import { reminderDue } from '../access/reminders.ts';
import { sittingMails } from '../access/sitting-mails.ts';
import type { SittingMailKind, Times, ToldTimes } from '../access/sitting-mails.ts';
import { selectRoster } from './attempts.ts';
import type { Attempt } from './attempts.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';
import { addressesOf, insertSentReminder } from './reminders.ts';

const planned = z.object({
	time_zone: z.string(),
	mail_locale: mailLocale,
	mail_origin: z.string().nullable(),
	tell_added: z.boolean(),
	changed_at: instant
});
const told = z.object({
	student_id: uuid,
	opens_at: instant.nullable(),
	closes_at: instant.nullable(),
	duration_ms: wholeNumber.nullable()
});

export type OwedSittingMail = {
	attempt: Attempt;
	kind: SittingMailKind;
	times: Times;
	told: ToldTimes;
	email: string;
};
export type SittingMails = {
	owed: OwedSittingMail[];
	nextAt: number | null;
	sitting: z.infer<typeof planned>;
};

/** null: this sitting tells nobody. */
export async function selectSittingMails(
	query: Query,
	sitting: string,
	now: number
): Promise<SittingMails | null> {
	const [row] = await query(
		`select time_zone, mail_locale, mail_origin, tell_added, changed_at from sittings
		where id = $1 and locked_at is null and practice is null`,
		[sitting]
	);
	if (!row) return null;
	const plan = planned.parse(row);
	const known = await toldOf(query, sitting);
	if (!plan.tell_added && known.size === 0) return null;
	const newest = new Map(
		(await selectRoster(query, sitting)).map((attempt) => [attempt.student_id, attempt])
	);
	const roster = Array.from(newest.values(), (attempt) => ({
		attempt,
		state: attempt.state,
		times: {
			opensAt: attempt.opens_at,
			closesAt: attempt.closes_at,
			durationMs: attempt.duration_ms
		},
		told: known.get(attempt.student_id) ?? null
	}));
	const telling = { tellAdded: plan.tell_added, changedAt: plan.changed_at };
	const { owed, nextAt } = sittingMails(roster, telling, now);
	const emails = await addressesOf(
		query,
		owed.map(({ to }) => to.attempt.student_id)
	);
	return {
		owed: owed.flatMap(({ to: { attempt, times, told }, kind }) => {
			const email = emails.get(attempt.student_id);
			return email ? [{ attempt, kind, times, told, email }] : [];
		}),
		nextAt,
		sitting: plan
	};
}

async function toldOf(query: Query, sitting: string): Promise<Map<string, ToldTimes>> {
	const rows = await query(
		'select student_id, opens_at, closes_at, duration_ms from told_sittings where sitting_id = $1',
		[sitting]
	);
	return new Map(
		z
			.array(told)
			.parse(rows)
			.map(({ student_id, opens_at, closes_at, duration_ms }) => [
				student_id,
				opens_at === null || closes_at === null || duration_ms === null
					? 'off'
					: { opensAt: opens_at, closesAt: closes_at, durationMs: duration_ms }
			])
	);
}

/** false: it was told before. */
export const claimSittingMail = (
	query: Query,
	{ attempt, kind, times }: OwedSittingMail
): Promise<boolean> => writeTold(query, attempt, kind === 'off' ? 'off' : times);

/** It went. Whoever reads the times now needs no reminder that is due at the same moment. */
export async function noteSittingMail(
	query: Query,
	owed: OwedSittingMail,
	now: number
): Promise<void> {
	await claimSittingMail(query, owed);
	const { attempt, kind, times, email } = owed;
	const due = kind === 'off' ? null : reminderDue(times.opensAt, now);
	if (due) await insertSentReminder(query, { attempt, kind: due, email });
}

/** It was not sent: they know what they knew before. */
export async function returnSittingMail(
	query: Query,
	{ attempt, told }: OwedSittingMail
): Promise<void> {
	if (told !== null) await writeTold(query, attempt, told);
	else
		await query('delete from told_sittings where sitting_id = $1 and student_id = $2', [
			attempt.sitting_id,
			attempt.student_id
		]);
}

/** Answers whether that is news. */
async function writeTold(
	query: Query,
	{ sitting_id, student_id, institution_id }: Attempt,
	said: Times | 'off'
): Promise<boolean> {
	const times = said === 'off' ? null : said;
	const rows = await query(
		`insert into told_sittings as t (sitting_id, student_id, institution_id, opens_at, closes_at, duration_ms)
		values ($1, $2, $3, to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000), $6)
		on conflict (sitting_id, student_id) do update set opens_at = excluded.opens_at, closes_at = excluded.closes_at,
			duration_ms = excluded.duration_ms, told_at = now()
		where (t.opens_at, t.closes_at, t.duration_ms) is distinct from (excluded.opens_at, excluded.closes_at, excluded.duration_ms)
		returning 1`,
		[
			sitting_id,
			student_id,
			institution_id,
			times?.opensAt ?? null,
			times?.closesAt ?? null,
			times?.durationMs ?? null
		]
	);
	return rows.length > 0;
}

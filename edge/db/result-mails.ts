/** Who is told by mail that their results can be seen, and who was. Only for the Worker itself. */
import { z } from 'zod';
import { mailLocale } from '#sync/schema/accounts.ts';
import { attemptState } from '#sync/schema/attempt.ts';
import { releaseShows } from '#sync/schema/release.ts';
import { resultMails } from '../access/result-mails.ts';
import type { ResultsOwed } from '../access/result-mails.ts';
import { instant, uuid } from './columns.ts';
import type { Query } from './database.ts';

const letting = z.object({
	title: z.string(),
	mail_locale: mailLocale,
	mail_origin: z.string().nullable(),
	rehearsal: z.boolean(),
	hidden: z.boolean(),
	from_at: instant,
	shows: releaseShows,
	now: instant
});
const sat = z.object({
	id: uuid,
	student: uuid,
	state: attemptState,
	name: z.string(),
	email: z.string(),
	told: z.boolean(),
	reachable: z.boolean()
});

export type OwedResult = ResultsOwed & { name: string; email: string };
export type ResultMails = {
	owed: OwedResult[];
	nextAt: number | null;
	sitting: Pick<z.infer<typeof letting>, 'title' | 'mail_locale' | 'mail_origin'>;
};

/** By the clock that lets results out. null: nothing of this sitting was ever released. */
export async function selectResultMails(
	query: Query,
	sitting: string
): Promise<ResultMails | null> {
	const [row] = await query(
		`select s.title, s.mail_locale, s.mail_origin, s.rehearsal, r.hidden, r.from_at, r.shows, now() as now
		from sittings s join sitting_releases r on r.sitting_id = s.id where s.id = $1`,
		[sitting]
	);
	if (!row) return null;
	const { from_at: from, now, hidden, shows, rehearsal, ...named } = letting.parse(row);
	const attempts = z.array(sat).parse(
		await query(
			`select a.id, a.student_id as student, a.state, u.name, u.email, t.told_at is not null as told,
				u.email_verified_at is not null and u.locked_at is null and u.erased_at is null as reachable
			from exam_attempts a join users u on u.id = a.student_id
				left join told_results t on t.sitting_id = a.sitting_id and t.student_id = a.student_id
			where a.sitting_id = $1 order by u.name, u.id, a.number`,
			[sitting]
		)
	);
	const people = new Map(attempts.map(({ student, name, email }) => [student, { name, email }]));
	const { owed, nextAt } = resultMails({ from, hidden, shows, rehearsal }, attempts, now);
	return {
		owed: owed.flatMap((each) => {
			const person = people.get(each.student);
			return person ? [{ ...each, ...person }] : [];
		}),
		nextAt,
		sitting: named
	};
}

type Told = { sitting: string; student: string };

/** false: they were told, or may see nothing any more. A release that is changed at the same moment waits, or is waited for. */
export async function claimResultMail(query: Query, { sitting, student }: Told): Promise<boolean> {
	await query('select from sitting_releases where sitting_id = $1 for share', [sitting]);
	const rows = await query(
		`insert into told_results (sitting_id, student_id, institution_id)
		select s.id, $2, s.institution_id from sittings s where s.id = $1 and is_released(s.id)
		on conflict do nothing returning 1`,
		[sitting, student]
	);
	return rows.length > 0;
}

/** It was not sent. */
export async function returnResultMail(query: Query, { sitting, student }: Told): Promise<void> {
	await query('delete from told_results where sitting_id = $1 and student_id = $2', [
		sitting,
		student
	]);
}

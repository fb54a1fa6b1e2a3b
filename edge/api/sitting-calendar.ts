/** A sitting as a file for one's calendar: a student's own times, for staff those of the sitting. */
import { z } from 'zod';
import { calendarText } from '#sync/calendar.ts';
import { transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { instant } from '../db/columns.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';

const row = z.object({
	title: z.string(),
	starts_at: instant,
	ends_at: instant,
	revision: z.int(),
	changed_at: instant,
	own: z.boolean()
});

/** Row-level security says whose it is; whoever was taken off the roster has none. */
async function selectOptionalDates(query: Query, sitting: string, person: string) {
	const [found] = await query(
		`select s.title, coalesce(a.opens_at, s.opens_at) as starts_at, coalesce(a.closes_at, s.closes_at) as ends_at, s.revision,
			s.changed_at, a.id is not null as own
		from sittings s left join exam_attempts a on a.sitting_id = s.id and a.student_id = $2 and a.state <> 'withdrawn'
		where s.id = $1 and (a.id is not null or staffs_sitting(s.id) or may_change_sitting(s.id))`,
		[sitting, person]
	);
	return found ? row.parse(found) : null;
}

const calendar = operation(
	{
		id: 'sittingCalendar',
		method: 'get',
		path: '/sittings/:id/calendar',
		tag: 'Sitting an exam',
		summary: 'A sitting as a calendar file (RFC 5545), for those who sit in it and its staff',
		access: 'signed_in',
		answer: 'text',
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const dates = await transaction(context.env, context.get('actor'), (query) =>
			selectOptionalDates(query, id, context.get('asker').id)
		);
		if (!dates) throw new ProblemError('not_found', 'There is no such sitting.');
		const url = new URL(dates.own ? '/exams' : `/console/sittings/${id}`, context.req.url).href;
		const text = calendarText({
			uid: `${id}@invigil`,
			sequence: dates.revision,
			stampedAt: dates.changed_at,
			startsAt: dates.starts_at,
			endsAt: dates.ends_at,
			title: dates.title,
			text: url,
			url
		});
		return new Response(text, {
			headers: {
				'Content-Type': 'text/calendar; charset=utf-8',
				'Content-Disposition': 'attachment; filename="exam.ics"'
			}
		});
	}
);

export const sittingCalendars = [calendar];

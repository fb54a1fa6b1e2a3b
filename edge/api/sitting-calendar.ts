/** A sitting as a file for one's calendar: a student's own times, for staff those of the sitting. */
import { z } from 'zod';
import { calendarText } from '#sync/calendar.ts';
import { transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectOwnAttemptAt } from '../db/attempts.ts';
import { instant, wholeNumber } from '../db/columns.ts';
import { termsOf } from '../access/own-terms.ts';
import { readId } from './body.ts';
import { mailLocaleOf } from './mail-locale.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';

const row = z.object({
	title: z.string(),
	opens_at: instant,
	closes_at: instant,
	duration_ms: wholeNumber,
	revision: z.int(),
	changed_at: instant
});
const grants = z.object({ times: z.int(), changed_at: instant.nullable() });

/** Row-level security says whose it is; whoever was taken off the roster has none. A student's times are those of their ticket. */
async function selectOptionalDates(query: Query, sitting: string, person: string) {
	const own = await selectOwnAttemptAt(query, sitting, person);
	const [found] = await query(
		`select s.title, s.opens_at, s.closes_at, s.duration_ms, s.revision, s.changed_at from sittings s
		where s.id = $1 and ($2 or staffs_sitting(s.id) or may_change_sitting(s.id))`,
		[sitting, own !== null]
	);
	if (!found) return null;
	const planned = row.parse(found);
	if (!own) return { ...planned, own: false };
	const [changed] = await query('select times, changed_at from own_grants_changed()');
	const granted = grants.parse(changed);
	const { opensAt, closesAt, durationMs } = termsOf(own);
	return {
		...planned,
		opens_at: opensAt,
		closes_at: closesAt,
		duration_ms: durationMs,
		revision: planned.revision + granted.times,
		changed_at: Math.max(planned.changed_at, granted.changed_at ?? 0),
		own: true
	};
}

/** In whole minutes, as a student reads it; it needs no other words. */
const lasts = (durationMs: number, locale: string): string =>
	new Intl.NumberFormat(locale, {
		style: 'unit',
		unit: 'minute',
		unitDisplay: 'long',
		numberingSystem: 'latn'
	}).format(Math.floor(durationMs / 60_000));

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
			startsAt: dates.opens_at,
			endsAt: dates.closes_at,
			title: dates.title,
			text: `${lasts(dates.duration_ms, mailLocaleOf(context))}\n${url}`,
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

/** A sitting as it is typed in: times of the browser's own zone, addresses as people paste them. */
import { readAddresses } from '#sync/people/addresses.ts';
import type { NewSitting } from '../exam-api.ts';

export interface SittingFields {
	title: string;
	/** As a datetime-local field has them. */
	opens: string;
	closes: string;
	minutes: number | null;
	students: string;
	proctors: string;
	teachers: string;
}
export type SittingProblem =
	| 'no_opens'
	| 'no_closes'
	| 'backwards'
	| 'over'
	| 'no_minutes'
	| 'bad_students'
	| 'no_students'
	| 'bad_proctors'
	| 'bad_teachers';
export type ReadSitting =
	{ ok: true; body: NewSitting } | { ok: false; problems: SittingProblem[] };

const MINUTE_MS = 60_000;

export function readSitting(fields: SittingFields, now: number): ReadSitting {
	const problems: SittingProblem[] = [];
	const opensAt = new Date(fields.opens).getTime();
	const closesAt = new Date(fields.closes).getTime();
	const lists = {
		students: readAddresses(fields.students),
		proctors: readAddresses(fields.proctors),
		teachers: readAddresses(fields.teachers)
	};
	if (Number.isNaN(opensAt)) problems.push('no_opens');
	if (Number.isNaN(closesAt)) problems.push('no_closes');
	else if (closesAt <= opensAt) problems.push('backwards');
	else if (closesAt <= now) problems.push('over');
	if (fields.minutes === null) problems.push('no_minutes');
	if (lists.students.bad.length > 0) problems.push('bad_students');
	else if (lists.students.emails.length === 0) problems.push('no_students');
	if (lists.proctors.bad.length > 0) problems.push('bad_proctors');
	if (lists.teachers.bad.length > 0) problems.push('bad_teachers');
	if (problems.length > 0) return { ok: false, problems };
	const title = fields.title.trim();
	return {
		ok: true,
		body: {
			...(title !== '' && { title }),
			opensAt,
			closesAt,
			durationMs: (fields.minutes ?? 0) * MINUTE_MS,
			students: lists.students.emails,
			teachers: lists.teachers.emails,
			proctors: lists.proctors.emails
		}
	};
}

/** Tomorrow from nine to eleven, by the clock on the wall. */
export function firstWindow(now: Date): Pick<SittingFields, 'opens' | 'closes'> {
	const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
	const date = [
		String(day.getFullYear()).padStart(4, '0'),
		String(day.getMonth() + 1).padStart(2, '0'),
		String(day.getDate()).padStart(2, '0')
	].join('-');
	return { opens: `${date}T09:00`, closes: `${date}T11:00` };
}

/** A sitting as it is typed in: times of the browser's own zone, addresses as people paste them. */
import { readAddresses } from '#sync/people/addresses.ts';
import type { Policy } from '#sync/schema/policy.ts';
import type { NewSitting } from '../exam-api.ts';
import { readRoster } from '../sitting/roster-text.ts';
import { readStagger, type StaggerChoice } from '../sitting/stagger-choice.ts';

export interface SittingFields {
	title: string;
	/** As a datetime-local field has them. */
	opens: string;
	closes: string;
	minutes: number | null;
	students: string;
	cohorts: string[];
	rehearsal: boolean;
	reminders: boolean;
	tellAdded: boolean;
	stagger: StaggerChoice;
	policy: Policy;
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
	| 'bad_teachers'
	| 'no_groups';
export type ReadSitting =
	{ ok: true; body: NewSitting } | { ok: false; problems: SittingProblem[] };

const MINUTE_MS = 60_000;

export function readSitting(fields: SittingFields, now: number, timeZone: string): ReadSitting {
	const problems: SittingProblem[] = [];
	const opensAt = new Date(fields.opens).getTime();
	const closesAt = new Date(fields.closes).getTime();
	const roster = readRoster(fields.students);
	const groups = [...roster.groups, ...fields.cohorts];
	const stagger = readStagger(fields.stagger, groups);
	const lists = {
		proctors: readAddresses(fields.proctors),
		teachers: readAddresses(fields.teachers)
	};
	if (Number.isNaN(opensAt)) problems.push('no_opens');
	if (Number.isNaN(closesAt)) problems.push('no_closes');
	else if (closesAt <= opensAt) problems.push('backwards');
	else if (closesAt <= now) problems.push('over');
	if (fields.minutes === null || stagger === 'no_minutes') problems.push('no_minutes');
	if (roster.bad.length > 0) problems.push('bad_students');
	else if (roster.lines.length + fields.cohorts.length === 0) problems.push('no_students');
	if (stagger === 'no_groups') problems.push('no_groups');
	if (lists.proctors.bad.length > 0) problems.push('bad_proctors');
	if (lists.teachers.bad.length > 0) problems.push('bad_teachers');
	if (problems.length > 0 || typeof stagger === 'string') return { ok: false, problems };
	const title = fields.title.trim();
	return {
		ok: true,
		body: {
			...(title !== '' && { title }),
			opensAt,
			closesAt,
			durationMs: (fields.minutes ?? 0) * MINUTE_MS,
			timeZone,
			policy: fields.policy,
			rehearsal: fields.rehearsal,
			reminders: fields.reminders,
			tellAdded: fields.tellAdded,
			stagger,
			students: [],
			roster: { lines: roster.lines, cohorts: fields.cohorts },
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

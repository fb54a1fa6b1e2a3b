/** Observations of an attempt: those of the student's own log, and those another monitor reported. */
import { z } from 'zod';
import type { MonitorEvents } from '#sync/schema/dashboards.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const MOST = 5_000;

const observed = z.object({
	session: uuid,
	seq: wholeNumber,
	observation: wholeNumber,
	check: z.string(),
	phase: z.string(),
	from: wholeNumber,
	to: wholeNumber,
	peak: z.number(),
	confidence: z.number(),
	reason: z.string().nullable(),
	at: instant
});
const outside = observed
	.pick({ check: true, from: true, to: true, peak: true, confidence: true, reason: true, at: true })
	.extend({ id: wholeNumber });

export async function selectObservations(query: Query, attempt: string) {
	const rows = await query(
		`select session_id as session, seq, observation, check_name as check, phase, from_ms as from, to_ms as to, peak, confidence,
			reason, happened_at as at from monitoring_events where attempt_id = $1 order by seq limit ${MOST}`,
		[attempt]
	);
	return z.array(observed).parse(rows);
}

export async function selectOutsideEvents(query: Query, attempt: string) {
	const rows = await query(
		`select id, check_name as check, from_ms as from, to_ms as to, peak, confidence, reason, happened_at as at
		from outside_events where attempt_id = $1 order by id limit ${MOST}`,
		[attempt]
	);
	return z.array(outside).parse(rows);
}

/** Which of the attempts are of a sitting the person is on the staff of. */
export async function selectStaffedAttempts(
	query: Query,
	attempts: readonly string[],
	person: string
): Promise<{ attempt: string; institution: string }[]> {
	const rows = await query(
		`select a.id as attempt, a.institution_id as institution from exam_attempts a
		join sitting_staff t on t.sitting_id = a.sitting_id and t.user_id = $2 where a.id = any($1::uuid[])`,
		[attempts, person]
	);
	return z.array(z.object({ attempt: uuid, institution: uuid })).parse(rows);
}

/** As the person who reports. Rejects, with nothing written, when one of the attempts is not theirs to watch. */
export async function insertOutsideEvents(
	query: Query,
	reports: readonly MonitorEvents[]
): Promise<void> {
	if (reports.length === 0) return;
	const events = reports.flatMap(({ attempt, events }) =>
		events.map((event) => ({ attempt, ...event }))
	);
	await query('select add_outside_events($1, $2, $3, $4, $5, $6, $7, $8)', [
		events.map(({ attempt }) => attempt),
		events.map(({ check }) => check),
		events.map(({ from }) => from),
		events.map(({ to }) => to),
		events.map(({ peak }) => peak),
		events.map(({ confidence }) => confidence),
		events.map(({ reason }) => reason ?? null),
		events.map(({ at }) => at)
	]);
}

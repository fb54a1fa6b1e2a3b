/** Observations of an attempt: those of the student's own log, and those another monitor reported. */
import { z } from 'zod';
import type { monitorEvents } from '#sync/schema/dashboards.ts';
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

type Events = z.infer<typeof monitorEvents>;

/** As the person who reports: row-level security refuses an attempt that they may not see. */
export async function insertOutsideEvents(
	query: Query,
	by: { person: string; institution: string },
	{ attempt, events }: Events
): Promise<void> {
	await query(
		`with fresh as (
			insert into outside_events (institution_id, attempt_id, reported_by, check_name, from_ms, to_ms, peak, confidence, reason, happened_at)
			select $1::uuid, $2::uuid, $3::uuid, check_name, from_ms, greatest(from_ms, to_ms), peak, confidence, reason, to_timestamp(at / 1000)
			from unnest($4::text[], $5::bigint[], $6::bigint[], $7::float8[], $8::float8[], $9::text[], $10::float8[])
				as t (check_name, from_ms, to_ms, peak, confidence, reason, at)
			returning check_name, to_ms - from_ms as ms, happened_at
		)
		insert into observation_counts (attempt_id, institution_id, check_name, observations, total_ms, last_at)
		select $2::uuid, $1::uuid, check_name, count(*), sum(ms), max(happened_at) from fresh group by check_name order by check_name
		on conflict (attempt_id, check_name) do update set observations = observation_counts.observations + excluded.observations,
			total_ms = observation_counts.total_ms + excluded.total_ms, last_at = greatest(observation_counts.last_at, excluded.last_at)`,
		[
			by.institution,
			attempt,
			by.person,
			events.map(({ check }) => check),
			events.map(({ from }) => from),
			events.map(({ to }) => to),
			events.map(({ peak }) => peak),
			events.map(({ confidence }) => confidence),
			events.map(({ reason }) => reason ?? null),
			events.map(({ at }) => at)
		]
	);
}

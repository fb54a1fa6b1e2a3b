/**
 * A session's new segments and what follows from them, in the caller's transaction. Compare-and-append: a segment enters only on the
 * head that Postgres holds, so no restart, repetition or second room can fork what is kept here. `bytes` travel as base64 in arrays.
 */
import { z } from 'zod';
import { stillsKeptUntil } from '../access/stills-keep.ts';
import { keepStillsUntil } from './attempt-stills.ts';
import { toBase64 } from './base64.ts';
import { wholeNumber } from './columns.ts';
import { toJsonb } from './jsonb.ts';
import type { Query } from './database.ts';
import { HeadMismatchError } from './head-mismatch.ts';
import type { Held } from './head-mismatch.ts';
import { markAttempt } from './mark-attempts.ts';
import { noteMore } from './note-more.ts';
import { writeEvidence } from './write-evidence.ts';
import type { ProjectedObservation, ProjectedSegment, Projection } from '../outbox/projection.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import type { SessionRecord } from '../rooms/room-store.ts';
import { logProblem } from '../log.ts';

const held = z.object({
	institution_id: z.uuid(),
	segments: wholeNumber,
	control_segments: wholeNumber,
	head: z.string(),
	given_ms: wholeNumber
});

export async function writeSession(query: Query, projection: Projection): Promise<void> {
	const { record } = projection;
	const institution = await insertSession(query, record);
	const [row] = await query(
		'select institution_id, segments, control_segments, head, given_ms from exam_sessions where id = $1 for update',
		[record.session]
	);
	const at = held.parse(row);
	const known = { log: at.segments, control: at.control_segments, head: at.head };
	const log = newOnes(projection.segments, 'log', known);
	if (log[0] && log[0].before !== at.head)
		throw new HeadMismatchError(`session ${record.session}, segment ${log[0].index}`, known);
	const control = newOnes(projection.segments, 'control', known);
	await insertSegments(query, record.session, institution, [...log, ...control]);
	const firstNew = log[0]?.first ?? Infinity;
	const observations = projection.observations.filter(({ seq }) => seq >= firstNew);
	// The segments are the record; what is read out of them must never keep them from being stored.
	await apart(query, 'observations', () =>
		insertObservations(query, record, institution, observations)
	);
	// What stands is what a person said should, until they say otherwise.
	const decided = await isDecided(query, record.attempt);
	const responses = await apart(query, 'responses', async () => {
		if (!decided) await upsertResponses(query, record, institution, projection);
	});
	await apart(query, 'evidence', () => writeEvidence(query, projection.evidence));
	const end = log.at(-1);
	const givenMs = givenTo(record);
	await query(
		`update exam_sessions set next_seq = coalesce($2, next_seq), segments = $3, head = $4, control_segments = $5, forked = $6,
			last_entry_at = to_timestamp($7::float8 / 1000), given_ms = greatest(given_ms, $8::bigint) where id = $1`,
		[
			record.session,
			end ? end.first + end.count : null,
			at.segments + log.length,
			end?.after ?? at.head,
			at.control_segments + control.length,
			record.forked,
			record.log.lastWall,
			givenMs
		]
	);
	if (givenMs > at.given_ms) await keepStills(query, record);
	await updateAttempt(query, projection);
	if (decided) await apart(query, 'more', () => noteMore(query, projection, firstNew));
	const complete = at.segments + log.length === record.log.segments;
	// No marks from responses that are not all there: a missing one would count as empty.
	if (complete && responses && log.length > 0 && projection.attemptSubmitted)
		await apart(query, 'marks', () => markAttempt(query, record.attempt));
}

/** Answers whether it was done. A projection that Postgres refuses is undone by itself and reported; a connection that broke fails the rollback and with it all. */
async function apart(query: Query, what: string, work: () => Promise<void>): Promise<boolean> {
	await query('savepoint projection');
	let done = true;
	try {
		await work();
	} catch (problem) {
		done = false;
		await query('rollback to savepoint projection');
		logProblem(`drain.${what}_left_out`, problem);
	}
	await query('release savepoint projection');
	return done;
}

/** Answers the institution of the attempt. */
async function insertSession(query: Query, record: SessionRecord): Promise<string> {
	const [row] = await query(
		`select a.institution_id, u.erased_at is not null as erased from exam_attempts a join users u on u.id = a.student_id
		where a.id = $1`,
		[record.attempt]
	);
	const { institution_id, erased } = z
		.object({ institution_id: z.uuid(), erased: z.boolean() })
		.parse(row);
	if (erased) throw new Error(`the student of attempt ${record.attempt} was erased`);
	await query('select ensure_partitions(current_date)');
	const ticket = ticketOf(record);
	const inserted = await query(
		`insert into exam_sessions (id, institution_id, attempt_id, device_key, ticket, head, opened_at)
		values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000)) on conflict (id) do nothing returning id`,
		[
			record.session,
			institution_id,
			record.attempt,
			ticket.deviceKey,
			JSON.stringify(record.ticket),
			record.genesis,
			record.openedAt
		]
	);
	if (inserted.length > 0) await keepStills(query, record);
	return institution_id;
}

/** Milliseconds, whole; of a record of before it is not known. */
const givenTo = ({ given }: SessionRecord): number => Math.ceil(given?.ms ?? 0);

const keepStills = (query: Query, record: SessionRecord): Promise<void> =>
	keepStillsUntil(query, record.attempt, stillsKeptUntil(ticketOf(record), givenTo(record)));

/** The edge made it itself. */
function ticketOf({ ticket }: SessionRecord): Ticket {
	const read = unsafeReadSigned(ticket, ticketSchema);
	if (!read.ok) throw new Error(`a stored ticket does not decode: ${read.refusal.code}`);
	return read.statement;
}

function newOnes(
	segments: readonly ProjectedSegment[],
	log: 'log' | 'control',
	held: Held
): ProjectedSegment[] {
	const known = held[log];
	const fresh = segments.filter((segment) => segment.log === log && segment.index >= known);
	const [first] = fresh;
	if (first && first.index !== known)
		throw new HeadMismatchError(`${log} segment ${known} is missing before ${first.index}`, held);
	return fresh;
}

async function insertSegments(
	query: Query,
	session: string,
	institution: string,
	segments: readonly ProjectedSegment[]
): Promise<void> {
	if (segments.length === 0) return;
	await query(
		`insert into log_segments (session_id, institution_id, log, index, first_seq, count, bytes, admitted_at)
		select $1, $2, log, index, first_seq, count, decode(bytes, 'base64'), to_timestamp(at / 1000)
		from unnest($3::text[], $4::bigint[], $5::bigint[], $6::int[], $7::text[], $8::float8[])
			as t (log, index, first_seq, count, bytes, at)`,
		[
			session,
			institution,
			segments.map(({ log }) => log),
			segments.map(({ index }) => index),
			segments.map(({ first }) => first),
			segments.map(({ count }) => count),
			segments.map(({ bytes }) => toBase64(bytes)),
			segments.map(({ admittedAt }) => admittedAt)
		]
	);
}

async function insertObservations(
	query: Query,
	{ session, attempt }: SessionRecord,
	institution: string,
	observations: readonly ProjectedObservation[]
): Promise<void> {
	if (observations.length === 0) return;
	await query(
		`insert into monitoring_events (session_id, institution_id, attempt_id, seq, observation, check_name, phase, from_ms, to_ms,
			peak, confidence, reason, happened_at, admitted_at)
		select $1, $2, $3, seq, observation, check_name, phase, from_ms, to_ms, peak, confidence, reason,
			to_timestamp(wall / 1000), to_timestamp(at / 1000)
		from unnest($4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::float8[], $11::float8[],
			$12::text[], $13::float8[], $14::float8[])
			as t (seq, observation, check_name, phase, from_ms, to_ms, peak, confidence, reason, wall, at)`,
		[
			session,
			institution,
			attempt,
			observations.map(({ seq }) => seq),
			observations.map(({ id }) => id),
			observations.map(({ check }) => check),
			observations.map(({ phase }) => phase),
			observations.map(({ from }) => from),
			observations.map(({ to }) => to),
			observations.map(({ peak }) => peak),
			observations.map(({ confidence }) => confidence),
			observations.map(({ reason }) => reason ?? null),
			observations.map(({ wall }) => wall),
			observations.map(({ admittedAt }) => admittedAt)
		]
	);
	await addObservationCounts(query, attempt, institution, observations);
}

/** So that a dashboard does not read a million rows. In the savepoint of the observations: both are there, or neither. */
async function addObservationCounts(
	query: Query,
	attempt: string,
	institution: string,
	observations: readonly ProjectedObservation[]
): Promise<void> {
	await query(
		`insert into observation_counts (attempt_id, institution_id, check_name, observations, total_ms, last_at)
		select $1::uuid, $2::uuid, check_name, count(*) filter (where phase <> 'end'),
			coalesce(sum(to_ms - from_ms) filter (where phase = 'end'), 0), to_timestamp(max(wall) / 1000)
		from unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::float8[]) as t (check_name, phase, from_ms, to_ms, wall)
		group by check_name order by check_name
		on conflict (attempt_id, check_name) do update set observations = observation_counts.observations + excluded.observations,
			total_ms = observation_counts.total_ms + excluded.total_ms, last_at = greatest(observation_counts.last_at, excluded.last_at)`,
		[
			attempt,
			institution,
			observations.map(({ check }) => check),
			observations.map(({ phase }) => phase),
			observations.map(({ from }) => from),
			observations.map(({ to }) => to),
			observations.map(({ wall }) => wall)
		]
	);
}

/** By one that says how much was there. The attempt stays locked, so that nobody decides on what is not all there. */
async function isDecided(query: Query, attempt: string): Promise<boolean> {
	await query('select id from exam_attempts where id = $1 for no key update', [attempt]);
	// Asked by itself: a statement that waits for a lock sees of other tables what there was before it waited.
	const [row] = await query(
		'select exists (select from attempt_decisions where attempt_id = $1) as decided',
		[attempt]
	);
	return z.object({ decided: z.boolean() }).parse(row).decided;
}

async function upsertResponses(
	query: Query,
	{ session, attempt }: SessionRecord,
	institution: string,
	{ responses }: Projection
): Promise<void> {
	if (responses.length === 0) return;
	await query(
		`insert into responses (session_id, institution_id, attempt_id, item, value, seq, revisions, sealed_at)
		select $1, $2, $3, item, value::jsonb, seq, revisions, to_timestamp(wall / 1000)
		from unnest($4::text[], $5::text[], $6::bigint[], $7::int[], $8::float8[]) as t (item, value, seq, revisions, wall)
		on conflict (session_id, item) do update set value = excluded.value, seq = excluded.seq,
			revisions = excluded.revisions, sealed_at = excluded.sealed_at where responses.seq < excluded.seq`,
		[
			session,
			institution,
			attempt,
			responses.map(({ item }) => item),
			responses.map(({ value }) => toJsonb(value)),
			responses.map(({ seq }) => seq),
			responses.map(({ revisions }) => revisions),
			responses.map(({ wall }) => wall)
		]
	);
}

/**
 * What a person decided (released, voided, a held one accepted) the room does not take back. Whoever was taken off the roster and had
 * begun without a network has what they bring held for a person.
 */
async function updateAttempt(
	query: Query,
	{ record, attemptState, attemptSubmitted }: Projection
): Promise<void> {
	await query(
		`update exam_attempts set state = $2, timeliness = coalesce($3, timeliness),
			submitted_at = case when $4 then coalesce(submitted_at, to_timestamp($5::float8 / 1000))
				when $6 then submitted_at end
		where id = $1 and state not in ('released', 'voided') and (state <> 'withdrawn' or $2 = 'held') and decided_at is null`,
		[
			record.attempt,
			attemptState,
			record.timeliness ? JSON.stringify(record.timeliness) : null,
			record.log.submitted,
			record.log.lastWall,
			attemptSubmitted
		]
	);
}

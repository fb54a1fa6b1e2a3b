/** What was decided about held attempts, and what follows in the rows that marking reads. As the system. */
import { z } from 'zod';
import { decisionKind, signedStand } from '#sync/schema/decision.ts';
import type { Decision } from '#sync/schema/decision.ts';
import { signed } from '#sync/schema/signed.ts';
import type { Signed } from '#sync/schema/signed.ts';
import type { StandingResponse } from '#sync/held/stands.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import { toJsonb } from './jsonb.ts';
import type { Query } from './query.ts';

const stored = z.object({
	attempt: uuid,
	number: wholeNumber,
	decision: decisionKind,
	because: z.string(),
	stands: z.array(signedStand),
	/** null: the student was erased. */
	statement: signed.nullable(),
	by_name: z.string(),
	at: instant
});
export type StoredDecision = z.infer<typeof stored>;

/** Of these attempts, oldest first. */
export async function selectDecisions(
	query: Query,
	attempts: readonly string[]
): Promise<StoredDecision[]> {
	const rows = await query(
		`select d.attempt_id as attempt, d.number, d.decision, d.because, d.stands, d.statement, u.name as by_name, d.decided_at as at
		from attempt_decisions d join users u on u.id = d.decided_by where d.attempt_id = any ($1) order by d.attempt_id, d.number`,
		[attempts]
	);
	return z.array(stored).parse(rows);
}

/** As the edge signed them, oldest first. As whoever may see the attempt. */
export async function selectSignedDecisions(query: Query, attempt: string): Promise<Signed[]> {
	const rows = await query(
		'select statement from attempt_decisions where attempt_id = $1 and statement is not null order by number',
		[attempt]
	);
	return z
		.array(z.object({ statement: signed }))
		.parse(rows)
		.map(({ statement }) => statement);
}

/** Before the attempt itself, in the order in which a drain takes them: nothing more comes of it until this transaction ends. */
export async function lockSessions(query: Query, attempt: string): Promise<void> {
	await query('select id from exam_sessions where attempt_id = $1 order by id for update', [
		attempt
	]);
}

export async function insertDecision(
	query: Query,
	made: Decision,
	statement: Signed
): Promise<void> {
	const { attempt, number, decision, because, stands, by, at } = made;
	await query(
		`insert into attempt_decisions (attempt_id, number, institution_id, decision, because, stands, statement, decided_by, decided_at)
		select id, $2, institution_id, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000) from exam_attempts where id = $1`,
		[attempt, number, decision, because, JSON.stringify(stands), JSON.stringify(statement), by, at]
	);
}

/** In place of all that stood. */
export async function setStandingResponses(
	query: Query,
	attempt: string,
	responses: readonly StandingResponse[]
): Promise<void> {
	await query('select set_standing_responses($1, $2)', [attempt, toJsonb(responses)]);
}

const own = stored.pick({ decision: true, because: true, at: true });

/** The last one about one's own attempt; null: none. As the student. */
export async function selectOwnDecision(query: Query, attempt: string) {
	const [row] = await query(
		`select decision, because, decided_at as at from attempt_decisions where attempt_id = $1 order by number desc limit 1`,
		[attempt]
	);
	return row ? own.parse(row) : null;
}

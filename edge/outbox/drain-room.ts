/**
 * One round of bringing a room's rows to Postgres: a transaction per session, oldest rows first, each row removed only after its
 * transaction has committed. A round that fails changes nothing and is tried again; a round that is repeated changes nothing twice.
 * A session that Postgres refuses is named and waits; it does not hold up the others.
 */
import type { EvidenceRow } from '../rooms/evidence-store.ts';
import { logProblem } from '../log.ts';
import type { OutboxRow } from '../rooms/outbox-store.ts';
import type { RoomStore } from '../rooms/room-store.ts';
import { HeadMismatchError } from '../db/head-mismatch.ts';
import { projectionOf } from './projection.ts';
import type { Projection } from './projection.ts';
import { bringAgain } from './set-back.ts';

export type DrainDeps = {
	store: RoomStore;
	/** In one transaction. Rejects with nothing written. */
	write: (projection: Projection) => Promise<void>;
	/** In one transaction: what was refused of sessions that have no record. */
	writeEvidence: (evidence: EvidenceRow[]) => Promise<void>;
	/** Is it Postgres that is away, rather than this session that is wrong? Then there is no point in going on. */
	isAway: (problem: unknown) => boolean;
};

export type Drained = {
	/** Of which something was brought. */
	attempts: Set<string>;
	/** Rows that can be brought in the next round. */
	more: boolean;
	/** Why a session was left waiting. */
	refused: { session: string; problem: unknown }[];
};

/** A request of a few megabytes: an hour of one student. A Worker has 128 MB. */
const MOST = { rows: 1_000, bytes: 4_000_000 };
/** Of up to 64 KiB each. */
const MOST_EVIDENCE = 50;

/** Rejects when Postgres is away; what was brought until then stays brought. */
export async function drainRoom(deps: DrainDeps): Promise<Drained> {
	const { store } = deps;
	const drained: Drained = { attempts: new Set(), more: false, refused: [] };
	for (const session of store.outbox.sessions()) {
		try {
			const attempt = await drainSession(deps, session, store.outbox.oldest(session, MOST));
			if (attempt) drained.attempts.add(attempt);
		} catch (problem) {
			if (deps.isAway(problem)) throw problem;
			if (startedAgain(deps, session, problem)) continue;
			drained.refused.push({ session, problem });
		}
	}
	const stray = store.evidence.stray(MOST_EVIDENCE);
	if (stray.length > 0) {
		await deps.writeEvidence(stray);
		store.evidence.markDrained(stray);
	}
	const refused = new Set(drained.refused.map(({ session }) => session));
	drained.more =
		stray.length === MOST_EVIDENCE ||
		store.outbox.sessions().some((session) => !refused.has(session));
	return drained;
}

/** Postgres was set back: what it lacks waits for the next round. */
function startedAgain({ store }: DrainDeps, session: string, problem: unknown): boolean {
	const record = store.optionalSession(session);
	if (!record || !(problem instanceof HeadMismatchError)) return false;
	if (!bringAgain(store, record, problem.held)) return false;
	logProblem('room.postgres_set_back', problem, { session });
	return true;
}

/** Answers the attempt. */
async function drainSession(
	{ store, write }: DrainDeps,
	session: string,
	waiting: OutboxRow[]
): Promise<string | null> {
	const record = store.optionalSession(session);
	if (!record) return null;
	// Read before the transaction: what changes meanwhile is for the next round.
	const revision = store.outbox.revision(session);
	const projection = projectionOf(store, record, waiting);
	await write(projection);
	store.outbox.noteDrained(session, revision, waiting.at(-1)?.id ?? 0);
	store.evidence.markDrained(projection.evidence);
	return record.attempt;
}

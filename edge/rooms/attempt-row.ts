/** An attempt as the hall shows it, from its sessions. Pure. */
import { breaksLeftMs, isOnBreak } from '#sync/breaks.ts';
import type { AttemptState, SyncState } from '#sync/schema/attempt.ts';
import type { Told } from '#sync/schema/control-act.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import type { AttemptRow } from '#sync/schema/hall.ts';
import type { Attempt } from '../db/attempts.ts';
import { timeOf } from './given-time.ts';
import type { UnheardRow } from './hall-facts.ts';
import type { SessionRecord } from './room-store.ts';

export function attemptRow(
	sessions: readonly SessionRecord[],
	facts: {
		state: AttemptState | null;
		/** A person said which of its histories counts. */
		decided?: boolean;
		connected: boolean;
		responses: number;
		waitingForDatabase: number;
		told?: Told | undefined;
	}
): AttemptRow | null {
	const newest = sessions.at(-1);
	if (!newest) return null;
	const sum = (count: (record: SessionRecord) => number) =>
		sessions.reduce((total, record) => total + count(record), 0);
	const breakUntil = breakUntilOf(newest);
	const device = deviceOf(sessions);
	return {
		attempt: newest.attempt,
		studentName: newest.studentName,
		state: facts.state ?? newest.attemptState,
		sync: syncOf(sessions, newest, facts),
		connected: facts.connected,
		lastContactAt: Math.max(...sessions.map(({ lastContactAt }) => lastContactAt)),
		entries: sum(({ log }) => log.next),
		responses: facts.responses,
		observations: sum(({ observations }) => observations),
		newest: newest.newest,
		waitingForDatabase: facts.waitingForDatabase,
		...(breakUntil !== null && { breakUntil }),
		...beginningOf(sessions, newest),
		...(device && { device }),
		...(facts.told && { told: facts.told })
	};
}

/** Which of the attempt's devices the newest session is on, and since when; null: there was never another. */
function deviceOf(sessions: readonly SessionRecord[]): AttemptRow['device'] | null {
	const opened = sessions.filter(({ log }) => log.next > 0);
	if (opened.length < 2) return null;
	const keys = opened.map(({ ticket }) => {
		const read = unsafeReadSigned(ticket, ticketSchema);
		return read.ok ? read.statement.deviceKey : '';
	});
	const newest = keys.at(-1);
	// A record that was damaged goes on in another session of the same device.
	const since = opened[keys.findLastIndex((key) => key !== newest) + 1]?.openedAt;
	if (keys.every((key) => key === newest) || since === undefined) return null;
	const number = keys.filter((key, at) => at === 0 || key !== keys[at - 1]).length;
	return { number, since };
}

/** By the device's own clock as the edge last heard it: good to the second or two that a person looks at. */
function breakUntilOf({ log, lastContactAt }: SessionRecord): number | null {
	const { breaks, lastT } = log;
	if (!breaks || log.submitted || !isOnBreak(breaks, lastT)) return null;
	return lastContactAt + breaksLeftMs(breaks, lastT);
}

/** What its ticket holds and how its time stands. */
function beginningOf(
	[first]: readonly SessionRecord[],
	{ terms, given, log, lastContactAt }: SessionRecord
): Pick<AttemptRow, 'begun' | 'time' | 'handedInBy'> {
	if (!first || !terms || log.next === 0) return {};
	if (log.submitted) return { begun: terms, handedInBy: log.submittedBy ?? 'student' };
	if (!given) return { begun: terms };
	// Begun without a network, it is older than its first word here.
	const startedAt = Math.min(first.openedAt, first.lastContactAt - first.log.lastT);
	return { begun: terms, time: timeOf({ terms, given, startedAt, log, lastContactAt }) };
}

function syncOf(
	sessions: readonly SessionRecord[],
	newest: SessionRecord,
	{
		state,
		decided,
		connected
	}: { state: AttemptState | null; decided?: boolean; connected: boolean }
): SyncState {
	if (!decided && sessions.some(({ forked }) => forked)) return 'forked';
	if (state === 'held') return 'held_late';
	if (newest.log.next === 0) return 'local_only';
	// A log that ends in submit is all there is; otherwise only a live device keeps the edge up to date.
	return connected || newest.log.submitted ? 'synced' : 'local_only';
}

/** A student no room has heard of yet: what Postgres says. */
export function unheardRow(
	attempt: Pick<
		Attempt,
		| 'id'
		| 'student_name'
		| 'state'
		| 'accommodation'
		| 'arrangement'
		| 'planned'
		| 'number'
		| 'attempts_allowed'
	>
): UnheardRow {
	return {
		attempt: attempt.id,
		studentName: attempt.student_name,
		state: attempt.state,
		sync: 'local_only',
		connected: false,
		lastContactAt: null,
		entries: 0,
		responses: 0,
		observations: 0,
		newest: null,
		waitingForDatabase: 0,
		planned: attempt.planned,
		...(attempt.accommodation && { accommodation: attempt.accommodation }),
		...(attempt.arrangement && { arrangement: attempt.arrangement }),
		...(attempt.attempts_allowed !== 1 && { number: attempt.number })
	};
}

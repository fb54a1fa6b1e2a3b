/**
 * When a room's rows go to Postgres: soon after a write, again after a failure, and while there is more. The alarm is what brings a
 * room back that was put to sleep meanwhile.
 */
import { DatabaseAwayError, system, transaction } from '../db/database.ts';
import { selectHeldOf } from '../db/held-of-sessions.ts';
import { writeEvidence } from '../db/write-evidence.ts';
import { HeadMismatchError } from '../db/head-mismatch.ts';
import { writeSession } from '../db/write-session.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';
import { AGAIN_MS, nextDrainMs } from '../outbox/back-off.ts';
import { drainRoom } from '../outbox/drain-room.ts';
import type { Drained } from '../outbox/drain-room.ts';
import { bringRoomAgain } from './bring-room-again.ts';
import type { BroughtAgain } from './bring-room-again.ts';
import type { RoomCounters } from './room-counters.ts';
import type { RoomStore } from './room-store.ts';

const DRAIN_AFTER_MS = 250;
/** No back-off is longer. */
const SOON_MS = 61_000;

export type RoomDrainDeps = {
	store: RoomStore;
	alarms: Pick<DurableObjectStorage, 'getAlarm' | 'setAlarm'>;
	env: Env;
	counters: Pick<RoomCounters, 'breakOff'>;
	/** Postgres has more of these attempts. */
	brought: (attempts: ReadonlySet<string>) => void;
	/** Postgres is away, and rows wait. */
	away: () => void;
};

export class RoomDrain {
	readonly #deps: RoomDrainDeps;
	/** An alarm is planned for what was written. */
	#armed = false;
	#failures = 0;
	/** Of an alarm that only brings back a room that was ended: nobody who has something to bring waits for it. */
	#net: number | null = null;
	#draining: Promise<boolean> | null = null;

	constructor(deps: RoomDrainDeps) {
		this.#deps = deps;
	}

	/** With the write itself: whoever dies after it must wake up again to bring it to Postgres. */
	arm(): void {
		if (this.#armed) return;
		this.#armed = true;
		void this.#deps.alarms.setAlarm(Date.now() + DRAIN_AFTER_MS);
	}

	/** The alarm has gone off: what is written from now on needs another. */
	disarm(): void {
		this.#armed = false;
	}

	/** Answers whether to go on at once. */
	drain(): Promise<boolean> {
		this.#draining ??= this.#round().finally(() => {
			this.#draining = null;
		});
		return this.#draining;
	}

	/** Is in Postgres what had been kept of the attempt when this was asked, forks and what was refused too? A student may go on writing. */
	async drainAttempt(attempt: string): Promise<boolean> {
		const { store } = this.#deps;
		const newest = store
			.sessionsOf(attempt)
			.map(({ session }) => ({ session, ...store.outbox.newest(session) }));
		const waits = () => newest.some((one) => store.outbox.isWaiting(one.session, one));
		// The round that is under way may have begun before the newest row, so there is always a second.
		for (let round = 0; waits(); round++) if (!(await this.drain()) && round > 0) break;
		return !waits();
	}

	/** What Postgres lacks, and had, waits again. A round that is under way ends first: it would take its rows for the last. */
	async bringAgain(): Promise<BroughtAgain> {
		const { store, env } = this.#deps;
		await this.settled();
		return bringRoomAgain(store, (sessions) =>
			transaction(env, system, (query) => selectHeldOf(query, sessions))
		);
	}

	/** No round is under way any more. */
	async settled(): Promise<void> {
		while (this.#draining) await this.#draining;
	}

	/** One that is planned for soon stands: it may be a back-off. */
	async wake(afterMs = DRAIN_AFTER_MS): Promise<void> {
		const { alarms } = this.#deps;
		const planned = await alarms.getAlarm();
		if (planned === null || planned === this.#net || planned > Date.now() + SOON_MS)
			await alarms.setAlarm(Date.now() + afterMs);
	}

	async #round(): Promise<boolean> {
		try {
			const drained = await this.#bring();
			const { more, refused } = drained;
			this.#note(drained);
			if (more) await this.wake(AGAIN_MS);
			else if (refused.length > 0) await this.wake(nextDrainMs(this.#failures, Math.random));
			else await this.#wakeWhenDue();
			return more;
		} catch (problem) {
			this.#failures += 1;
			// Postgres is away: what is written meanwhile waits for the same alarm.
			this.#armed = true;
			logProblem('room.postgres', problem);
			await this.wake(nextDrainMs(this.#failures, Math.random));
			this.#deps.away();
			return false;
		}
	}

	#bring(): Promise<Drained> {
		const { store, env } = this.#deps;
		return drainRoom({
			store,
			write: (projection) => transaction(env, system, (query) => writeSession(query, projection)),
			writeEvidence: (evidence) =>
				transaction(env, system, (query) => writeEvidence(query, evidence)),
			isAway: (problem) => problem instanceof DatabaseAwayError
		});
	}

	#note({ attempts, refused }: Drained): void {
		this.#failures = refused.length > 0 ? this.#failures + 1 : 0;
		for (const { session, problem } of refused) {
			if (problem instanceof HeadMismatchError) this.#deps.counters.breakOff();
			logProblem('room.session_waits', problem, { session });
		}
		this.#deps.brought(attempts);
	}

	async #wakeWhenDue(): Promise<void> {
		const { store, alarms } = this.#deps;
		// Heads go to the public log by a timer of the room's; if the room was ended before, the alarm brings it back.
		const waits = store.heads.areWaiting();
		const due = waits ? Date.now() : store.marks.nextDue();
		if (due === null || (await alarms.getAlarm()) !== null) return;
		const at = Math.max(due, Date.now() + SOON_MS);
		if (waits) this.#net = at;
		await alarms.setAlarm(at);
	}
}

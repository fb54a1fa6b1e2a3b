/** The clocks of a session that is being sat, and what a proctor did to them. */
import { breaksLeftMs, breaksUsedMs, isOnBreak } from '#sync/breaks.ts';
import type { BreakState } from '#sync/breaks.ts';
import { givenBackMs, phasesOf } from '#sync/phases.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { remainingMs } from '#sync/timing.ts';
import type { EdgeClock, KeptSession } from '../device/device-rows.ts';
import { noEffects, pausedUntil, withControl } from './control-effects.ts';
import type { Clock } from './session-events.ts';
import { SessionTime, type EdgeSample, type Reading } from './session-time.ts';

type Times = Pick<Ticket, 'closesAt' | 'durationMs' | 'accommodation'>;
type Clocks = { now: () => number; monotonic: () => number; pageTime: () => number };
export type Before = {
	row: Pick<KeptSession, 'carriedMs' | 'elapsed' | 'state' | 'edgeSample'>;
	entries: readonly Entry[];
	control: readonly ControlEntry[];
	/** When the ticket or the key came. */
	edgeClock: EdgeClock | null;
};

/** A receipt that came later than this after its segment was sealed says little about what time it is. */
const FRESH_MS = 2_000;
/** A ticket or a key that came this shortly before tells what time it was at the edge when the session began. */
const JUST_NOW_MS = 60_000;

export class SessionClock {
	readonly #clocks: Clocks;
	readonly #ticket: Times;
	readonly #time: SessionTime;
	#effects = noEffects;
	/** The student went on with time that was given after the clock had handed in: what counts since then. */
	readonly #wentOn: { elapsedMs: number; before: number } | null;

	constructor(clocks: Clocks, ticket: Times, before: Before) {
		this.#clocks = clocks;
		this.#ticket = ticket;
		this.#effects = before.control.reduce(withControl, noEffects);
		this.#wentOn = wentOn(ticket, before);
		const now = this.reading();
		const { edgeClock, row } = before;
		this.#time = new SessionTime(now, {
			usedMs: usedBefore(before, now),
			offsetMs: edgeClock ? edgeClock.edge - edgeClock.wall : 0,
			fresh: edgeClock !== null && Math.abs(now.wall - edgeClock.wall) < JUST_NOW_MS,
			sample: row.edgeSample
		});
	}

	reading(): Reading {
		return { wall: this.#clocks.now(), monotonic: this.#clocks.monotonic() };
	}

	/** Of the student's time. */
	get usedMs(): number {
		return Math.round(this.#time.elapsed(this.reading()));
	}

	/** What to keep over a reload. */
	get sample(): EdgeSample | null {
		return this.#time.sampleAt(this.reading());
	}

	get ended(): boolean {
		return this.#effects.ended;
	}

	/** `t`: what the next entry would say. */
	read(t: number, breaks: BreakState | null): Clock {
		const now = this.reading();
		const { closesAt, durationMs } = this.#ticket;
		const edgeNow = this.#time.edgeNow(now);
		const { addedMs, pausedSince, pauseText } = this.#effects;
		const pausedMs = pausedUntil(this.#effects, edgeNow);
		const breaksMs = breaks ? breaksUsedMs(breaks, t) : 0;
		const elapsed = this.#time.elapsed(now);
		const part = this.#wentOn;
		return {
			t,
			at: this.#clocks.pageTime(),
			remainingMs: part
				? Math.max(0, addedMs + pausedMs + breaksMs - part.before - (elapsed - part.elapsedMs))
				: remainingMs({
						closesAt,
						durationMs,
						edgeNow,
						elapsedMs: elapsed,
						addedMs,
						pausedMs,
						breaksMs
					}),
			allowedMs: part ? addedMs + pausedMs - part.before : durationMs + addedMs,
			paused: pausedSince !== null,
			...(pauseText !== null && { pauseText }),
			rest: breaks && { on: isOnBreak(breaks, t), leftMs: breaksLeftMs(breaks, t) }
		};
	}

	/** true: the wall clock went ahead of the monotonic one, and nobody has said yet whether it was sleep. */
	tick(): boolean {
		return this.#time.tick(this.reading())?.kind === 'unknown';
	}

	/** Nobody can say otherwise: it was sleep. Answers how long. */
	slept(): number {
		return Math.round(this.#time.slept());
	}

	/** Nobody has said yet whether the last jump was sleep. */
	get unsure(): boolean {
		return this.#time.unsure;
	}

	/** Edge time in a receipt for what was sealed at `sealed`. Answers how much of a jump it shows to have been sleep. */
	heard(edge: number, sealed: Reading): number {
		const now = this.reading();
		// What was on its way while the device slept says what time it was before that.
		const delay = Math.max(now.monotonic - sealed.monotonic, now.wall - sealed.wall);
		return delay < FRESH_MS ? Math.round(this.#time.heard(edge, now, delay)) : 0;
	}

	control(entry: ControlEntry): void {
		this.#effects = withControl(this.#effects, entry);
	}
}

/** The log knows it to the entry, the row to the last heartbeat; the row also where the end of the log is gone. */
function usedBefore({ row, entries }: Before, now: Reading): number {
	const last = entries.at(-1);
	const byLog = row.carriedMs + (last ? last.t + Math.max(0, now.wall - last.wall) : 0);
	if (row.state === 'opening') return byLog;
	return Math.max(byLog, row.elapsed.ms + Math.max(0, now.wall - row.elapsed.wall));
}

/** Everything given back until then was used up, or was not there in time. */
function wentOn(ticket: Times, { entries, control, row }: Before) {
	const phases = phasesOf(entries, control, ticket);
	const last = phases.at(-1);
	if (!last?.reopen) return null;
	const breaksBefore = phases.slice(0, -1).reduce((sum, { breaksMs }) => sum + breaksMs, 0);
	const before = givenBackMs(control) - last.givenMs + breaksBefore;
	return { elapsedMs: row.carriedMs + last.reopen.t, before };
}

/**
 * The session that is being sat, in the worker: what the page records goes into the log, what the edge says comes out, and the clock ticks.
 * Timers of a worker go on at full rate while its page is hidden.
 */
import type { SessionConnection, SyncStatus } from '#sync/device-sync.ts';
import { replay } from '#sync/responses.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { Entry, EntryContent } from '#sync/schema/entry.ts';
import type { Check } from '#sync/schema/observation.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { decodeSegment } from '#sync/segment.ts';
import type { SessionLog } from '#sync/session-log.ts';
import type { StoreTrouble } from '#sync/store-queue.ts';
import { remainingMs } from '#sync/timing.ts';
import type { EdgeClock, KeptSession } from '../device/device-rows.ts';
import { noEffects, pausedUntil, withControl } from './control-effects.ts';
import type { HostWorld } from './host-world.ts';
import { ResponseWriter } from './response-writer.ts';
import { noticeOf, type Clock, type SessionEvent, type SubmitBy } from './session-events.ts';
import { SessionTime, type Reading } from './session-time.ts';

const TICK_MS = 1_000;
const HEARTBEAT_MS = 10_000;
/** How long the edge may take to say whether a jump of the clock was sleep. */
const ASK_ABOUT_JUMP_MS = 5_000;
/** A receipt that came later than this after its segment was sealed says little about what time it is. */
const FRESH_MS = 2_000;
/** The page gets this long to hand in what stands in its fields. */
const TIME_UP_GRACE_MS = 2_000;
/** Observations of the store count from here, those of the page from 0. */
export const STORE_OBSERVATIONS = 1_000_000;

type Tell = (event: SessionEvent) => void;

export class LiveSession {
	readonly log: SessionLog;
	#row: KeptSession;
	readonly #world: HostWorld;
	readonly #tell: Tell;
	readonly #writer: ResponseWriter;
	#time: SessionTime;
	#effects = noEffects;
	#connection: SessionConnection | null = null;
	#status: SyncStatus = 'closed';
	#callOffTick: (() => void) | null = null;
	#beatAt = 0;
	#sealed = { seq: -1, at: 0 };
	#timeUp = false;
	#storeObservation: { id: number; from: number } | null = null;
	#storeObservations = STORE_OBSERVATIONS;
	#over = false;

	constructor(row: KeptSession, log: SessionLog, world: HostWorld, tell: Tell) {
		this.#row = row;
		this.log = log;
		this.#world = world;
		this.#tell = tell;
		this.#writer = new ResponseWriter(
			(content, options) => log.append(content, options),
			world.monotonic
		);
		this.#time = this.#newTime([], null);
		log.onSealed((index) => {
			const [bytes] = log.document.logItems(index, index + 1);
			const read = bytes && decodeSegment(bytes);
			if (!read?.ok) return;
			const { first, count } = read.segment;
			this.#sealed = { seq: first + count - 1, at: world.monotonic() };
		});
		log.onControl((entry) => this.#hear(entry));
	}

	get row(): KeptSession {
		return this.#row;
	}

	/** Of the student's time, until now. */
	get usedMs(): number {
		return Math.round(this.#time.elapsed(this.#now()));
	}

	/** Goes on from what the log says. */
	load(
		entries: readonly Entry[],
		control: readonly ControlEntry[],
		edgeClock: EdgeClock | null
	): void {
		this.#writer.load(replay(entries));
		this.#effects = control.reduce(withControl, noEffects);
		this.#time = this.#newTime(entries, edgeClock);
		this.#storeObservations = entries.reduce(
			(next, { kind, data }) => (kind === 'observation' && data.id >= next ? data.id + 1 : next),
			STORE_OBSERVATIONS
		);
	}

	/** Resolves when the edge has said what it has. */
	connect(): Promise<void> {
		const { log, papers } = { log: this.log, papers: this.log.papers };
		this.#connection ??= this.#world.connect({
			log,
			room: papers.ticket.room,
			session: papers.session,
			ticket: this.#row.ticket,
			onStatus: (status) => (this.#status = status),
			onRefused: ({ refusal, by }) => {
				if (by !== 'edge') return;
				void this.#change({ refused: refusal.code });
				this.#tell({ type: 'refused', code: refusal.code });
			}
		});
		return this.#connection.settled;
	}

	nudge(): void {
		this.#connection?.nudge();
	}

	start(): void {
		this.#beatAt = this.#world.monotonic();
		void this.connect();
		if (this.#row.state === 'opening') void this.#change({ state: 'open' });
		this.#tick();
	}

	/** Resolves when everything is stored. */
	async stop(): Promise<void> {
		this.#over = true;
		this.#callOffTick?.();
		await this.log.flush();
		this.#connection?.disconnect();
	}

	respond(item: string, value: ResponseValue): Promise<{ seq: number }> {
		return this.#writer.respond(item, value);
	}

	async handIn(by: SubmitBy): Promise<void> {
		if (this.log.submitted) return;
		const why = this.#effects.ended ? 'control' : by;
		const { seq } = await this.log.append({ kind: 'submit', data: { total: 1, by: why } });
		await this.#change({ state: 'submitted', submit: seq });
		this.#tell({ type: 'submitted' });
	}

	/** Says in the log that a proctor's command took effect. */
	applied({ seq }: ControlEntry): void {
		this.#append({ kind: 'command', data: { control: seq, outcome: 'applied' } }, true);
	}

	/** A fact about this device's own store, as a moment. */
	noteDamage(reason: string): void {
		const at = this.log.t;
		this.#observe('storage_damaged', 'moment', this.#storeObservations++, at, at, 1, reason);
	}

	storeTrouble(trouble: StoreTrouble): void {
		const full = trouble?.error instanceof Error && trouble.error.name === 'QuotaExceededError';
		this.#tell({
			type: 'store_fault',
			fault: trouble && { reason: full ? 'full' : 'failing', waiting: trouble.waiting }
		});
		const t = this.log.t;
		if (trouble && !this.#storeObservation) {
			const own = { id: this.#storeObservations++, from: t };
			this.#storeObservation = own;
			this.#observe(
				'storage_failing',
				'begin',
				own.id,
				t,
				t,
				1,
				full ? 'quota_exceeded' : 'write_failed'
			);
		} else if (!trouble && this.#storeObservation) {
			const { id, from } = this.#storeObservation;
			this.#storeObservation = null;
			this.#observe('storage_failing', 'end', id, from, t, 1);
		}
	}

	clock(now = this.#now()): Clock {
		const { ticket } = this.log.papers;
		const edgeNow = this.#time.edgeNow(now);
		const { addedMs, pausedSince } = this.#effects;
		return {
			t: this.log.t,
			at: this.#world.pageTime(),
			remainingMs: remainingMs({
				closesAt: ticket.closesAt,
				durationMs: ticket.durationMs,
				edgeNow,
				elapsedMs: this.#time.elapsed(now),
				addedMs,
				pausedMs: pausedUntil(this.#effects, edgeNow)
			}),
			allowedMs: ticket.durationMs + addedMs,
			paused: pausedSince !== null
		};
	}

	#now(): Reading {
		return { wall: this.#world.now(), monotonic: this.#world.monotonic() };
	}

	#newTime(entries: readonly Entry[], edgeClock: EdgeClock | null): SessionTime {
		const now = this.#now();
		const { carriedMs, elapsed, state, edgeSample } = this.#row;
		const last = entries.at(-1);
		const byLog = last ? carriedMs + last.t + Math.max(0, now.wall - last.wall) : carriedMs;
		const byRow = elapsed.ms + Math.max(0, now.wall - elapsed.wall);
		return new SessionTime(now, {
			usedMs: state === 'opening' ? byLog : Math.max(byLog, byRow),
			offsetMs: edgeClock ? edgeClock.edge - edgeClock.wall : 0,
			sample: edgeSample
		});
	}

	#tick(): void {
		if (this.#over) return;
		this.#callOffTick = this.#world.schedule(TICK_MS, () => this.#tick());
		const now = this.#now();
		const jump = this.#time.tick(now);
		if (jump?.kind === 'unknown') this.#askAboutJump();
		const clock = this.clock(now);
		this.#tell({ type: 'clock', clock, connected: this.#status === 'live' });
		if (this.log.submitted || this.log.held) return;
		if (now.monotonic - this.#beatAt >= HEARTBEAT_MS) this.#beat(now);
		if (this.#effects.ended) this.#endNow('control');
		else if (clock.remainingMs === 0 && !clock.paused) this.#endNow('clock');
	}

	#beat(now: Reading, urgent = false): void {
		this.#beatAt = now.monotonic;
		const ms = Math.round(this.#time.elapsed(now));
		const lastReceipt = this.log.lastReceipt?.receipt.seq ?? null;
		const online = this.#status === 'live';
		const data = { lastReceipt, online, elapsedMs: ms };
		this.#append({ kind: 'heartbeat', data }, urgent);
		void this.#change({
			elapsed: { ms, wall: now.wall },
			edgeSample: this.#time.sampleAt(now)
		});
	}

	#endNow(by: SubmitBy): void {
		if (this.#timeUp) return;
		this.#timeUp = true;
		this.#tell({ type: 'time_up' });
		this.#world.schedule(TIME_UP_GRACE_MS, () => void this.handIn(by));
	}

	#askAboutJump(): void {
		if (this.#status !== 'live') return this.#wake(this.#time.slept());
		// Its receipt brings the edge's clock.
		this.#beat(this.#now(), true);
		this.#world.schedule(ASK_ABOUT_JUMP_MS, () => this.#wake(this.#time.slept()));
	}

	#wake(lostMs: number): void {
		const lost = Math.round(lostMs);
		if (lost <= 0 || this.log.submitted) return;
		this.#append(
			{ kind: 'resume', data: { reason: 'wake', gapMs: lost, monotonicLostMs: lost } },
			true
		);
	}

	#hear(entry: ControlEntry): void {
		this.#effects = withControl(this.#effects, entry);
		if (entry.kind === 'receipt') return this.#receipted();
		const notice = noticeOf(entry);
		if (notice) this.#tell({ type: 'notice', notice });
		else this.applied(entry);
	}

	#receipted(): void {
		const newest = this.log.lastReceipt;
		if (!newest) return;
		const { seq, at } = newest.receipt;
		const now = this.#now();
		const delay = now.monotonic - this.#sealed.at;
		if (seq >= this.#sealed.seq && delay < FRESH_MS) this.#wake(this.#time.heard(at, now, delay));
		this.#tell({ type: 'receipted', seq });
		const { submit } = this.#row;
		if (submit === null || seq < submit) return;
		void this.#change({ state: 'done', receipt: { seq, at, signed: newest.signed } });
	}

	#observe(
		check: Check,
		phase: 'begin' | 'end' | 'moment',
		id: number,
		from: number,
		to: number,
		peak: number,
		reason?: string
	): void {
		const why = reason === undefined ? {} : { reason };
		const data = { id, check, phase, from, to, peak, confidence: 1, ...why };
		this.#append({ kind: 'observation', data }, false);
	}

	#append(content: EntryContent, urgent: boolean): void {
		this.log
			.append(content, { urgent })
			.catch((error: unknown) => console.warn(`${content.kind} was not recorded:`, error));
	}

	/** The row is a convenience for the next start; the log is what counts, so a failure here is only told to the developer. */
	async #change(change: Partial<KeptSession>): Promise<void> {
		this.#row = { ...this.#row, ...change };
		try {
			await this.#world.store.changeSession(this.#row.session, change);
		} catch (error) {
			console.warn('The session row was not changed:', error);
		}
	}
}

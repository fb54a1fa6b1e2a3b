/**
 * The session that is being sat, in the worker: what the page records goes into the log, what the edge says comes out, and the clock ticks.
 * Timers of a worker go on at full rate while its page is hidden.
 */
import type { SessionConnection, SyncStatus } from '#sync/device-sync.ts';
import { replay } from '#sync/responses.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { Entry, EntryContent } from '#sync/schema/entry.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { decodeSegment } from '#sync/segment.ts';
import type { SessionLog } from '#sync/session-log.ts';
import type { StoreTrouble } from '#sync/store-queue.ts';
import type { EdgeClock, KeptHanded, KeptSession } from '../device/device-rows.ts';
import type { SessionFacts } from './copies/report.ts';
import type { HostWorld } from './host-world.ts';
import { Leaving } from './leaving.ts';
import { ResponseWriter } from './response-writer.ts';
import { SessionClock } from './session-clock.ts';
import {
	isHandedOver,
	noticeOf,
	type Clock,
	type MovedBy,
	type SessionEvent,
	type SubmitBy
} from './session-events.ts';
import { StoreFacts } from './store-facts.ts';

const TICK_MS = 1_000;
const HEARTBEAT_MS = 10_000;
/** How long the edge may take to say whether a jump of the clock was sleep, a connection included; less than D4 gives a device to say so. */
const ASK_ABOUT_JUMP_MS = 8_000;
/** The page gets this long to hand in what stands in its fields. */
const TIME_UP_GRACE_MS = 2_000;

type Tell = (event: SessionEvent) => void;

/** The clock wanted to hand in, and there is time left after all. */
export class TimeLeftError extends Error {
	override name = 'TimeLeftError';
}

export class LiveSession {
	readonly log: SessionLog;
	#row: KeptSession;
	readonly #world: HostWorld;
	readonly #tell: Tell;
	readonly #writer: ResponseWriter;
	readonly #facts: StoreFacts;
	#clock: SessionClock;
	#connection: SessionConnection | null = null;
	#status: SyncStatus = 'closed';
	#callOffTick: (() => void) | null = null;
	#beatAt = 0;
	/** The newest segment's last entry, and when it was sealed. */
	#sealed = { seq: -1, at: { wall: 0, monotonic: 0 } };
	#callOffAsking: (() => void) | null = null;
	/** A break lasts, as it was last written into the row. */
	#rests = false;
	#timeUp = false;
	readonly #leaving: Leaving;
	/** The staff handed it over before this was opened. */
	#handedOver = false;
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
		this.#facts = new StoreFacts(
			(data) => this.#append({ kind: 'observation', data }, false),
			() => log.t
		);
		this.#clock = this.#newClock([], [], null);
		this.#leaving = new Leaving({
			log,
			schedule: world.schedule,
			moved: (sent, by) => {
				this.#callOffTick?.();
				this.#callOffAsking?.();
				if (sent) this.#connection?.disconnect();
				tell({ type: 'moved', sent, by });
			},
			connect: () => void (this.#over || this.connect()),
			keep: (by) => this.#change({ refused: 'superseded', handedOver: by === 'staff' })
		});
		log.onSealed((index) => this.#noteSealed(index));
		log.onControl((entry) => this.#hear(entry));
	}

	get row(): KeptSession {
		return this.#row;
	}

	/** Of the student's time, until now. */
	get usedMs(): number {
		return this.#clock.usedMs;
	}

	get clock(): Clock {
		return this.#clock.read(this.log.t, this.log.breaks);
	}

	/** Numbers and states, for a problem report. */
	get facts(): SessionFacts {
		const { log } = this;
		const receipt = log.lastReceipt?.receipt;
		return {
			state: this.#row.state,
			entries: log.nextSeq,
			segments: log.document.logCount,
			controlSegments: log.document.controlCount,
			boot: log.boot,
			t: Math.max(0, Math.round(log.t)),
			submitted: log.submitted,
			held: log.held,
			receipt: receipt ? { seq: receipt.seq, at: receipt.at } : null,
			refused: this.#row.refused,
			waiting: log.waitingForStore,
			link: this.#status
		};
	}

	/** Goes on from what the log says. */
	load(
		entries: readonly Entry[],
		control: readonly ControlEntry[],
		edgeClock: EdgeClock | null
	): void {
		this.#writer.load(replay(entries));
		this.#facts.load(entries);
		this.#clock = this.#newClock(entries, control, edgeClock);
		this.#handedOver = isHandedOver(control);
	}

	/** Resolves when the edge has said what it has. */
	connect(): Promise<void> {
		const { log } = this;
		const { session, ticket } = log.papers;
		this.#connection ??= this.#world.connect({
			log,
			room: ticket.room,
			session,
			ticket: this.#row.ticket,
			onStatus: (status) => this.#linked(status),
			onRefused: ({ refusal, by }) => {
				if (by !== 'edge') return;
				if (refusal.code === 'superseded') {
					this.#connection = null;
					return this.#leaving.superseded();
				}
				void this.#change({ refused: refusal.code });
				this.#tell({ type: 'refused', code: refusal.code });
			}
		});
		return this.#connection.settled;
	}

	nudge(): void {
		this.#connection?.nudge();
	}

	/** It goes on on another device, as the edge or the staff say; null: it goes on here. */
	get leftBy(): MovedBy | null {
		return this.#leaving.by ?? (this.#handedOver ? 'staff' : null);
	}

	start(): void {
		this.#beatAt = this.#world.monotonic();
		void this.connect();
		if (this.#row.state === 'opening') void this.#change({ state: 'open' });
		if (this.#handedOver) return this.#handOver();
		this.#tick();
	}

	/** Resolves when everything is stored. */
	async stop(): Promise<void> {
		this.#over = true;
		this.#callOffTick?.();
		this.#callOffAsking?.();
		if (!this.log.submitted)
			await this.#change({ left: this.#left, edgeSample: this.#clock.sample });
		await this.log.flush();
		this.#connection?.disconnect();
	}

	respond(item: string, value: ResponseValue): Promise<{ seq: number }> {
		return this.#writer.respond(item, value);
	}

	async handIn(by: SubmitBy): Promise<void> {
		if (this.log.submitted || this.#leaving.by) return;
		if (this.#takesBack(by)) throw new TimeLeftError();
		const why = this.#clock.ended ? 'control' : by;
		const { seq } = await this.log.append({ kind: 'submit', data: { total: 1, by: why } });
		await this.#change({ state: 'submitted', submit: seq });
		this.#tell({ type: 'submitted' });
	}

	/** Goes on at the place of another device, with its marks; the log says so. */
	standWhere<Left extends Pick<KeptHanded, 'marked' | 'item'>>(
		{ marked, item }: Pick<KeptHanded, 'marked' | 'item'>,
		left: Left
	): Left {
		for (const id of marked)
			this.#append({ kind: 'navigation', data: { item: id, action: 'mark' } }, false);
		if (item !== null) this.#append({ kind: 'navigation', data: { item, action: 'visit' } }, false);
		return { ...left, marked: [...marked], item };
	}

	/** The clock had handed in, and more time came: goes on from here. Answers what is in the log now. */
	async goOn(control: number, entries: readonly Entry[]): Promise<Entry[]> {
		const { log } = this;
		const at = { t: log.t, wall: this.#world.now(), boot: log.boot };
		const { seq } = await log.append({ kind: 'reopen', data: { control } });
		const elapsed = { ms: this.#row.carriedMs + at.t, wall: at.wall };
		await this.#change({ goesOn: null, offer: null, submit: null, elapsed });
		return [...entries, { ...at, seq, kind: 'reopen', data: { control } }];
	}

	/** Says in the log that a proctor's command took effect. */
	applied({ seq }: ControlEntry): void {
		this.#append({ kind: 'command', data: { control: seq, outcome: 'applied' } }, true);
	}

	damaged(reason: string): void {
		this.#facts.damaged(reason);
	}

	storeTrouble(trouble: StoreTrouble): void {
		this.#tell({ type: 'store_fault', fault: this.#facts.trouble(trouble) });
	}

	#newClock(
		entries: readonly Entry[],
		control: readonly ControlEntry[],
		edgeClock: EdgeClock | null
	): SessionClock {
		const { ticket } = this.log.papers;
		return new SessionClock(this.#world, ticket, { row: this.#row, entries, control, edgeClock });
	}

	#tick(): void {
		if (this.#over || this.#leaving.by) return;
		this.#callOffTick = this.#world.schedule(TICK_MS, () => this.#tick());
		if (this.#clock.tick()) this.#askAboutJump();
		this.#endBreak({ spent: true });
		const clock = this.#tellClock();
		this.#noteRest(clock.rest?.on === true);
		if (this.log.submitted || this.log.held) return;
		if (this.#world.monotonic() - this.#beatAt >= HEARTBEAT_MS) this.#beat(false);
		if (this.#clock.ended) this.#endNow('control');
		else if (clock.remainingMs === 0 && !clock.paused) this.#endNow('clock');
	}

	#handOver(): void {
		if (!this.log.submitted) this.#leaving.handOver(() => this.log.lastReceipt?.receipt.seq ?? -1);
	}

	/** For who looks at the list of exams meanwhile. */
	get #left(): NonNullable<KeptSession['left']> {
		const { remainingMs, paused, rest } = this.clock;
		const standsMs = paused ? null : rest?.on ? rest.leftMs : 0;
		return { ms: remainingMs, wall: this.#world.now(), standsMs };
	}

	/** However a break begins or ends: by the student, an answer, a pause, or its allowance. */
	#noteRest(on: boolean): void {
		if (on === this.#rests) return;
		this.#rests = on;
		if (!this.log.submitted) void this.#change({ left: this.#left });
	}

	#tellClock(): Clock {
		const { clock } = this;
		this.#tell({ type: 'clock', clock, connected: this.#status === 'live' });
		return clock;
	}

	#beat(urgent: boolean): void {
		this.#beatAt = this.#world.monotonic();
		const ms = this.#clock.usedMs;
		const lastReceipt = this.log.lastReceipt?.receipt.seq ?? null;
		const online = this.#status === 'live';
		this.#append({ kind: 'heartbeat', data: { lastReceipt, online, elapsedMs: ms } }, urgent);
		// A reload must not lose a sleep of which nobody has spoken yet: the reading before it stays.
		const elapsed = this.#clock.unsure ? this.#row.elapsed : { ms, wall: this.#world.now() };
		void this.#change({ elapsed, left: this.#left, edgeSample: this.#clock.sample });
	}

	/** `spent`: only one whose allowance is used up. */
	#endBreak({ spent }: { spent: boolean }): void {
		const { breaks, onBreak } = this.log;
		const lasts = breaks !== null && breaks.since !== null;
		if (lasts && !(spent && onBreak) && !this.log.held && !this.log.submitted)
			this.#append({ kind: 'break', data: { action: 'end' } }, true);
	}

	#endNow(by: SubmitBy): void {
		if (this.#timeUp) return;
		this.#timeUp = true;
		this.#tell({ type: 'time_up' });
		this.#world.schedule(TIME_UP_GRACE_MS, () => {
			if (!this.#takesBack(by)) void this.handIn(by);
		});
	}

	/** The edge was heard after all, and the clock that ended the exam had only been set. */
	#takesBack(by: SubmitBy): boolean {
		if (by !== 'clock' || this.#clock.ended || this.clock.remainingMs === 0) return false;
		this.#timeUp = false;
		return true;
	}

	/** A clock is often put right by the network that has just come back: the edge may be heard a moment later. */
	#askAboutJump(): void {
		if (this.#status === 'live') this.#askEdge();
		else this.nudge();
		this.#callOffAsking ??= this.#world.schedule(ASK_ABOUT_JUMP_MS, () => {
			this.#callOffAsking = null;
			this.#wake(this.#clock.slept());
		});
	}

	/** Its receipt brings the edge's clock. */
	#askEdge(): void {
		if (!this.log.submitted && !this.log.held) this.#beat(true);
	}

	#linked(status: SyncStatus): void {
		this.#status = status;
		if (status === 'live' && this.#clock.unsure) this.#askEdge();
	}

	#wake(lost: number): void {
		if (lost <= 0 || this.log.submitted) return;
		const data = { reason: 'wake', gapMs: lost, monotonicLostMs: lost } as const;
		this.#append({ kind: 'resume', data }, true);
	}

	#noteSealed(index: number): void {
		const [bytes] = this.log.document.logItems(index, index + 1);
		const read = bytes && decodeSegment(bytes);
		if (!read?.ok) return;
		const { first, count } = read.segment;
		this.#sealed = { seq: first + count - 1, at: this.#clock.reading() };
	}

	#hear(entry: ControlEntry): void {
		this.#clock.control(entry);
		// No time is given back twice.
		if (entry.kind === 'pause') this.#endBreak({ spent: false });
		// The page hides the questions and stops watching now, not with the next tick.
		if (entry.kind === 'pause' || entry.kind === 'resume') this.#tellClock();
		if (entry.kind === 'extend' || entry.kind === 'pause' || entry.kind === 'resume')
			void this.#change({ left: this.#left });
		if (entry.kind === 'extend') this.#tell({ type: 'time_added', ms: entry.data.addMs });
		if (entry.kind === 'receipt') return this.#receipted();
		const notice = noticeOf(entry);
		if (notice) this.#tell({ type: 'notice', notice });
		else this.applied(entry);
		if (entry.kind === 'hand_over') this.#handOver();
	}

	#receipted(): void {
		const newest = this.log.lastReceipt;
		if (!newest) return;
		const { seq, at } = newest.receipt;
		if (seq >= this.#sealed.seq) this.#wake(this.#clock.heard(at, this.#sealed.at));
		if (!this.#clock.unsure) {
			this.#callOffAsking?.();
			this.#callOffAsking = null;
		}
		this.#tell({ type: 'receipted', seq });
		this.#leaving.receipted(seq);
		const { submit } = this.#row;
		if (submit === null || seq < submit) return;
		void this.#change({ state: 'done', receipt: { seq, at, signed: newest.signed } });
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

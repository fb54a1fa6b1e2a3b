/**
 * The writer's side of one session, as it runs in the device's worker.
 *
 *   append → place (seq, t, wall, boot) → wait for company (1 s, 100 entries, or not at all) → seal → store → document → network
 *
 * An append's promise resolves when the store has its segment. What the edge sends comes in by `admitUpdate`; its newest receipt is
 * written into the log in front of the next entry, so that edge time brackets device time without a segment of its own.
 *
 * A log that came back damaged, or that may be behind the edge, is held: appends wait without a place until `release`, because an
 * entry written now could take the place of one the edge already has.
 */
import { isOnBreak } from './breaks.ts';
import type { BreakState } from './breaks.ts';
import { toHex } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { LogDocument } from './log-document.ts';
import { LogIntake } from './log-intake.ts';
import type { Adopted } from './log-intake.ts';
import { newControlState, newLogState } from './log-state.ts';
import type { LogState } from './log-state.ts';
import { LogWriter } from './log-writer.ts';
import type { WriterClock } from './log-writer.ts';
import { unsafeReadReceipt } from './receipt.ts';
import { ReceiptBook } from './receipt-book.ts';
import type { KeptReceipt } from './receipt-book.ts';
import type { Refused } from './refusal.ts';
import { realSchedule } from './schedule.ts';
import type { Schedule } from './schedule.ts';
import type { ControlEntry } from './schema/control-entry.ts';
import type { Entry, EntryContent } from './schema/entry.ts';
import type { Signed } from './schema/signed.ts';
import type { Segment, Sign } from './segment.ts';
import { SegmentSealer } from './segment-sealer.ts';
import type { Sealed } from './segment-sealer.ts';
import { StoreQueue } from './store-queue.ts';
import type { StoreTrouble } from './store-queue.ts';
import { readPapers, readStored, unansweredOf } from './stored-log.ts';
import type { Damage, SessionPapers, StoredLog } from './stored-log.ts';

export type LogStore = {
	/** Resolves when the bytes would survive a power cut. Writing one place twice is no error. */
	append(session: string, first: number, bytes: Bytes): Promise<void>;
	appendControl(session: string, index: number, bytes: Bytes): Promise<void>;
};

export type SessionLogOptions = WriterClock & {
	session: string;
	/** Opened and checked by the caller. */
	ticket: Signed;
	/** ECDSA with the key the ticket names. */
	sign: Sign;
	store: LogStore;
	schedule?: Schedule;
	/** null: over. A failing signature is reported here too. */
	onStoreTrouble?: (trouble: StoreTrouble) => void;
};

export type StoredSession = {
	segments: readonly Uint8Array[];
	control: readonly Uint8Array[];
	/** Hold even an intact log until `release`: the edge may have segments that a failing store never took. */
	hold?: boolean;
	/** Nobody looks at it now: sent on without a `resume`, which would say that the app was loaded. */
	sendOnly?: boolean;
};

export type Restored = {
	log: SessionLog;
	entries: Entry[];
	control: ControlEntry[];
	/** Control entries that ask for a `command` and have none yet. */
	unanswered: ControlEntry[];
	/** Empty: every record is intact. */
	damage: Damage[];
};

type Placed = { seq: number };
type Waiting = { content: EntryContent; urgent: boolean; place: (placed: Promise<Placed>) => void };

/** These never wait for company. */
const urgentKinds: readonly string[] = ['open', 'resume', 'submit', 'reopen', 'break'];

export class SessionLog {
	readonly papers: SessionPapers;
	readonly document = new LogDocument();
	readonly #options: SessionLogOptions;
	readonly #receipts = new ReceiptBook();
	readonly #stores: StoreQueue;
	readonly #sealer: SegmentSealer;
	readonly #intake: LogIntake;
	readonly #sealedListeners = new Set<(index: number) => void>();
	readonly #controlListeners = new Set<(entry: ControlEntry) => void>();
	readonly #adoptedListeners = new Set<(entries: Entry[]) => void>();
	#writer: LogWriter;
	readonly #sendOnly: boolean;
	/** null: not held. */
	#waiting: Waiting[] | null;
	/** Last entry covered by a receipt that is written into the log. */
	#written = -1;
	#submitSeq = Number.POSITIVE_INFINITY;

	private constructor(
		options: SessionLogOptions,
		papers: SessionPapers,
		stored: StoredLog | null,
		sendOnly = false
	) {
		this.#sendOnly = sendOnly;
		const { session, sign, store } = options;
		const { ticket, ticketHash } = papers;
		const schedule = options.schedule ?? realSchedule;
		this.#options = options;
		this.papers = papers;
		const state = stored?.log.state ?? newLogState(session, ticket, ticketHash);
		const control = stored?.control.state ?? newControlState(session, ticket, ticketHash);
		this.#writer = new LogWriter(state, options);
		this.#waiting = stored ? [] : null;
		this.#stores = new StoreQueue(schedule, (trouble) => options.onStoreTrouble?.(trouble));
		this.#sealer = new SegmentSealer(state, {
			sign,
			schedule,
			store: ({ first, bytes }) => this.#stores.put(() => store.append(session, first, bytes)),
			publish: (sealed) => this.#publish(sealed),
			onSignFailed: (error) =>
				options.onStoreTrouble?.({ error, failures: 1, waiting: this.#stores.waiting })
		});
		this.#intake = new LogIntake(control, {
			papers,
			document: this.document,
			receipts: this.#receipts,
			next: () => this.nextSeq,
			adoptable: () => (this.held && this.#sealer.idle ? this.#writer.state : null),
			adopt: (adopted) => this.#adopt(adopted),
			storeControl: (index, bytes) =>
				void this.#stores.put(() => store.appendControl(session, index, bytes)),
			onControl: (entry) => this.#hear(entry)
		});
	}

	/** A new session; its first entry must be `open`. */
	static create(options: SessionLogOptions): SessionLog {
		return new SessionLog(options, readPapers(options.session, options.ticket), null);
	}

	/** From the device's store. Goes on with `resume` if there is something to resume; held if damaged or asked for. */
	static async restore(options: SessionLogOptions & StoredSession): Promise<Restored> {
		const papers = readPapers(options.session, options.ticket);
		const stored = await readStored(papers, options);
		const log = new SessionLog(options, papers, stored, options.sendOnly ?? false);
		const damage = [...stored.damage, ...(await log.#load(stored))];
		if (!options.hold && !damage.some(({ where }) => where === 'log')) log.release();
		const { entries } = stored.log;
		const control = stored.control.entries;
		return { log, entries, control, unanswered: unansweredOf(entries, control), damage };
	}

	get doc() {
		return this.document.doc;
	}

	/** Head after the last sealed entry, hex. */
	get head(): string {
		return this.#sealer.head;
	}

	get nextSeq(): number {
		return this.#writer.state.next;
	}

	/** Milliseconds since the session opened, as the next entry would say. */
	get t(): number {
		return this.#writer.t;
	}

	get boot(): number {
		return this.#writer.state.lastBoot;
	}

	get submitted(): boolean {
		return this.#writer.state.submitted;
	}

	/** null: the ticket allows none. */
	get breaks(): BreakState | null {
		return this.#writer.state.breaks ?? null;
	}

	get onBreak(): boolean {
		return this.breaks !== null && isOnBreak(this.breaks, this.t);
	}

	get held(): boolean {
		return this.#waiting !== null;
	}

	/** Records that the store has not taken yet. */
	get waitingForStore(): number {
		return this.#stores.waiting;
	}

	get lastReceipt(): KeptReceipt | null {
		return this.#receipts.newest;
	}

	/** The edge is known to have the segments before this index as they are here. */
	get matchedSegments(): number {
		return this.#receipts.matched;
	}

	onSealed(listener: (index: number) => void): () => void {
		return listen(this.#sealedListeners, listener);
	}

	/** Each control entry once, in order. */
	onControl(listener: (entry: ControlEntry) => void): () => void {
		return listen(this.#controlListeners, listener);
	}

	/** Own entries that came back from the edge after the store had lost them. */
	onAdopted(listener: (entries: Entry[]) => void): () => void {
		return listen(this.#adoptedListeners, listener);
	}

	/**
	 * Resolves when durable. Rejects, with nothing written, on what admission would refuse: LogRuleError, EntryTooLargeError,
	 * CanonicalError, ZodError. The `total` of a submit is filled in here.
	 */
	append(content: EntryContent, { urgent = false }: { urgent?: boolean } = {}): Promise<Placed> {
		const { promise, resolve } = Promise.withResolvers<Placed>();
		const waiting = { content, urgent, place: resolve };
		if (this.#waiting) this.#waiting.push(waiting);
		else this.#place(waiting);
		return promise;
	}

	/** Seals what waits, without waiting for company; resolves when all of it is durable. */
	flush(): Promise<void> {
		return this.#sealer.flush();
	}

	/** All segments as they are in memory, with what waited: also where the store takes nothing any more. */
	async sealedSoFar(): Promise<Bytes[]> {
		await this.#sealer.show();
		return this.document.logItems(0);
	}

	/** Somebody made room in the store: try again at once. */
	retryStore(): void {
		this.#stores.retryNow();
	}

	/** Ends holding: the edge has nothing that is not here, or somebody decided not to wait for it. */
	release(): void {
		if (!this.#waiting) return;
		const waiting = this.#waiting;
		this.#waiting = null;
		// What passed while it was held, asleep or not, the wall clock says, as it does for the reload itself (D1).
		this.#writer = new LogWriter(this.#writer.state, this.#options);
		const resume = this.#sendOnly ? null : this.#writer.resumeAfterReload();
		if (resume) void this.append(resume);
		this.#writeReceiptOfSubmit();
		for (const each of waiting) this.#place(withoutLost(each));
	}

	/** What came over the network. Nothing enters on refusal. */
	admitUpdate(update: Uint8Array): Promise<{ ok: true } | Refused> {
		return this.#intake.admit(update);
	}

	#place({ content, urgent, place }: Waiting): void {
		place(this.#write(content, urgent || urgentKinds.includes(content.kind)));
	}

	async #write(content: EntryContent, urgent: boolean): Promise<Placed> {
		const fresh = (this.#receipts.newest?.receipt.seq ?? -1) > this.#written;
		// A reload's `resume` comes first; in front of a sleep's, a receipt still has the `t` at which it came.
		const isFirst = content.kind === 'resume' && content.data.reason === 'reload';
		if (fresh && content.kind !== 'receipt' && !isFirst) this.#writeReceipt(false);
		// An answer is never turned away: the break is over with it (K4).
		if (content.kind === 'response' && this.onBreak) {
			const end = this.#writer.place({ kind: 'break', data: { action: 'end' } });
			void this.#sealer.add(end.bytes, urgent);
		}
		const { bytes, entry } = this.#writer.place(content);
		if (entry.kind === 'submit') this.#submitSeq = entry.seq;
		if (entry.kind === 'reopen') this.#submitSeq = Number.POSITIVE_INFINITY;
		await this.#sealer.add(bytes, urgent);
		return { seq: entry.seq };
	}

	#writeReceipt(urgent: boolean): void {
		const newest = this.#receipts.newest;
		if (!newest) return;
		const data = { receipt: newest.signed };
		this.#written = newest.receipt.seq;
		void this.#sealer.add(this.#writer.place({ kind: 'receipt', data }).bytes, urgent);
	}

	/** After a submit nothing follows that its receipt could travel in front of, so it gets a segment of its own, once. */
	#writeReceiptOfSubmit(): void {
		const confirmed = (this.#receipts.newest?.receipt.seq ?? -1) >= this.#submitSeq;
		if (confirmed && !this.held && this.#written < this.#submitSeq) this.#writeReceipt(true);
	}

	#publish({ index, last, head, bytes }: Sealed): void {
		this.#receipts.noteSegment(index, last, head);
		this.document.append(bytes);
		for (const listener of this.#sealedListeners) listener(index);
	}

	#hear(entry: ControlEntry): void {
		if (entry.kind === 'receipt') this.#writeReceiptOfSubmit();
		for (const listener of this.#controlListeners) listener(entry);
	}

	#adopt({ state, items, segments, entries }: Adopted): void {
		const { session } = this.papers;
		items.forEach((bytes, offset) => {
			const first = segments[offset]?.first ?? 0;
			this.#stores.put(() => this.#options.store.append(session, first, bytes));
		});
		this.#take(items, state, segments, entries);
		this.#writer = new LogWriter(state, this.#options);
		this.#sealer.goOnFrom(state);
		for (const listener of this.#adoptedListeners) listener(entries);
	}

	#take(items: readonly Bytes[], state: LogState, segments: Segment[], entries: Entry[]): void {
		this.document.loadLog(items);
		segments.forEach(({ first, count, after }, offset) =>
			this.#receipts.noteSegment(
				state.segments - segments.length + offset,
				first + count - 1,
				toHex(after)
			)
		);
		for (const entry of entries) {
			if (entry.kind === 'receipt')
				this.#written = unsafeReadReceipt(entry.data.receipt)?.seq ?? -1;
			if (entry.kind === 'submit') this.#submitSeq = entry.seq;
			if (entry.kind === 'reopen') this.#submitSeq = Number.POSITIVE_INFINITY;
		}
	}

	/** Says what the control log knows of the own log that the own log does not. */
	async #load({ log, control }: StoredLog): Promise<Damage[]> {
		this.#take(log.items, log.state, log.segments, log.entries);
		this.document.loadControl(control.items);
		const newest = control.entries.findLast(({ kind }) => kind === 'receipt');
		if (newest?.kind !== 'receipt') return [];
		const judged = await this.#intake.judge(newest.data.receipt);
		const index = log.items.length;
		if (!judged.ok) return [{ where: 'log', index, code: judged.refusal.code }];
		this.#receipts.keep(judged);
		return judged.ahead ? [{ where: 'log', index, code: 'missing_tail' }] : [];
	}
}

/** A sleep of before: its time is in `t` already, and must not be put in twice. */
function withoutLost(waiting: Waiting): Waiting {
	const { kind, data } = waiting.content;
	if (kind !== 'resume' || data.reason !== 'wake') return waiting;
	return { ...waiting, content: { kind, data: { ...data, monotonicLostMs: 0 } } };
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/**
 * One attempt as its page shows it. Typing changes this at once and never waits; the worker behind `SessionPort` seals, stores and sends.
 * What it says of where the work is, is true: "saved" only after the worker's promise, which waits for the disk, "received" only under a
 * receipt that covers the newest response.
 */
import { isAnswered } from '#sync/answered.ts';
import type { RefusalCode } from '#sync/refusal.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import type { Schedule } from '#sync/schedule.ts';
import { SvelteSet } from 'svelte/reactivity';
import { crossedThreshold } from './announce-time.ts';
import { isIncomplete, isUnreadable, wordsAmiss } from './answered.ts';
import { Answers } from './answers.svelte.ts';
import type { Place } from './desk/place.ts';
import type { Words } from './item/words-text.ts';
import type { SaveState } from './desk/save-state.ts';
import type { OwnFiles } from './files/own-files.svelte.ts';
import type { EncodedCopy } from './copies/encoded-copy.ts';
import { ProblemCodes } from './copies/problem-codes.ts';
import type { SessionFacts } from './copies/report.ts';
import { healable } from './healable.ts';
import type { LostReport, SavedList } from './lost/saved-list.ts';
import type { Pocket } from './pocket.ts';
import type {
	Clock,
	Notice,
	OpenFailure,
	SessionEvent,
	Snapshot,
	StoreFault
} from './session-events.ts';
import { WorkerGoneError, type SessionPort } from './session-port.ts';

/** `worker_failed`: it does not come up any more. */
type Failure = OpenFailure | 'worker_failed';
export type Phase =
	'opening' | 'elsewhere' | 'taken_over' | 'moved' | 'open' | 'handing_in' | 'submitted' | Failure;

export type AttemptSessionDeps = {
	attempt: string;
	/** The worker, kept alive by whoever gives it; `onRestart` says that another one is there. */
	port: (told: { onRestart: () => void; onGivenUp: () => void }) => SessionPort;
	pocket: Pocket;
	/** Tells what a store that was damaged should have. */
	saved: Pick<SavedList, 'open' | 'saved' | 'receipted' | 'wasRead'>;
	/** What is being prepared for an answer. */
	files: Pick<OwnFiles, 'anyWorking' | 'settled' | 'hold' | 'release'>;
	schedule: Schedule;
	/** Unix ms by the clock that page and worker share. */
	pageTime: () => number;
};

const OFFLINE_AFTER_MS = 30_000;
/** At zero, for files that are nearly ready; the worker hands in by itself two seconds after it said so. */
const FILES_AT_END_MS = 1_500;

export class AttemptSession {
	#phase = $state.raw<Phase>('opening');
	#snapshot = $state.raw<Snapshot | null>(null);
	readonly #marked = new SvelteSet<string>();
	#index = $state(0);
	#clock = $state.raw<Clock | null>(null);
	#notices = $state.raw<readonly Notice[]>([]);
	#corrections = $state.raw<readonly Notice[]>([]);
	/** Given in this sitting and not yet read. */
	#added = $state(0);
	#announced = $state<number | null>(null);
	#fault = $state.raw<StoreFault | null>(null);
	#refused = $state(false);
	#lost = $state.raw<LostReport | null>(null);
	#moved = $state.raw<{ sent: boolean; by: 'student' | 'staff' }>({ sent: false, by: 'student' });
	#offline = $state(false);
	/** What the log said when it was opened is being made durable. */
	#beginning = $state(true);
	#receipted = $state(-1);
	#beginsRest = $state(false);

	readonly #deps: AttemptSessionDeps;
	readonly #port: SessionPort;
	readonly #answers: Answers;
	#lastContact: number;
	readonly #problems: ProblemCodes;
	#healed = false;
	#ended = false;

	constructor(deps: AttemptSessionDeps) {
		this.#deps = deps;
		this.#lastContact = deps.pageTime();
		this.#problems = new ProblemCodes(deps.pageTime);
		this.#answers = new Answers({
			pocket: deps.pocket,
			schedule: deps.schedule,
			record: (item, value) => this.#opened && this.#port.respond(item, value),
			saved: (item, seq) => {
				const at = this.#snapshot?.order.items.indexOf(item) ?? -1;
				deps.saved.saved(item, at + 1, seq);
			}
		});
		this.#port = deps.port({
			onRestart: () => {
				this.#problems.note('worker_restarted');
				void this.open();
			},
			onGivenUp: () => {
				this.#problems.note('worker_given_up');
				this.#phase = 'worker_failed';
			}
		});
	}

	get phase(): Phase {
		return this.#phase;
	}
	/** Null until the exam is open. */
	get snapshot(): Snapshot | null {
		return this.#snapshot;
	}
	get index(): number {
		return this.#index;
	}
	get clock(): Clock | null {
		return this.#clock;
	}
	/** Questions are hidden and nothing is watched: a break of the student's own, or a pause that the staff made. */
	get away(): 'rest' | 'pause' | null {
		if (this.#clock?.paused) return 'pause';
		return this.#clock?.rest?.on ? 'rest' : null;
	}
	/** Nothing is put before whoever is to leave the room: a pause comes first, and what is unread waits. */
	get notices(): readonly Notice[] {
		return this.away === 'pause' ? [] : this.#notices;
	}
	/** Of the exam itself, at their items for good. */
	correctionsOf(item: string): readonly Notice[] {
		return this.#corrections.filter((correction) => correction.item === item);
	}
	/** Time that was added and is not yet read, ms. */
	get added(): number {
		return this.#added;
	}
	/** The threshold last crossed, ms: to be said aloud. */
	get announced(): number | null {
		return this.#announced;
	}
	get fault(): StoreFault | null {
		return this.#fault;
	}
	/** The edge does not take this log: the work stays here and a person has to look. */
	get refused(): boolean {
		return this.#refused;
	}
	/** What had been saved and is missing, until it was read. */
	get lost(): LostReport | null {
		return this.#lost;
	}
	/** Of an attempt that goes on on another device: whether the edge has all that was entered here, and who decided it. */
	get moved(): { sent: boolean; by: 'student' | 'staff' } {
		return this.#moved;
	}
	/** No contact for half a minute. */
	get offline(): boolean {
		return this.#offline;
	}
	get save(): SaveState {
		if (this.#fault) return 'failing';
		if (this.#beginning || this.#answers.saving) return 'saving';
		const received = this.#receipted >= 0 && this.#receipted >= this.#answers.newest;
		return received ? 'received' : 'saved_on_device';
	}
	readonly #items = $derived(
		Object.fromEntries((this.#snapshot?.form.items ?? []).map((item) => [item.id, item]))
	);
	readonly places: readonly Place[] = $derived.by(() =>
		(this.#snapshot?.order.items ?? []).map((id, at) => {
			const [item, value] = [this.#items[id], this.#answers.of(id)];
			const incomplete = isIncomplete(item, value);
			return {
				id,
				reachable: !this.forward || at === this.#index || at === this.#index + 1,
				answered: isAnswered(value) && !incomplete,
				incomplete,
				unreadable: isUnreadable(item, value),
				marked: this.#marked.has(id),
				toRead: item?.type === 'description'
			};
		})
	);

	/** Somebody records what is entered now. */
	get #opened(): boolean {
		return this.#phase === 'open' || this.#phase === 'handing_in';
	}

	response(item: string): ResponseValue | undefined {
		return this.#answers.of(item);
	}

	/** Counted when it is asked for: a long text takes milliseconds. */
	wordsAmiss(item: string): Words | null {
		return wordsAmiss(this.#items[item], this.#answers.of(item));
	}

	/** Milliseconds since the session opened; for whoever watches. */
	t(): number {
		const clock = this.#clock;
		return clock ? Math.max(0, Math.round(clock.t + this.#deps.pageTime() - clock.at)) : 0;
	}

	async open(): Promise<void> {
		let opened;
		try {
			opened = await this.#port.open(this.#deps.attempt, (event) => this.#hear(event));
		} catch (problem) {
			// The next worker is on its way and opens again.
			if (problem instanceof WorkerGoneError) return;
			console.warn('The exam did not open:', problem);
			this.#phase = 'storage_failed';
			return;
		}
		if (this.#ended) return;
		if (opened.kind === 'failed') {
			this.#problems.note(`open.${opened.failure}`);
			this.#phase = opened.failure;
		} else if (opened.kind === 'submitted') this.#phase = 'submitted';
		else if (opened.kind === 'moved') {
			this.#moved = { sent: true, by: opened.by };
			this.#phase = 'moved';
		} else this.#take(opened.snapshot);
	}

	/** The exam is wanted here and not in the other tab. */
	takeOver(): void {
		this.#quietly(this.#port.takeOver(this.#deps.attempt));
	}

	respond(item: string, value: ResponseValue): void {
		this.#answers.enter(item, value);
	}

	/** What still waits for the typing to pause goes now: the field was left, the page is being hidden. */
	settle(): void {
		this.#answers.settle();
	}

	/** The page is going away or out of sight. */
	hide(): void {
		this.settle();
		this.#answers.putAside();
		if (this.#phase === 'open') this.#quietly(this.#port.flush());
	}

	/** One item after the other, and never back. */
	get forward(): boolean {
		return this.#snapshot?.form.navigation === 'forward';
	}

	go(index: number): void {
		const place = this.places[index];
		if (!place?.reachable || index === this.#index) return;
		this.settle();
		this.#index = index;
		this.record({ kind: 'navigation', data: { item: place.id, action: 'visit' } });
	}

	toggleMark(): void {
		const id = this.places[this.#index]?.id;
		if (id === undefined) return;
		const action = this.#marked.delete(id) ? 'unmark' : 'mark';
		if (action === 'mark') this.#marked.add(id);
		this.record({ kind: 'navigation', data: { item: id, action } });
	}

	record(content: EntryContent): void {
		if (this.#phase === 'open') this.#quietly(this.#port.record(content));
	}

	/** A break is asked for and has not begun. */
	get beginsRest(): boolean {
		return this.#beginsRest;
	}

	/** A break that stops the clock. What stands in the fields and files being prepared are recorded before it: an answer would end it. */
	async rest(action: 'begin' | 'end'): Promise<void> {
		if (this.#beginsRest) return;
		this.#beginsRest = action === 'begin';
		try {
			if (action === 'begin') await this.#deps.files.settled();
			await this.#recordRest(action);
		} finally {
			this.#beginsRest = false;
		}
	}

	async #recordRest(action: 'begin' | 'end'): Promise<void> {
		const clock = this.#clock;
		if (this.#phase !== 'open' || !clock?.rest) return;
		this.settle();
		try {
			await this.#port.record({ kind: 'break', data: { action } });
			const { leftMs } = this.#clock?.rest ?? clock.rest;
			this.#clock = { ...(this.#clock ?? clock), rest: { on: action === 'begin', leftMs } };
		} catch (problem) {
			console.warn('The break was not recorded:', problem);
		}
	}

	addedRead(): void {
		this.#added = 0;
	}

	shown(notice: Notice): void {
		this.#notices = this.#notices.filter(({ control }) => control !== notice.control);
		this.record({ kind: 'command', data: { control: notice.control, outcome: 'shown' } });
	}

	lostRead(): void {
		this.#lost = null;
		this.#deps.saved.wasRead();
	}

	/** A sealed copy of the work as it is now: what stands in the fields is recorded first. */
	copy(): Promise<EncodedCopy> {
		this.settle();
		return this.#port.copy(this.#deps.attempt);
	}

	/** For a problem report. */
	facts(): Promise<SessionFacts | null> {
		return this.#port.facts();
	}
	get problems(): readonly { at: number; code: string }[] {
		return this.#problems.all;
	}

	retryStore(): void {
		this.#quietly(this.#port.retryStore());
	}

	/** The student's own waits until no file is being prepared; the clock's waits only as long as it may. */
	async handIn(by: 'student' | 'clock'): Promise<void> {
		const { files } = this.#deps;
		if (this.#phase !== 'open' || (by === 'student' && files.anyWorking)) return;
		this.settle();
		this.#phase = 'handing_in';
		if (files.anyWorking) {
			await this.#atMost(FILES_AT_END_MS, files.settled());
			if (this.phase !== 'handing_in') return;
			this.settle();
		}
		files.hold();
		try {
			await this.#port.handIn(by);
			if (this.phase === 'handing_in') this.#phase = 'submitted';
		} catch (problem) {
			console.warn('Handing in did not succeed yet:', problem);
			this.#problems.note('hand_in_failed');
			if (this.phase === 'handing_in') this.#phase = 'open';
			files.release();
		}
	}

	async close(): Promise<void> {
		this.hide();
		this.#ended = true;
		await this.#port.close();
	}

	#atMost(ms: number, done: Promise<void>): Promise<void> {
		return new Promise((resolve) => {
			const callOff = this.#deps.schedule(ms, resolve);
			void done.then(() => {
				callOff();
				resolve();
			});
		});
	}

	#take(snapshot: Snapshot): void {
		const { marked, order, item, receipted, clock, notices } = snapshot;
		this.#marked.clear();
		for (const id of marked) this.#marked.add(id);
		// Nothing moves by itself: a worker that was replaced does not turn the page.
		if (this.#snapshot === null) this.#index = Math.max(0, order.items.indexOf(item ?? ''));
		this.#snapshot = snapshot;
		const seqs = Object.fromEntries(snapshot.recordedAt);
		// What is being carried over from a damaged record has no number yet.
		const recordedAt = snapshot.responses.map(
			([id]) => [id, seqs[id] ?? snapshot.newestResponse] as const
		);
		this.#lost = this.#deps.saved.open({ ...snapshot, recordedAt }, snapshot.lost);
		this.#fault = null;
		this.#receipted = receipted;
		this.#clock = clock;
		this.#notices = notices;
		this.#corrections = snapshot.corrections;
		// That it goes on elsewhere may have been heard while it was being opened.
		if (this.#phase !== 'moved') this.#phase = 'open';
		this.#port.flush().then(
			() => (this.#beginning = false),
			(problem: unknown) => console.warn('Not stored:', problem)
		);
		this.#answers.take(snapshot);
		const id = order.items[this.#index];
		if (item === null && id !== undefined)
			this.record({ kind: 'navigation', data: { item: id, action: 'visit' } });
	}

	#hear(event: SessionEvent): void {
		if (this.#ended) return;
		switch (event.type) {
			case 'elsewhere':
			case 'taken_over':
				this.#phase = event.type;
				break;
			case 'clock':
				this.#tick(event.clock, event.connected);
				break;
			case 'moved':
				// What stands in the fields belongs to the record of this device, however it is decided.
				this.settle();
				this.#phase = 'moved';
				this.#moved = event;
				break;
			case 'receipted':
				this.#receipted = Math.max(this.#receipted, event.seq);
				this.#deps.saved.receipted(event.seq);
				break;
			case 'store_fault':
				this.#fault = event.fault;
				this.#problems.note(event.fault ? `store_${event.fault.reason}` : 'store_mended');
				if (this.#snapshot)
					this.#deps.pocket.storeFailing(this.#snapshot.session, event.fault !== null);
				break;
			case 'notice':
				this.#notices = [...this.#notices, event.notice];
				if (event.notice.kind === 'correction')
					this.#corrections = [...this.#corrections, event.notice];
				break;
			case 'time_added':
				this.#added += event.ms;
				break;
			case 'refused':
				this.#problems.note(`refused.${event.code}`);
				this.#edgeRefused(event.code);
				break;
			case 'time_up':
				void this.handIn('clock');
				break;
			case 'submitted':
				this.#phase = 'submitted';
				break;
		}
	}

	#tick(clock: Clock, connected: boolean): void {
		const before = this.#clock?.remainingMs ?? clock.remainingMs;
		this.#clock = clock;
		this.#announced =
			crossedThreshold(before, clock.remainingMs, clock.allowedMs) ?? this.#announced;
		if (connected) this.#lastContact = clock.at;
		this.#offline = clock.at - this.#lastContact >= OFFLINE_AFTER_MS;
		// What was still being prepared when the exam was paused joins its answer after the pause (SPEC L7).
		if (this.#phase !== 'open') return;
		if (clock.paused) this.#deps.files.hold();
		else this.#deps.files.release();
	}

	/** Another history of this session at the edge: once, a new session is begun, with every answer in it. */
	#edgeRefused(code: RefusalCode): void {
		if (!healable.includes(code) || this.#healed) this.#refused = true;
		else {
			this.#healed = true;
			void this.open();
		}
	}

	#quietly(promise: Promise<unknown>): void {
		promise.catch((problem: unknown) => {
			if (!(problem instanceof WorkerGoneError)) console.warn('Not recorded:', problem);
		});
	}
}

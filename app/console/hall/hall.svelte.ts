/**
 * The hall as one console sees it: the rows, the order they stand in, and how sure the console is that all this is
 * current. Its world comes through the constructor.
 */
import type { AttemptRow, HallMessage } from '#sync/schema/hall.ts';
import { nothingPending, sayAt, withNews, type Saying } from './announcements.ts';
import type { Group } from './filter.ts';
import type { HallRow } from './hall-row.svelte.ts';
import type { FeedState } from './live-feed.ts';
import { emptyOrder, nextOrder, type OrderState } from './order.ts';
import { noCounts, RowBook, type AskingRow, type Counts } from './row-book.ts';

/** Times are shown in steps of seconds; a clock that went on with every message would have every row think again. */
const CLOCK_STEP_MS = 1000;
/** Rows change at once; their order and the counts follow at most this often. */
export const ARRANGE_EVERY_MS = 300;

/** A few segments of each student are always on their way to Postgres; more than these mean that it does not keep up. */
const WAITING_EACH = 5;
const WAITING_AT_LEAST = 20;

type Rush = NonNullable<Extract<HallMessage, { type: 'rush' }>['rush']>;

export type HallWorld = {
	/** Milliseconds on a clock that does not jump. */
	now(): number;
	compareNames(a: string, b: string): number;
	/** Polite sentences for a screen reader. */
	say(saying: Saying): void;
};

export class Hall {
	readonly #world: HallWorld;
	readonly #book = new RowBook();
	#order = emptyOrder;
	#held = false;
	#pending = nothingPending;
	#edgeAhead = 0;
	#dirty = false;
	#arrangedAt = Number.NEGATIVE_INFINITY;
	#feed: FeedState = $state.raw({ kind: 'connecting' });
	#edgeNow = $state(0);
	#heardAt = $state(0);
	#loaded = $state(false);
	#text = $state('');
	#group: Group = $state('all');
	#shown: readonly HallRow[] = $state.raw([]);
	#counts: Counts = $state.raw(noCounts);
	#outOfOrder = $state(false);
	#asking: readonly AskingRow[] = $state.raw([]);
	#rush: Rush | null = $state.raw(null);

	constructor(world: HallWorld) {
		this.#world = world;
	}

	get loaded(): boolean {
		return this.#loaded;
	}
	get feed(): FeedState {
		return this.#feed;
	}
	/** Edge time as the console reckons it, refreshed by every tick. */
	get edgeNow(): number {
		return this.#edgeNow;
	}
	/** Edge time of the last message. */
	get heardAt(): number {
		return this.#heardAt;
	}
	get shown(): readonly HallRow[] {
		return this.#shown;
	}
	get counts(): Counts {
		return this.#counts;
	}
	/** Who cannot accept the notice and waits for an answer. */
	get asking(): readonly AskingRow[] {
		return this.#asking;
	}
	/** The rooms take work in, but the database does not. */
	get databaseBehind(): boolean {
		const { waitingForDatabase, sitting } = this.#counts;
		return waitingForDatabase > WAITING_AT_LEAST + WAITING_EACH * sitting;
	}
	/** Devices are asked to come again, because too many bring too much at once. null: none is. */
	get rush(): Rush | null {
		return this.#rush;
	}
	/** Whatever the filter shows; read in what is derived, it follows every row. */
	rows(of: Iterable<string> | 'all'): AttemptRow[] {
		// The book is no state: who came or went changes the counts.
		void this.#counts;
		return this.#book.rows(of);
	}
	/** Rows would stand elsewhere if the order were not held. */
	get outOfOrder(): boolean {
		return this.#outOfOrder;
	}
	get text(): string {
		return this.#text;
	}
	set text(text: string) {
		this.#text = text;
		this.arrange();
	}
	get group(): Group {
		return this.#group;
	}
	set group(group: Group) {
		this.#group = group;
		this.arrange();
	}

	/** The answer to the page's own request. After the feed has spoken, only students it did not name are taken from it. */
	begin(now: number, rows: readonly AttemptRow[]): void {
		if (this.#loaded) {
			this.#put(rows.filter(({ attempt }) => !this.#book.has(attempt)));
			this.#arrange(this.#held);
		} else this.#replace(now, rows);
	}

	receive(message: HallMessage): void {
		if (message.type === 'snapshot') {
			// Said again right behind it, where it is still so.
			this.#rush = null;
			this.#replace(message.now, message.rows);
			return;
		}
		this.#setClock(message.now);
		if (message.type === 'rush') {
			this.#rush = message.rush;
			return;
		}
		this.#put(message.rows);
		this.#dirty = true;
		this.tick();
	}

	setFeed(state: FeedState): void {
		this.#feed = state;
	}

	/** While true (pointer or focus in the table) no row moves. */
	hold(held: boolean): void {
		if (this.#held === held) return;
		this.#held = held;
		if (!held) this.arrange();
	}

	/** Several times a second and after every message: the clock goes on, groups are counted, what is new is said. */
	tick(): void {
		const now = this.#world.now();
		const edgeNow = now + this.#edgeAhead;
		if (Math.abs(edgeNow - this.#edgeNow) >= CLOCK_STEP_MS) {
			this.#edgeNow = edgeNow;
			this.#dirty = true;
		}
		if (this.#dirty && now - this.#arrangedAt >= ARRANGE_EVERY_MS) this.#arrange(this.#held);
		const { saying, pending } = sayAt(this.#pending, now);
		this.#pending = pending;
		if (saying) this.#world.say(saying);
	}

	/** Puts the rows in order although the order is held: the person asked for it. */
	arrange(): void {
		this.#arrange(false);
	}

	#setClock(edgeNow: number): void {
		this.#edgeAhead = edgeNow - this.#world.now();
		this.#heardAt = edgeNow;
	}

	#replace(now: number, rows: readonly AttemptRow[]): void {
		this.#setClock(now);
		this.#book.keepOnly(rows);
		this.#put(rows);
		this.#loaded = true;
		this.tick();
		this.#arrange(this.#held);
	}

	#put(rows: readonly AttemptRow[]): void {
		for (const row of rows) {
			const news = this.#book.put(row);
			if (news) this.#pending = withNews(this.#pending, news);
		}
	}

	#arrange(held: boolean): void {
		this.#dirty = false;
		this.#arrangedAt = this.#world.now();
		const now = this.#edgeNow;
		const candidates = this.#book.candidates(now);
		const next = (hold: boolean) =>
			nextOrder(this.#order, candidates, { now, held: hold, compare: this.#world.compareNames });
		const select = (order: OrderState) => this.#book.select(order, this.#text, this.#group);
		const free = next(false);
		this.#order = held ? next(true) : free;
		const wanted = select(free);
		const shown = held ? this.#book.keepShown(this.#shown, select(this.#order)) : wanted;
		this.#outOfOrder = held && !sameRows(shown, wanted);
		if (!sameRows(shown, this.#shown)) this.#shown = shown;
		const asking = this.#book.asking();
		if (JSON.stringify(asking) !== JSON.stringify(this.#asking)) this.#asking = asking;
		const counts = this.#book.count(candidates);
		if (!sameCounts(counts, this.#counts)) this.#counts = counts;
	}
}

const sameRows = (a: readonly HallRow[], b: readonly HallRow[]): boolean =>
	a.length === b.length && a.every((row, index) => row === b[index]);

const sameCounts = (a: Counts, b: Counts): boolean =>
	(Object.keys(a) as (keyof Counts)[]).every((key) => a[key] === b[key]);

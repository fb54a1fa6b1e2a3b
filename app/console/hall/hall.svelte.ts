/**
 * The hall as one console sees it: rows by attempt, each reactive by itself so that a change repaints one row, the order
 * they stand in, and how sure the console is that all this is current. Its world comes through the constructor.
 */
import type { AttemptRow, HallMessage } from '#sync/schema/hall.ts';
import { newsOf, nothingPending, sayAt, withNews, type Saying } from './announcements.ts';
import { isSitting } from './contact.ts';
import { foldName, inGroup, matchesName, type Group } from './filter.ts';
import type { FeedState } from './live-feed.ts';
import { emptyOrder, nextOrder, type Candidate } from './order.ts';
import { troubleOf, type Trouble } from './trouble.ts';

export class HallRow {
	#row: AttemptRow;
	readonly foldedName: string;

	constructor(row: AttemptRow) {
		this.#row = $state.raw(row);
		this.foldedName = foldName(row.studentName);
	}

	get row(): AttemptRow {
		return this.#row;
	}

	update(row: AttemptRow): void {
		this.#row = row;
	}
}

export type Counts = Record<Group, number> & { waitingForDatabase: number };
const noCounts: Counts = {
	all: 0,
	look: 0,
	sitting: 0,
	waiting: 0,
	finished: 0,
	waitingForDatabase: 0
};

export type HallWorld = {
	/** Milliseconds on a clock that does not jump. */
	now(): number;
	compareNames(a: string, b: string): number;
	/** Polite sentences for a screen reader. */
	say(saying: Saying): void;
};

export class Hall {
	readonly #world: HallWorld;
	readonly #rows = new Map<string, HallRow>();
	#order = emptyOrder;
	#held = false;
	#pending = nothingPending;
	#edgeAhead = 0;
	#feed: FeedState = $state.raw({ kind: 'connecting' });
	#edgeNow = $state(0);
	#loaded = $state(false);
	#text = $state('');
	#group: Group = $state('all');
	#shown: readonly HallRow[] = $state.raw([]);
	#counts: Counts = $state.raw(noCounts);
	#outOfOrder = $state(false);

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
	get shown(): readonly HallRow[] {
		return this.#shown;
	}
	get counts(): Counts {
		return this.#counts;
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

	/** Rows known before the feed speaks: the answer to the page's own request. */
	begin(now: number, rows: readonly AttemptRow[]): void {
		if (!this.#loaded) this.#replace(now, rows);
	}

	receive(message: HallMessage): void {
		if (message.type === 'snapshot') {
			this.#replace(message.now, message.rows);
			return;
		}
		this.#setClock(message.now);
		for (const row of message.rows) this.#put(row);
		this.tick();
	}

	setFeed(state: FeedState): void {
		this.#feed = state;
	}

	/** While true (pointer or focus in the table) no row moves. */
	hold(held: boolean): void {
		if (this.#held === held) return;
		this.#held = held;
		if (!held) this.tick();
	}

	/** Once a second and after every message: the clock goes on, groups are counted, what is new is said. */
	tick(): void {
		this.#edgeNow = this.#world.now() + this.#edgeAhead;
		this.#arrange(this.#held);
		const { saying, pending } = sayAt(this.#pending, this.#world.now());
		this.#pending = pending;
		if (saying) this.#world.say(saying);
	}

	/** Puts the rows in order although the order is held: the person asked for it. */
	arrange(): void {
		this.#arrange(false);
	}

	#setClock(edgeNow: number): void {
		this.#edgeAhead = edgeNow - this.#world.now();
	}

	#replace(now: number, rows: readonly AttemptRow[]): void {
		this.#setClock(now);
		const present = new Set(rows.map((row) => row.attempt));
		for (const attempt of [...this.#rows.keys()])
			if (!present.has(attempt)) this.#rows.delete(attempt);
		for (const row of rows) this.#put(row);
		this.#loaded = true;
		this.tick();
	}

	#put(row: AttemptRow): void {
		const known = this.#rows.get(row.attempt);
		const news = newsOf(known?.row, row);
		if (news) this.#pending = withNews(this.#pending, news);
		if (known && known.row.studentName === row.studentName) known.update(row);
		else this.#rows.set(row.attempt, new HallRow(row));
	}

	#arrange(held: boolean): void {
		const now = this.#edgeNow;
		const candidates: Candidate[] = [];
		for (const { row } of this.#rows.values())
			candidates.push({
				attempt: row.attempt,
				name: row.studentName,
				trouble: troubleOf(row, now)
			});
		const options = { now, held, compare: this.#world.compareNames };
		this.#order = nextOrder(this.#order, candidates, options);
		this.#count(candidates);
		const free = held ? nextOrder(this.#order, candidates, { ...options, held: false }) : null;
		const next = held ? this.#keepShown() : this.#select(this.#order.ids);
		this.#outOfOrder = free !== null && !sameRows(next, this.#select(free.ids));
		if (!sameRows(next, this.#shown)) this.#shown = next;
	}

	/** What is shown stays where it is; what newly belongs here joins at the end. */
	#keepShown(): readonly HallRow[] {
		const known = this.#shown
			.map(({ row }) => this.#rows.get(row.attempt))
			.filter((row) => row !== undefined);
		const shown = new Set(known);
		return [...known, ...this.#select(this.#order.ids).filter((row) => !shown.has(row))];
	}

	#select(ids: readonly string[]): readonly HallRow[] {
		const chosen: HallRow[] = [];
		for (const id of ids) {
			const entry = this.#rows.get(id);
			if (!entry || !matchesName(entry.foldedName, this.#text)) continue;
			const trouble: Trouble = this.#order.places.get(id)?.trouble ?? 'sitting';
			if (inGroup(this.#group, trouble, isSitting(entry.row))) chosen.push(entry);
		}
		return chosen;
	}

	#count(candidates: readonly Candidate[]): void {
		const counts = { ...noCounts, all: candidates.length };
		for (const { attempt, trouble } of candidates) {
			const row = this.#rows.get(attempt)?.row;
			if (!row) continue;
			const sitting = isSitting(row);
			for (const group of ['look', 'sitting', 'waiting', 'finished'] as const)
				if (inGroup(group, trouble, sitting)) counts[group]++;
			counts.waitingForDatabase += row.waitingForDatabase;
		}
		const same = (Object.keys(counts) as (keyof Counts)[]).every(
			(key) => counts[key] === this.#counts[key]
		);
		if (!same) this.#counts = counts;
	}
}

const sameRows = (a: readonly HallRow[], b: readonly HallRow[]): boolean =>
	a.length === b.length && a.every((row, index) => row === b[index]);

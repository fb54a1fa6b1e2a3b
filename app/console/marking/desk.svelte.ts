import type { Answer, MarkSave } from '#sync/schema/marking.ts';
import type { Outcome } from './after-sending.ts';
import {
	contentOf,
	decisionFrom,
	draftOf,
	emptyDraft,
	scoreProblems,
	tooMany,
	type MarkDraft
} from './mark-draft.ts';
import type { MarkQueue, Place } from './mark-queue.svelte.ts';
import type { MarkingItem } from './marking-item.ts';
import { pointsProblem, type PointsProblem } from './points-entry.ts';

export type Show = 'mine' | 'moderate' | 'flagged' | 'all';
const PAUSE_MS = 500;

interface World {
	item: MarkingItem;
	step: number;
	queue: MarkQueue;
	/** A page of answers of the item. */
	load: (
		show: Show,
		after: string | undefined
	) => Promise<{ answers: Answer[]; next: string | null }>;
	/** What was begun beside the draft is put into it before the answer is left. */
	finish?: () => void;
	/** Runs it when nothing was typed for a while; answers what calls that off. */
	later?: (run: () => void, ms: number) => () => void;
}

/** One answer after another: what is on the desk, and the mark that is being made of it. */
export class Desk {
	readonly #world: World;
	readonly #later: NonNullable<World['later']>;
	#answers: readonly Answer[] | null = $state.raw(null);
	#error: unknown = $state.raw(null);
	#index = $state(0);
	#draft: MarkDraft = $state.raw(emptyDraft);
	#touched = $state(false);
	#problem: PointsProblem | null = $state(null);
	/** Saving was held back, and nothing was typed since. */
	#heldBack = $state(false);
	/** The next digit begins the points anew. */
	fresh = $state(true);
	#callOff: () => void = () => {};
	/** Of what is asked for, only what was asked for last comes onto the desk. */
	#asked = 0;

	constructor(world: World) {
		this.#world = world;
		this.#later = world.later ?? later;
	}

	get item(): MarkingItem {
		return this.#world.item;
	}

	/** null: on their way. */
	get answers(): readonly Answer[] | null {
		return this.#answers;
	}

	get error(): unknown {
		return this.#error;
	}

	get index(): number {
		return this.#index;
	}

	get current(): Answer | null {
		return this.#answers?.[this.#index] ?? null;
	}

	get as(): MarkSave['as'] {
		return this.current?.can === 'moderate' ? 'moderator' : 'marker';
	}

	get place(): Place | null {
		const { current } = this;
		return current && { script: current.script, item: current.item, as: this.as };
	}

	get draft(): MarkDraft {
		return this.#draft;
	}

	get problem(): PointsProblem | null {
		return this.#problem;
	}

	readonly #scoreProblems = $derived.by(() =>
		scoreProblems(this.#draft.scores, this.#world.item.criteria)
	);

	/** By criterion. More than there is to be had does not come right by typing on; the rest is said once somebody wants to save. */
	get scoreProblems(): ReadonlyMap<string, PointsProblem> {
		if (this.#heldBack) return this.#scoreProblems;
		return tooMany(this.#scoreProblems);
	}

	/** What this device holds of the current one, and the edge does not. */
	get kept() {
		return this.place && this.#world.queue.of(this.place);
	}

	/** Changed and not yet said to be done. */
	get undone(): boolean {
		return this.#touched || this.kept?.state === 'kept';
	}

	/** Every answer that was asked for has what it takes, as the edge said. */
	get allMarked(): boolean {
		const all = this.#answers;
		return all !== null && all.length > 0 && all.every(({ state }) => state === 'marked');
	}

	get mayMark(): boolean {
		return (
			this.current !== null && this.current.can !== 'nothing' && this.kept?.state !== 'conflict'
		);
	}

	async load(show: Show): Promise<void> {
		const asked = ++this.#asked;
		await this.finish();
		if (asked !== this.#asked) return;
		this.#answers = null;
		this.#error = null;
		this.#index = 0;
		try {
			let after: string | undefined;
			do {
				const page = await this.#world.load(show, after);
				if (asked !== this.#asked) return;
				const wanted =
					show === 'flagged' ? page.answers.filter((one) => this.#isFlagged(one)) : page.answers;
				const first = this.#answers === null || this.#answers.length === 0;
				this.#answers = [...(this.#answers ?? []), ...wanted];
				if (first) this.#arrive();
				after = page.next ?? undefined;
			} while (after !== undefined);
		} catch (error) {
			if (asked === this.#asked) this.#error = error;
		}
	}

	#isFlagged({ script, item }: Answer): boolean {
		return (['marker', 'moderator'] as const).some((as) =>
			this.#world.queue.isFlagged({ script, item, as })
		);
	}

	#arrive(): void {
		const { current } = this;
		const own = this.kept?.mark ?? current?.mine ?? null;
		this.#draft =
			own === null && current?.can === 'moderate' ? decisionFrom(current) : draftOf(own);
		this.#touched = false;
		this.#problem = null;
		this.#heldBack = false;
		this.fresh = true;
	}

	/** Answers whether there was another one. */
	go(by: number): Promise<boolean> {
		return this.#goTo(this.#index + by);
	}

	/** Answers whether it is on this desk. */
	goToScript(script: string): Promise<boolean> {
		return this.#goTo(this.#answers?.findIndex((one) => one.script === script) ?? -1);
	}

	async #goTo(next: number): Promise<boolean> {
		if (!this.#answers || next < 0 || next >= this.#answers.length) return false;
		await this.finish();
		this.#index = next;
		this.#arrive();
		return true;
	}

	change(draft: MarkDraft): void {
		if (!this.mayMark) return;
		this.#draft = draft;
		this.#touched = true;
		this.#problem = null;
		this.#heldBack = false;
		this.#callOff();
		this.#callOff = this.#later(() => void this.leave(), PAUSE_MS);
	}

	/** What was typed is kept at once. A mark that was done stays as it was at the edge until this one is done too. */
	async leave(): Promise<void> {
		this.#callOff();
		const { place, current } = this;
		if (!this.#touched || !place || !current) return;
		this.#touched = false;
		// Which of two stands is decided by the person, with both in view: typing on decides nothing.
		if (this.kept?.state === 'conflict') {
			await this.#world.queue.amend(place, contentOf(this.#draft, this.kept.mark.done));
			return;
		}
		const wrong = pointsProblem(this.#draft.points, current.maximum, this.#world.step);
		const sendable = (wrong === null || wrong === 'no_number') && this.#scoreProblems.size === 0;
		await this.#keep(place, current, false, sendable && !current.mine?.done && !this.#wasDone());
	}

	/** The same, with what was begun beside the draft: whoever looks elsewhere may not come back to it. */
	finish(): Promise<void> {
		this.#world.finish?.();
		return this.leave();
	}

	/** Answers whether it was taken: else `problem` and `scoreProblems` say why. */
	async save(): Promise<boolean> {
		const { place, current } = this;
		if (!place || !current || !this.mayMark) return false;
		this.#world.finish?.();
		this.#problem = pointsProblem(this.#draft.points, current.maximum, this.#world.step);
		this.#heldBack = this.#problem !== null || this.#scoreProblems.size > 0;
		if (this.#heldBack) return false;
		this.#callOff();
		this.#touched = false;
		await this.#keep(place, current, true, true);
		return true;
	}

	/** An answer of the edge about a mark of this item. */
	hear(place: Place, { state, mine }: Outcome): void {
		this.#answers =
			this.#answers?.map((one) =>
				one.script === place.script && one.item === place.item
					? { ...one, state: state ?? one.state, mine, changed: one.changed && mine?.done !== true }
					: one
			) ?? null;
	}

	/** Of two versions of the mark: what was typed last is part of one's own. */
	async decide(which: 'mine' | 'theirs'): Promise<void> {
		await this.leave();
		const { kept } = this;
		if (kept?.state !== 'conflict') return;
		await (which === 'mine'
			? this.#world.queue.keepMine(kept)
			: this.#world.queue.takeTheirs(kept));
		this.#arrive();
	}

	#wasDone(): boolean {
		return this.kept?.state === 'waiting' && this.kept.mark.done;
	}

	#keep(place: Place, current: Answer, done: boolean, send: boolean): Promise<void> {
		// What is here goes on from what it was made of, whatever the edge has by now: else the edge could not tell that they differ.
		const revision = this.kept?.revision ?? current.mine?.revision ?? 0;
		const content = contentOf(this.#draft, done);
		// What was refused is looked at again before it is sent again.
		const answered = this.kept?.state === 'refused' ? undefined : this.kept?.answered;
		return this.#world.queue.keep(place, content, revision, send, answered ?? current.answered);
	}
}

function later(run: () => void, ms: number): () => void {
	const timer = setTimeout(run, ms);
	return () => clearTimeout(timer);
}

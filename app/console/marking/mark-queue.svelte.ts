import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { apiErrorCode, type ApiErrorCode } from '#app/api/api-error.ts';
import type { KeptMark, MarkStore } from '#app/device/mark-store.ts';
import type { MarkContent, MarkSave } from '#sync/schema/marking.ts';
import { afterSending, type Outcome } from './after-sending.ts';
import { nextBatch, saveOf } from './next-batch.ts';

/** Of a request with several in it these say that one of them cannot be sent, not which. */
const ofOne: readonly ApiErrorCode[] = ['too_large', 'invalid_request'];

export interface Place {
	script: string;
	item: string;
	as: MarkSave['as'];
}

interface World {
	person: string;
	sitting: string;
	store: MarkStore;
	send: (sitting: string, saves: MarkSave[]) => Promise<Outcome[]>;
	/** Told what the edge has of each that was sent. */
	answered: (place: Place, outcome: Outcome) => void;
	now: () => number;
	newId: () => string;
}

export const keyOf = (person: string, { script, item, as }: Place): string =>
	`${person}/${script}/${item}/${as}`;

/** Marks on their way: first durable on this device, then the edge's. */
export class MarkQueue {
	readonly #world: World;
	readonly #rows = new SvelteMap<string, KeptMark>();
	readonly #flags = new SvelteSet<string>();
	#problem: ApiErrorCode | null = $state.raw(null);
	#unsaved = $state(false);
	#sending: Promise<void> | null = null;

	constructor(world: World) {
		this.#world = world;
	}

	/** Why the last try to send did not get through. */
	get problem(): ApiErrorCode | null {
		return this.#problem;
	}

	/** This device would not keep the last one. */
	get unsaved(): boolean {
		return this.#unsaved;
	}

	get waiting(): number {
		return [...this.#rows.values()].filter(({ state }) => state === 'waiting').length;
	}

	get inConflict(): readonly KeptMark[] {
		return [...this.#rows.values()].filter(({ state }) => state === 'conflict');
	}

	/** All that the edge does not have: on its way, not yet said to be done, in conflict, or refused. */
	get here(): number {
		return this.#rows.size;
	}

	/** Sent, and not taken for good: they stay here. */
	get refused(): readonly KeptMark[] {
		return [...this.#rows.values()].filter(({ state }) => state === 'refused');
	}

	/** What this device holds of a mark that the edge does not have. */
	of(place: Place): KeptMark | null {
		return this.#rows.get(keyOf(this.#world.person, place)) ?? null;
	}

	async load(): Promise<void> {
		const { store, person, sitting } = this.#world;
		for (const row of await store.marks(person, sitting)) this.#rows.set(row.key, row);
		for (const flag of await store.flags(person, sitting)) this.#flags.add(flag);
	}

	isFlagged(place: Place): boolean {
		return this.#flags.has(keyOf(this.#world.person, place));
	}

	async flag(place: Place, on: boolean): Promise<void> {
		const { store, person, sitting } = this.#world;
		const key = keyOf(person, place);
		await store.setFlag({ key, person, sitting }, on);
		if (on) this.#flags.add(key);
		else this.#flags.delete(key);
	}

	/**
	 * Resolves once it is durable here. `send` false: it stays on this device until its person says that it is done. `answered`: the
	 * answer that it is for.
	 */
	async keep(
		place: Place,
		mark: MarkContent,
		revision: number,
		send: boolean,
		answered?: string
	): Promise<void> {
		const { person, sitting, now, newId } = this.#world;
		const { script, item, as } = place;
		const row: KeptMark = {
			script,
			item,
			as,
			...(answered !== undefined && { answered }),
			version: 1,
			key: keyOf(person, place),
			person,
			sitting,
			save: newId(),
			revision,
			mark,
			savedAt: now(),
			state: send ? 'waiting' : 'kept',
			refused: null,
			theirs: null
		};
		// A device that keeps nothing can still send it.
		await this.#put(row).finally(() => send && void this.send());
	}

	/** Other content for what is here already: where it stands, and what it is compared with, stays. */
	async amend(place: Place, mark: MarkContent): Promise<void> {
		const row = this.of(place);
		if (row) await this.#put({ ...row, mark, savedAt: this.#world.now() });
	}

	/** Of two: one's own from here takes the place of what is there. */
	async keepMine(row: KeptMark): Promise<void> {
		const revision = row.theirs?.revision ?? row.revision;
		await this.keep(row, row.mark, revision, true, row.answered);
	}

	/** What is there stays; what was here is let go, because its person said so. */
	async takeTheirs(row: KeptMark): Promise<void> {
		await this.#world.store.remove(row.key, row.save);
		this.#rows.delete(row.key);
	}

	/** Sends what waits, one request after another. */
	send(): Promise<void> {
		this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
		return this.#sending;
	}

	async #sendAll(): Promise<void> {
		let alone: readonly string[] = [];
		for (;;) {
			const waiting = [...this.#rows.values()].filter(({ state }) => state === 'waiting');
			const rows = nextBatch(waiting, alone);
			if (rows.length === 0) return;
			try {
				const outcomes = await this.#world.send(this.#world.sitting, rows.map(saveOf));
				this.#problem = null;
				if (!(await this.#hear(rows, outcomes))) return;
			} catch (error) {
				const code = apiErrorCode(error);
				if (ofOne.includes(code) && rows.length > 1)
					alone = [...alone, ...rows.map(({ save }) => save)];
				else if (!ofOne.includes(code) || !(await this.#refuse(rows, code))) {
					this.#problem = code;
					return;
				}
			}
		}
	}

	/** What cannot be sent stays on this device, and nothing waits behind it. Answers whether the device keeps that too. */
	async #refuse(rows: readonly KeptMark[], refused: ApiErrorCode): Promise<boolean> {
		this.#problem = null;
		for (const { key, save } of rows) {
			const row = this.#rows.get(key);
			// What was typed meanwhile is sent next, and judged by itself.
			if (row?.save !== save) continue;
			try {
				await this.#update({ ...row, state: 'refused', refused });
			} catch {
				return false;
			}
		}
		return true;
	}

	/** Answers whether anything came of it: else the same would be sent for ever. */
	async #hear(rows: readonly KeptMark[], outcomes: readonly Outcome[]): Promise<boolean> {
		let moved = false;
		for (const outcome of outcomes) {
			const sent = rows.find(({ save }) => save === outcome.save);
			const row = sent && this.#rows.get(sent.key);
			if (!row) continue;
			const next = afterSending(row, outcome);
			if (next === null) {
				await this.#world.store.remove(row.key, row.save);
				if (this.#rows.get(row.key)?.save === row.save) this.#rows.delete(row.key);
			} else if (next !== row) await this.#update(next);
			moved = true;
			this.#world.answered(row, outcome);
		}
		return moved;
	}

	/** After an answer about it: what another window has put there meanwhile is not overwritten. */
	async #update(row: KeptMark): Promise<void> {
		let now = row;
		try {
			now = await this.#world.store.update(row);
			this.#unsaved = false;
		} catch (error) {
			this.#unsaved = true;
			throw error;
		} finally {
			// What was typed here while it was written stays.
			if (this.#rows.get(row.key)?.save === row.save) this.#rows.set(row.key, now);
		}
	}

	async #put(row: KeptMark): Promise<void> {
		try {
			await this.#world.store.put(row);
			this.#unsaved = false;
		} catch (error) {
			this.#unsaved = true;
			throw error;
		} finally {
			this.#rows.set(row.key, row);
		}
	}
}

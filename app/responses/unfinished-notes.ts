import { getContext, setContext } from 'svelte';

/** Notes that are typed and not put yet: whoever moves on to another answer puts them first. */
export class UnfinishedNotes {
	readonly #puts = new Set<() => void>();

	/** The answer takes it off again. */
	add(put: () => void): () => void {
		this.#puts.add(put);
		return () => this.#puts.delete(put);
	}

	put(): void {
		for (const put of [...this.#puts]) put();
	}
}

const key = Symbol('unfinished notes');

export const setUnfinishedNotes = (notes: UnfinishedNotes): UnfinishedNotes =>
	setContext(key, notes);

/** undefined: nobody moves on here. */
export const getUnfinishedNotes = (): UnfinishedNotes | undefined =>
	getContext<UnfinishedNotes | undefined>(key);

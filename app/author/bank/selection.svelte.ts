import { SvelteSet } from 'svelte/reactivity';

/** Rows that are chosen, by id. Each row listens to its own id only, so that a thousand chosen at once are a thousand small changes. */
export class Selection {
	readonly #chosen = new SvelteSet<string>();
	#anchor: string | null = null;

	get size(): number {
		return this.#chosen.size;
	}

	get ids(): string[] {
		return [...this.#chosen];
	}

	has(id: string): boolean {
		return this.#chosen.has(id);
	}

	/** One row; with `stretch` all from the one pressed before, in the order they are shown. */
	press(id: string, on: boolean, shown: readonly string[], stretch: boolean): void {
		const from = stretch && this.#anchor !== null ? shown.indexOf(this.#anchor) : -1;
		const to = shown.indexOf(id);
		if (from < 0 || to < 0) this.put([id], on);
		else this.put(shown.slice(Math.min(from, to), Math.max(from, to) + 1), on);
		this.#anchor = id;
	}

	put(ids: readonly string[], on: boolean): void {
		for (const id of ids)
			if (on) this.#chosen.add(id);
			else this.#chosen.delete(id);
	}

	clear(): void {
		this.#chosen.clear();
		this.#anchor = null;
	}
}

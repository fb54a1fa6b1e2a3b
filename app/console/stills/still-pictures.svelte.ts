/** Which stills somebody asked to see, and the pictures themselves. Nothing is fetched before it is asked for: each fetch is a look. */
import { SvelteMap } from 'svelte/reactivity';
import { stillTypes } from '#sync/stills.ts';
import type { StillReading } from './still-reading.ts';

/** `url`: null while it is on its way. */
export type ShownStill = { url: string | null; failed: boolean };

export type StillPicturesWorld = {
	fetch: (hash: string) => Promise<Uint8Array<ArrayBuffer>>;
	address: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
};

export class StillPictures {
	readonly #world: StillPicturesWorld;
	readonly #shown = new SvelteMap<string, ShownStill>();

	constructor(world: StillPicturesWorld) {
		this.#world = world;
	}

	/** null: nobody asked for it. */
	shown({ hash }: Pick<StillReading, 'hash'>): ShownStill | null {
		return this.#shown.get(hash) ?? null;
	}

	async show({ hash, contentType }: Pick<StillReading, 'hash' | 'contentType'>): Promise<void> {
		this.#shown.set(hash, { url: null, failed: false });
		try {
			const bytes = await this.#world.fetch(hash);
			// Hidden again, or the page left, while it was on its way.
			if (!this.#shown.has(hash)) return;
			// A type that a browser would run is never given to a blob: its address is of our own origin.
			const type = stillTypes.find((one) => one === contentType) ?? 'application/octet-stream';
			const url = this.#world.address.createObjectURL(new Blob([bytes], { type }));
			this.#shown.set(hash, { url, failed: false });
		} catch (problem) {
			console.info('A still could not be fetched:', problem);
			if (this.#shown.has(hash)) this.#shown.set(hash, { url: null, failed: true });
		}
	}

	/** It is forgotten here; shown again, it is another look. */
	hide({ hash }: Pick<StillReading, 'hash'>): void {
		const url = this.#shown.get(hash)?.url;
		if (url) this.#world.address.revokeObjectURL(url);
		this.#shown.delete(hash);
	}

	close(): void {
		for (const hash of [...this.#shown.keys()]) this.hide({ hash });
	}
}

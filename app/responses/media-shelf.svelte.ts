import { isPage } from '#app/api/is-page.ts';
import { SvelteMap } from 'svelte/reactivity';

type FetchBlob = (address: string) => Promise<Blob | null>;

/** Pictures that are asked for when they are shown, one request each; until one has come, and if none comes, its words stand there. */
export class MediaShelf {
	readonly #path: (hash: string) => string;
	readonly #fetch: FetchBlob;
	readonly #urls = new SvelteMap<string, string>();
	/** Not state: asking is no reason to draw anything anew. */
	readonly #asked: Record<string, boolean> = {};

	constructor(path: (hash: string) => string, fetch: FetchBlob = fetchBlob) {
		this.#path = path;
		this.#fetch = fetch;
	}

	/** Every picture that a text or an item names. */
	want(...hashes: string[]): void {
		for (const hash of hashes) {
			if (this.#asked[hash]) continue;
			this.#asked[hash] = true;
			void this.#fetch(this.#path(hash)).then(
				(blob) => blob && this.#urls.set(hash, URL.createObjectURL(blob)),
				() => (this.#asked[hash] = false)
			);
		}
	}

	readonly url = (hash: string): string | undefined => this.#urls.get(hash);

	close(): void {
		for (const url of this.#urls.values()) URL.revokeObjectURL(url);
		this.#urls.clear();
	}
}

async function fetchBlob(address: string): Promise<Blob | null> {
	const answer = await fetch(address, { credentials: 'same-origin' });
	// A page is no picture; it is asked for again when it is wanted again.
	if (isPage(answer)) throw new Error(`${address}: a page instead of a picture`);
	return answer.ok ? answer.blob() : null;
}

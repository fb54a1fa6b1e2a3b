/** The files of the attempt that is looked at: which have arrived, and their bytes, fetched when they are first shown. */
import { getContext, hasContext, setContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { UploadedFile } from '#sync/schema/response.ts';

export type AttemptFilesWorld = {
	/** Hashes of those that have arrived. */
	arrived: () => readonly string[];
	fetch: (hash: string) => Promise<Uint8Array<ArrayBuffer>>;
	address: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
};

const AS_FETCHED = 'application/octet-stream';
/** What a browser shows as a picture; everything else is saved. */
const pictures: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'];
export const isPicture = ({ contentType }: UploadedFile): boolean => pictures.includes(contentType);

export class AttemptFiles {
	readonly #world: AttemptFilesWorld;
	/** null: it could not be had. */
	readonly #urls = new SvelteMap<string, string | null>();
	/** Asked for while the page is drawn, so nothing that is watched may change. */
	readonly #asked: string[] = [];

	constructor(world: AttemptFilesWorld) {
		this.#world = world;
	}

	hasArrived({ hash }: UploadedFile): boolean {
		return this.#world.arrived().includes(hash);
	}

	/** undefined: on its way; null: it cannot be had now. */
	url(file: UploadedFile): string | null | undefined {
		const { hash } = file;
		if (!this.#asked.includes(hash)) {
			this.#asked.push(hash);
			void this.#fetch(file);
		}
		return this.#urls.get(hash);
	}

	close(): void {
		for (const url of this.#urls.values()) if (url) this.#world.address.revokeObjectURL(url);
	}

	async #fetch(file: UploadedFile): Promise<void> {
		try {
			const bytes = await this.#world.fetch(file.hash);
			// A type that a browser would run is never given to a blob: its address is of our own origin.
			const type = isPicture(file) ? file.contentType : AS_FETCHED;
			this.#urls.set(file.hash, this.#world.address.createObjectURL(new Blob([bytes], { type })));
		} catch (problem) {
			console.info('A file could not be fetched:', problem);
			this.#urls.set(file.hash, null);
		}
	}
}

const key = Symbol('attempt files');
export const setAttemptFiles = (files: AttemptFiles): AttemptFiles => setContext(key, files);
/** null: nobody here can fetch them; then they are only named. */
export const optionalAttemptFiles = (): AttemptFiles | null =>
	hasContext(key) ? getContext<AttemptFiles>(key) : null;

/** Copies being brought in, one file after the other: each ends with a line of its own, and none keeps the next from its turn. */
import { ApiError } from '#app/api/api-error.ts';
import { MOST_COPY_BYTES } from '#sync/copy/sealed-copy.ts';
import type { CopyReport } from '#sync/schema/copy.ts';

/** At once; a hall has a few hundred seats. */
export const MOST_COPIES = 300;

type Chosen = Pick<File, 'name' | 'size' | 'arrayBuffer'>;
/** What the page found by itself, before or instead of the edge. */
export type OwnOutcome = 'empty' | 'too_large' | 'unreadable' | 'unreachable';
export type CopyLine = { id: number; name: string } & (
	| { state: 'waiting' }
	| { state: 'sending' }
	| { state: 'done'; report: CopyReport }
	| { state: 'failed'; because: OwnOutcome }
);

export class Bringing {
	#lines = $state.raw<readonly CopyLine[]>([]);
	#tooMany = $state(false);
	#busy = $state(false);
	readonly #queue: { id: number; file: Chosen }[] = [];
	readonly #bring: (bytes: Uint8Array<ArrayBuffer>) => Promise<CopyReport>;
	#next = 0;

	constructor(bring: (bytes: Uint8Array<ArrayBuffer>) => Promise<CopyReport>) {
		this.#bring = bring;
	}

	/** The newest choice first, its files in their order. */
	get lines(): readonly CopyLine[] {
		return this.#lines;
	}
	get busy(): boolean {
		return this.#busy;
	}
	/** Nothing of the last choice was taken. */
	get tooMany(): boolean {
		return this.#tooMany;
	}
	get done(): number {
		return this.#lines.filter(({ state }) => state === 'done' || state === 'failed').length;
	}

	/** Resolves when nothing is under way any more. */
	async choose(files: readonly Chosen[]): Promise<void> {
		this.#tooMany = files.length > MOST_COPIES;
		if (this.#tooMany) return;
		const fresh = files.map((file) => ({ id: this.#next++, file }));
		const waiting = fresh.map(({ id, file }) => ({
			id,
			name: file.name,
			state: 'waiting' as const
		}));
		this.#lines = [...waiting, ...this.#lines];
		this.#queue.push(...fresh);
		if (this.#busy) return;
		this.#busy = true;
		for (let next = this.#queue.shift(); next; next = this.#queue.shift()) await this.#one(next);
		this.#busy = false;
	}

	async #one({ id, file }: { id: number; file: Chosen }): Promise<void> {
		const { name } = file;
		this.#put({ id, name, state: 'sending' });
		this.#put(await this.#sent(id, file));
	}

	async #sent(id: number, file: Chosen): Promise<CopyLine> {
		const { name } = file;
		const failed = (because: OwnOutcome): CopyLine => ({ id, name, state: 'failed', because });
		if (file.size === 0) return failed('empty');
		if (file.size > MOST_COPY_BYTES) return failed('too_large');
		let bytes: Uint8Array<ArrayBuffer>;
		try {
			bytes = new Uint8Array(await file.arrayBuffer());
		} catch (problem) {
			console.warn('A chosen file cannot be read:', problem);
			return failed('unreadable');
		}
		try {
			return { id, name, state: 'done', report: await this.#bring(bytes) };
		} catch (problem) {
			console.warn('A copy was not brought in:', problem);
			return failed(
				problem instanceof ApiError && problem.code === 'too_large' ? 'too_large' : 'unreachable'
			);
		}
	}

	#put(line: CopyLine): void {
		this.#lines = this.#lines.map((each) => (each.id === line.id ? line : each));
	}
}

/** Names of files that were chosen and were not ready when time was up, from the exam's page to the one after it, over a reload too. */
import * as z from 'zod';

const names = z.array(z.string());

export class LeftOut {
	readonly #kept: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
	readonly #key: string;

	constructor(attempt: string, kept: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {
		this.#kept = kept;
		this.#key = `invigil-left-out ${attempt}`;
	}

	/** Of the newest hand-in; none takes back what an earlier one said. */
	put(files: readonly string[]): void {
		try {
			if (files.length === 0) this.#kept.removeItem(this.#key);
			else this.#kept.setItem(this.#key, JSON.stringify(files));
		} catch (problem) {
			console.warn('Which files were left out could not be kept:', problem);
		}
	}

	read(): readonly string[] {
		try {
			return names.parse(JSON.parse(this.#kept.getItem(this.#key) ?? '[]'));
		} catch (problem) {
			console.warn('Which files were left out could not be read:', problem);
			return [];
		}
	}
}

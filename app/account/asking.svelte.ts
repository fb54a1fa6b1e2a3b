import { sentence, type Words } from './sentence.ts';

/** One request of a form: under way, or refused with a sentence. */
export class Asking {
	#busy = $state(false);
	#problem = $state('');

	get busy(): boolean {
		return this.#busy;
	}

	get problem(): string {
		return this.#problem;
	}

	/** Answers whether it went well. */
	async run(work: () => Promise<unknown>, words: Words = {}): Promise<boolean> {
		this.#busy = true;
		this.#problem = '';
		try {
			await work();
			return true;
		} catch (error) {
			this.#problem = sentence(error, words);
			return false;
		} finally {
			this.#busy = false;
		}
	}
}

import { ApiError, type ApiErrorCode } from '#app/api/api-error.ts';
import { sentence, type Words } from './sentence.ts';

/** One request of a form: under way, or refused with a sentence. */
export class Asking {
	#busy = $state(false);
	#problem = $state('');
	#field: { code: ApiErrorCode; text: string } | null = $state.raw(null);

	get busy(): boolean {
		return this.#busy;
	}

	/** For the whole form. */
	get problem(): string {
		return this.#problem;
	}

	/** Whether a field has to be put right, and not the whole form. */
	get isAtField(): boolean {
		return this.#field !== null;
	}

	/** What the field says that is refused with this code. */
	at(code: ApiErrorCode): string | undefined {
		return this.#field?.code === code ? this.#field.text : undefined;
	}

	/** Answers whether it went well. `fields`: what is said at a field instead of for the whole form. */
	async run(
		work: () => Promise<unknown>,
		words: Words = {},
		fields: readonly ApiErrorCode[] = []
	): Promise<boolean> {
		this.#busy = true;
		this.clear();
		try {
			await work();
			return true;
		} catch (error) {
			const text = sentence(error, words);
			if (error instanceof ApiError && fields.includes(error.code))
				this.#field = { code: error.code, text };
			else this.#problem = text;
			return false;
		} finally {
			this.#busy = false;
		}
	}

	clear(): void {
		this.#problem = '';
		this.#field = null;
	}
}

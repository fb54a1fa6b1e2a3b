import { apiErrorCode, type ApiErrorCode } from './api-error.ts';
import { problemText } from './problem-text.ts';

/** Something the edge is asked for. A failed repetition leaves what is shown. */
export class Asked<Value> {
	readonly #ask: () => Promise<Value>;
	#value: Value | null = $state.raw(null);
	#error: unknown = $state.raw(null);

	constructor(ask: () => Promise<Value>) {
		this.#ask = ask;
	}

	/** null: not known yet. */
	get value(): Value | null {
		return this.#value;
	}

	get error(): unknown {
		return this.#error;
	}

	async load(): Promise<void> {
		try {
			this.put(await this.#ask());
		} catch (error) {
			this.#error = error;
		}
	}

	/** An answer that came another way. */
	put(value: Value): void {
		this.#value = value;
		this.#error = null;
	}
}

/** Something the edge is told to do: under way, or refused with a sentence. */
export class Told {
	#busy = $state(false);
	#problem = $state('');

	get busy(): boolean {
		return this.#busy;
	}

	get problem(): string {
		return this.#problem;
	}

	clear(): void {
		this.#problem = '';
	}

	/** Answers whether it went well. `words`: for refusals that mean something of their own here. */
	async run(
		work: () => Promise<unknown>,
		words: Partial<Record<ApiErrorCode, () => string>> = {}
	): Promise<boolean> {
		if (this.#busy) return false;
		this.#busy = true;
		this.#problem = '';
		try {
			await work();
			return true;
		} catch (error) {
			const code = apiErrorCode(error);
			this.#problem = words[code]?.() ?? problemText(code);
			return false;
		} finally {
			this.#busy = false;
		}
	}
}

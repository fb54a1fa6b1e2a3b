/** What was enrolled of a face, kept as templates are. */
import { TemplateStore } from './template-store.ts';

export class LikenessStore {
	readonly #kept: TemplateStore;

	constructor(name = 'invigil-likeness') {
		this.#kept = new TemplateStore({ name, table: 'likenesses', about: 'invigil-likeness/1' });
	}

	close(): void {
		this.#kept.close();
	}

	put(attempt: string, likeness: Float32Array<ArrayBuffer>, until: number): Promise<void> {
		return this.#kept.put(attempt, likeness, until);
	}

	async get(attempt: string, now: number): Promise<Float32Array<ArrayBuffer> | null> {
		const bytes = await this.#kept.get(attempt, now);
		return bytes && new Float32Array(bytes);
	}

	remove(attempt: string): Promise<void> {
		return this.#kept.remove(attempt);
	}

	sweep(now: number): Promise<number> {
		return this.#kept.sweep(now);
	}
}

let opened: LikenessStore | null = null;

/** The page's one, made when first asked for. */
export const likenessStore = (): LikenessStore => (opened ??= new LikenessStore());

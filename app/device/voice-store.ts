/** What was enrolled of a voice, kept as templates are: the averages of how it sounds, from which no sound can be made again. */
import { timbreOf, valuesOf, type Timbre } from '#models/voice/index.ts';
import { TemplateStore } from './template-store.ts';

export class VoiceStore {
	readonly #kept: TemplateStore;

	constructor(name = 'invigil-voice') {
		this.#kept = new TemplateStore({ name, table: 'voices', about: 'invigil-voice/1' });
	}

	close(): void {
		this.#kept.close();
	}

	put(attempt: string, voice: Timbre, until: number): Promise<void> {
		return this.#kept.put(attempt, valuesOf(voice), until);
	}

	/** null also where what was kept is of an app that described voices otherwise: then they are enrolled anew. */
	async get(attempt: string, now: number): Promise<Timbre | null> {
		const bytes = await this.#kept.get(attempt, now);
		if (!bytes || bytes.byteLength % Float64Array.BYTES_PER_ELEMENT !== 0) return null;
		return timbreOf(new Float64Array(bytes));
	}

	sweep(now: number): Promise<number> {
		return this.#kept.sweep(now);
	}
}

let opened: VoiceStore | null = null;

/** The page's one, made when first asked for. */
export const voiceStore = (): VoiceStore => (opened ??= new VoiceStore());

/** Questions on their way out: read with their pictures once, then written in whatever format is chosen, and told before they are handed over. */
import { apiErrorCode, type ApiErrorCode } from '#app/api/api-error.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Exported, ExportFormat, MediaBytes } from '../export/report.ts';
import { fetchMedia, type MediaOf } from './fetch-media.ts';
import type { WriteItems, Writing } from './write-in-worker.ts';

/** Where the questions come from. */
export interface Source {
	/** Of the file, without its ending. */
	name: string;
	/** Of the exam they are from; none where they are from the bank. */
	title?: string;
	read: (
		progress: (done: number, of: number) => void,
		signal: AbortSignal
	) => Promise<readonly AuthoredItem[]>;
	/** The page of a question that was read, by its number from 1; null: it has none. */
	placeOf: (number: number) => string | null;
	/** Kept in the audit log. */
	record: (format: ExportFormat, items: number) => Promise<unknown>;
}

type Deps = {
	source: Source;
	media: MediaOf;
	write: WriteItems;
	save: (exported: Exported) => void;
};

export type ExportState =
	| { step: 'reading'; share: number | null }
	| { step: 'writing'; share: number | null }
	| { step: 'ready'; exported: Exported }
	| { step: 'saving'; exported: Exported }
	| { step: 'failed'; error: ApiErrorCode };

export class Exporting {
	readonly #deps: Deps;
	readonly #ended = new AbortController();
	#state: ExportState = $state.raw({ step: 'reading', share: null });
	#format: ExportFormat = $state('invigil');
	#questions: { items: readonly AuthoredItem[]; media: MediaBytes } | null = null;
	#writing: Writing | null = null;

	constructor(deps: Deps) {
		this.#deps = deps;
	}

	get state(): ExportState {
		return this.#state;
	}

	get format(): ExportFormat {
		return this.#format;
	}

	async begin(): Promise<void> {
		const { signal } = this.#ended;
		const { source, media } = this.#deps;
		this.#state = { step: 'reading', share: null };
		try {
			const show = (done: number, of: number) =>
				(this.#state = { step: 'reading', share: of === 0 ? null : done / of / 2 });
			const items = await source.read(show, signal);
			const fetched = (share: number) =>
				(this.#state = { step: 'reading', share: 0.5 + share / 2 });
			this.#questions = { items, media: await fetchMedia(items, media, fetched, signal) };
		} catch (error) {
			if (!signal.aborted) this.#state = { step: 'failed', error: apiErrorCode(error) };
			return;
		}
		if (!signal.aborted) await this.choose(this.#format);
	}

	/** Another format: what was being written is not wanted any more. */
	async choose(format: ExportFormat): Promise<void> {
		this.#format = format;
		if (!this.#questions) return;
		this.#writing?.cancel();
		this.#state = { step: 'writing', share: null };
		const { source, write } = this.#deps;
		const { items, media } = this.#questions;
		const writing = write(
			{ format, name: source.name, title: source.title ?? '' },
			items,
			media,
			(done, of) => {
				if (this.#writing === writing && this.#state.step === 'writing')
					this.#state = { step: 'writing', share: of === 0 ? null : done / of };
			}
		);
		this.#writing = writing;
		try {
			const exported = await writing.exported;
			if (this.#writing === writing) this.#state = { step: 'ready', exported };
		} catch (error) {
			if (this.#writing === writing) this.#state = { step: 'failed', error: apiErrorCode(error) };
		}
	}

	/** Answers whether the file was handed over. */
	async save(): Promise<boolean> {
		if (this.#state.step !== 'ready') return false;
		const { exported } = this.#state;
		const written = exported.items.filter(({ outcome }) => outcome !== 'left_out').length;
		this.#state = { step: 'saving', exported };
		try {
			await this.#deps.source.record(exported.format, written);
		} catch (error) {
			this.#state = { step: 'failed', error: apiErrorCode(error) };
			return false;
		}
		this.#deps.save(exported);
		this.#state = { step: 'ready', exported };
		return true;
	}

	end(): void {
		this.#ended.abort();
		this.#writing?.cancel();
		this.#writing = null;
	}
}

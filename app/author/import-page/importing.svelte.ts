import { SvelteSet } from 'svelte/reactivity';
import { MOST_IMPORTED } from '#sync/schema/bank.ts';
import type { BankAdded, BankApi } from '../bank-api.ts';
import type { ImportedMedia, ImportReport, Refusal } from '../import/report.ts';
import { mediaFor } from '../show/media-of.ts';
import type { ReadFile, Reading } from './read-in-worker.ts';
import { canTake, type TakenItem } from './report-view.ts';
import { uploadMedia } from './upload-media.ts';

/** What went wrong: with the file, with reading it, or on the way to the edge. */
export type Trouble =
	{ kind: 'refused'; refusal: Refusal } | { kind: 'unreadable' } | { kind: 'edge'; error: unknown };

export type State =
	| { step: 'choosing' }
	| { step: 'reading'; file: string; done: number; of: number }
	| { step: 'looking'; file: string; report: ImportReport }
	| { step: 'adding'; file: string; report: ImportReport; done: number; of: number }
	| { step: 'done'; file: string; title: string; added: BankAdded };

/** More is no file of questions, and would not fit into memory twice. */
const MOST_BYTES = 500_000_000;

/** From a chosen file through a report to items in the bank. Nothing lands before `add`, and then all of it or nothing. */
export class Importing {
	readonly #api: Pick<BankApi, 'add' | 'putMedia'>;
	readonly #read: ReadFile;
	#state: State = $state.raw({ step: 'choosing' });
	#trouble: Trouble | null = $state.raw(null);
	#reading: Reading | null = null;
	#adding: AbortController | null = null;
	/** Places of the items that are to be added. */
	readonly taken = new SvelteSet<number>();

	constructor(api: Pick<BankApi, 'add' | 'putMedia'>, read: ReadFile) {
		this.#api = api;
		this.#read = read;
	}

	get state(): State {
		return this.#state;
	}

	get trouble(): Trouble | null {
		return this.#trouble;
	}

	async choose(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<void> {
		this.again();
		if (file.size > MOST_BYTES) return this.#refuse({ code: 'too_large' });
		this.#state = { step: 'reading', file: file.name, done: 0, of: 0 };
		const mine = this.#state;
		let reading: Reading | null = null;
		const current = () => (reading === null ? this.#state === mine : this.#reading === reading);
		try {
			const bytes = await file.arrayBuffer();
			if (!current()) return;
			reading = this.#read(file.name, bytes, (done, of) => {
				if (current()) this.#state = { step: 'reading', file: file.name, done, of };
			});
			this.#reading = reading;
			const imported = await reading.imported;
			if (!current()) return;
			this.#reading = null;
			if (imported.ok) this.#look(file.name, imported.report);
			else this.#refuse(imported.refusal);
		} catch {
			// The file went away or the worker did: in both cases nothing has been read.
			if (!current()) return;
			this.again();
			this.#trouble = { kind: 'unreadable' };
		}
	}

	/** Ends what is under way and begins anew. */
	again(): void {
		this.#reading?.cancel();
		this.#reading = null;
		this.#adding?.abort();
		this.#adding = null;
		this.taken.clear();
		this.#trouble = null;
		this.#state = { step: 'choosing' };
	}

	take(places: readonly number[], on: boolean): void {
		for (const place of places)
			if (on) this.taken.add(place);
			else this.taken.delete(place);
	}

	get tooMany(): boolean {
		return this.taken.size > MOST_IMPORTED;
	}

	async add(shared: boolean, skipKnown: boolean): Promise<void> {
		if (this.#state.step !== 'looking' || this.taken.size === 0 || this.tooMany) return;
		const { file, report } = this.#state;
		const adding = new AbortController();
		this.#adding = adding;
		this.#trouble = null;
		const items = report.items
			.filter((item, at): item is TakenItem => canTake(item) && this.taken.has(at))
			.map(({ authored }) => authored);
		const media = mediaFor(items, report.media);
		const show = (done: number) =>
			(this.#state = { step: 'adding', file, report, done, of: media.length });
		show(0);
		try {
			const put = ({ hash, name, content }: ImportedMedia, signal: AbortSignal) =>
				this.#api.putMedia(hash, name, new Uint8Array(content), signal);
			await uploadMedia(media, { put, signal: adding.signal, progress: show });
			const body = { items, shared, skipKnown, from: report.format };
			const added = await this.#api.add(body, adding.signal);
			if (!adding.signal.aborted)
				this.#state = { step: 'done', file, title: report.title ?? '', added };
		} catch (error) {
			if (adding.signal.aborted) return;
			this.#state = { step: 'looking', file, report };
			this.#trouble = { kind: 'edge', error };
		}
	}

	#look(file: string, report: ImportReport): void {
		this.take(
			report.items.flatMap((item, at) => (canTake(item) ? [at] : [])),
			true
		);
		this.#state = { step: 'looking', file, report };
	}

	#refuse(refusal: Refusal): void {
		this.again();
		if (refusal.code !== 'cancelled') this.#trouble = { kind: 'refused', refusal };
	}
}

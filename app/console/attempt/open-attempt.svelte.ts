/** An attempt with the browser around it: the worker that reads and proves, the API, pictures as blob URLs. */
import { proxy, transfer } from 'comlink';
import type { Api } from '#app/api/api.ts';
import { ApiError } from '#app/api/api-error.ts';
import { filesOf } from '#sync/upload.ts';
import { AttemptFiles } from '#app/responses/attempt-files.svelte.ts';
import { StillPictures } from '../stills/still-pictures.svelte.ts';
import { AttemptRecord } from './attempt-record.svelte.ts';
import { startRecordWorker } from './record-worker.ts';

/** Not an error of this page: marks are not for everybody, and not there before the work is. */
const noResults: ReadonlySet<string> = new Set(['not_allowed', 'not_found']);

export class OpenAttempt {
	readonly record: AttemptRecord;
	readonly files: AttemptFiles;
	readonly stills: StillPictures;
	readonly #api: Api;
	readonly #attempt: string;
	readonly #worker = startRecordWorker();
	#media: Readonly<Record<string, string>> = $state.raw({});
	#mayMark = $state(true);
	#mediaAsked = false;

	constructor(api: Api, attempt: string) {
		this.#api = api;
		this.#attempt = attempt;
		this.files = new AttemptFiles({
			arrived: () => this.record.reading?.arrived ?? [],
			fetch: (hash) => api.attemptFile(attempt, hash),
			address: URL
		});
		this.stills = new StillPictures({
			fetch: (hash) => api.still(attempt, hash),
			address: URL
		});
		this.record = new AttemptRecord({
			bundle: () => api.bundle(attempt, 'view'),
			results: () => this.#results(attempt),
			keys: async () => (await api.keys()).keys,
			read: (bytes) => this.#worker.reader.read(transfer(bytes.buffer, [bytes.buffer])),
			prove: (trusted) => this.#worker.reader.prove(trusted),
			now: () => performance.now(),
			after(ms, run) {
				const timer = setTimeout(run, ms);
				return () => clearTimeout(timer);
			}
		});
	}

	/** Named in an answer, or with an observation, and not arrived yet. */
	get waitsForFiles(): boolean {
		const { reading } = this.record;
		const { stills, deletedAt } = reading?.stills ?? { stills: [], deletedAt: null };
		if (deletedAt === null && stills.some(({ hasArrived }) => !hasArrived)) return true;
		return (reading?.items ?? []).some(({ value }) =>
			filesOf(value).some(({ hash }) => !reading?.arrived.includes(hash))
		);
	}

	/** Whether marks are for this person. */
	get mayMark(): boolean {
		return this.#mayMark;
	}

	readonly mediaUrl = (hash: string): string | undefined => this.#media[hash];

	/** Once the record is read and names pictures, they are opened with the sitting's start code. */
	async loadMedia(): Promise<void> {
		const { reading } = this.record;
		if (!reading?.sitting || reading.media.length === 0 || this.#mediaAsked) return;
		this.#mediaAsked = true;
		const { sitting, media } = reading;
		const [{ signed }, { startCode }] = await Promise.all([
			this.#api.form(sitting),
			this.#api.sitting(sitting)
		]);
		// Argon2 takes its time: in a worker of its own, new entries need not wait for it.
		const opener = startRecordWorker();
		const opened = await opener.reader
			.media(
				signed,
				startCode,
				proxy((hash: string) => this.#api.blob(sitting, hash))
			)
			.finally(() => opener.terminate());
		const urls = media.flatMap(({ hash, contentType }): [string, string][] => {
			const bytes = opened?.get(hash);
			return bytes ? [[hash, URL.createObjectURL(new Blob([bytes], { type: contentType }))]] : [];
		});
		this.#media = Object.fromEntries(urls);
	}

	/** To take away: asked for anew, so that the audit log says who has a copy. */
	async export(): Promise<Blob> {
		const bytes = await this.#api.bundle(this.#attempt, 'export');
		return new Blob([bytes], { type: 'application/json' });
	}

	close(): void {
		this.record.close();
		this.files.close();
		this.stills.close();
		this.#worker.terminate();
		for (const url of Object.values(this.#media)) URL.revokeObjectURL(url);
	}

	async #results(attempt: string) {
		try {
			return await this.#api.results(attempt);
		} catch (error) {
			if (!(error instanceof ApiError) || !noResults.has(error.code)) throw error;
			this.#mayMark = error.code !== 'not_allowed';
			return null;
		}
	}
}

/** What a student can do when things go wrong: save a copy of the work, and a report of the problem. Never throws. */
import { copyFileName, reportFileName } from '#sync/copy/file-name.ts';
import { COPY_TYPE } from '#sync/copy/sealed-copy.ts';
import type { CopyFailure, EncodedCopy } from './encoded-copy.ts';

export type TroubleDeps = {
	attempt: string;
	copy: () => Promise<EncodedCopy>;
	/** Of a practice there are none: nobody brings them in. */
	hasCopies: () => boolean;
	report: () => Promise<Uint8Array<ArrayBuffer>>;
	save: (name: string, type: string, bytes: Uint8Array<ArrayBuffer>) => void;
	now: () => number;
};

export class Trouble {
	readonly #deps: TroubleDeps;
	#copying = $state(false);
	#copied = $state.raw<{ name: string; entries: number } | null>(null);
	#failure = $state<CopyFailure | null>(null);
	#reporting = $state(false);
	#reported = $state<string | null>(null);
	#reportFailed = $state(false);

	constructor(deps: TroubleDeps) {
		this.#deps = deps;
	}

	get hasCopies(): boolean {
		return this.#deps.hasCopies();
	}
	get copying(): boolean {
		return this.#copying;
	}
	/** The last one that was saved. */
	get copied(): { name: string; entries: number } | null {
		return this.#copied;
	}
	/** Why the last try saved nothing. */
	get failure(): CopyFailure | null {
		return this.#failure;
	}
	get reporting(): boolean {
		return this.#reporting;
	}
	/** Name of the last report. */
	get reported(): string | null {
		return this.#reported;
	}
	get reportFailed(): boolean {
		return this.#reportFailed;
	}

	async saveCopy(): Promise<void> {
		const { copy, save, now } = this.#deps;
		if (this.#copying) return;
		this.#copying = true;
		this.#copied = null;
		this.#failure = null;
		try {
			const made = await copy();
			if (!made.ok) this.#failure = made.failure;
			else {
				const name = copyFileName(made.title, made.attempt, now());
				save(name, COPY_TYPE, made.bytes);
				this.#copied = { name, entries: made.entries };
			}
		} catch (problem) {
			console.warn('The copy was not saved:', problem);
			this.#failure = 'failed';
		} finally {
			this.#copying = false;
		}
	}

	async saveReport(): Promise<void> {
		const { attempt, report, save, now } = this.#deps;
		if (this.#reporting) return;
		this.#reporting = true;
		this.#reported = null;
		this.#reportFailed = false;
		try {
			const name = reportFileName(attempt, now());
			save(name, 'application/json', await report());
			this.#reported = name;
		} catch (problem) {
			console.warn('The report was not saved:', problem);
			this.#reportFailed = true;
		} finally {
			this.#reporting = false;
		}
	}
}

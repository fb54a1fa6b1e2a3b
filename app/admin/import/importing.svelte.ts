import type { NamedFile } from '#sync/people/one-roster.ts';
import {
	importRefused,
	type AdminApi,
	type ImportAnswer,
	type ImportProblem
} from '../admin-api.ts';
import { ReadError, type ReadProblem } from '#app/files/file-limits.ts';
import { readImportFiles } from '#app/files/read-files.ts';

/** What went wrong: with the files, with what is in them, or on the way to the edge. */
export type ImportTrouble =
	| { kind: 'files'; problem: ReadProblem }
	| { kind: 'content'; problem: ImportProblem }
	| { kind: 'edge'; error: unknown };

export type ImportState =
	| { step: 'choosing' }
	| { step: 'reading' | 'comparing' }
	| { step: 'looking' | 'applying' | 'done'; answer: ImportAnswer };

/** From chosen files through a preview to changed people. Only `apply` changes anything. */
export class Importing {
	readonly #api: Pick<AdminApi, 'import'>;
	#files: readonly NamedFile[] = [];
	#state: ImportState = $state.raw({ step: 'choosing' });
	#trouble: ImportTrouble | null = $state.raw(null);

	constructor(api: Pick<AdminApi, 'import'>) {
		this.#api = api;
	}

	get state(): ImportState {
		return this.#state;
	}

	get trouble(): ImportTrouble | null {
		return this.#trouble;
	}

	async choose(chosen: readonly File[]): Promise<void> {
		if (chosen.length === 0) return;
		this.#trouble = null;
		this.#state = { step: 'reading' };
		try {
			this.#files = await readImportFiles(chosen);
		} catch (error) {
			if (!(error instanceof ReadError)) throw error;
			this.#fail({ kind: 'files', problem: error.problem });
			return;
		}
		await this.#preview();
	}

	/** `sendLinks`: whoever is added without a password is owed a mail. */
	async apply(sendLinks: boolean): Promise<void> {
		if (this.#state.step !== 'looking') return;
		const { answer } = this.#state;
		this.#trouble = null;
		this.#state = { step: 'applying', answer };
		try {
			const files = [...this.#files];
			this.#state = {
				step: 'done',
				answer: await this.#api.import({ files, apply: answer.digest, sendLinks })
			};
		} catch (error) {
			if (importRefused(error) === 'changed_meanwhile') {
				await this.#preview();
				this.#trouble ??= { kind: 'content', problem: 'changed_meanwhile' };
			} else {
				this.#state = { step: 'looking', answer };
				this.#trouble = told(error);
			}
		}
	}

	again(): void {
		this.#files = [];
		this.#trouble = null;
		this.#state = { step: 'choosing' };
	}

	async #preview(): Promise<void> {
		this.#state = { step: 'comparing' };
		try {
			const answer = await this.#api.import({ files: [...this.#files] });
			this.#state = { step: 'looking', answer };
		} catch (error) {
			this.#fail(told(error));
		}
	}

	#fail(trouble: ImportTrouble): void {
		this.#trouble = trouble;
		this.#state = { step: 'choosing' };
	}
}

function told(error: unknown): ImportTrouble {
	const problem = importRefused(error);
	return problem ? { kind: 'content', problem } : { kind: 'edge', error };
}

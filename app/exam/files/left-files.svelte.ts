/** The files of an attempt that was handed in: those that its answers name, as they arrive. */
import type { KeptFile } from '../../device/device-rows.ts';
import { fileShelf } from '../../device/open-shelf.ts';
import { deviceStore } from '../../device/open-store.ts';
import { fileChannel } from './file-news.ts';
import { namedFiles } from './named-files.ts';

export class LeftFiles {
	#files = $state.raw<readonly KeptFile[]>([]);
	#named: ReadonlySet<string> | null = null;
	readonly #attempt: string;
	readonly #deaf: () => void;

	constructor(attempt: string) {
		this.#attempt = attempt;
		this.#deaf = fileChannel().listen((news) => news.attempt === attempt && void this.#look());
		void this.#look();
	}

	get files(): readonly KeptFile[] {
		return this.#files;
	}

	/** A file that was handed in is not with the edge. */
	get isAnyLeft(): boolean {
		return this.#files.some(({ receipt }) => receipt === null);
	}

	close(): void {
		this.#deaf();
	}

	async #look(): Promise<void> {
		try {
			this.#named ??= await namedFiles(this.#attempt, deviceStore());
			const rows = await fileShelf().of(this.#attempt);
			// What was taken back is no part of what was handed in.
			this.#files = rows.filter(({ hash }) => this.#named?.has(hash));
		} catch (problem) {
			console.warn('The kept files could not be read:', problem);
		}
	}
}

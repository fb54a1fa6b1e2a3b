/**
 * Files that answers name, on this device until the edge has them and as long as the log is here. As durable as the log: a promise that
 * resolved outlives a power cut. The bytes are encrypted under a key of the attempt's own that never leaves the browser.
 */
import type { Database } from './device-database.ts';
import type { KeptFile } from './device-rows.ts';

type Bytes = Uint8Array<ArrayBuffer>;
export type NewFile = Pick<KeptFile, 'attempt' | 'hash' | 'name' | 'contentType' | 'addedAt'>;

const IV_BYTES = 12;

export class FileShelf {
	readonly #db: Database;

	constructor(db: Database) {
		this.#db = db;
	}

	close(): void {
		this.#db.close();
	}

	/** Resolves when all of it is durable. The same file again is the same row: what the edge confirmed of it stays. */
	async put(file: NewFile, bytes: Bytes): Promise<void> {
		const { attempt, hash } = file;
		const { files, fileBytes } = this.#db;
		const key = await this.#key(attempt);
		const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
		const data = new Uint8Array(
			await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: about(file) }, key, bytes)
		);
		await this.#db.transaction('rw', files, fileBytes, async () => {
			const kept = await files.get([attempt, hash]);
			const row = { version: 1 as const, ...file, bytes: bytes.length };
			await files.put({ ...row, receipt: kept?.receipt ?? null, refused: null });
			await fileBytes.put({ version: 1, attempt, hash, iv, data });
		});
	}

	/** In the order they were added. */
	of(attempt: string): Promise<KeptFile[]> {
		return this.#db.files.where({ attempt }).sortBy('addedAt');
	}

	file(attempt: string, hash: string): Promise<KeptFile | undefined> {
		return this.#db.files.get([attempt, hash]);
	}

	/** Those that the edge has neither confirmed nor refused, oldest first. */
	async waiting(): Promise<KeptFile[]> {
		const rows = await this.#db.files.toArray();
		return rows
			.filter(({ receipt, refused }) => receipt === null && refused === null)
			.sort((a, b) => a.addedAt - b.addedAt);
	}

	/** null: it is not here, or cannot be read any more. */
	async bytes(attempt: string, hash: string): Promise<Bytes | null> {
		const row = await this.#db.fileBytes.get([attempt, hash]);
		const key = (await this.#db.fileKeys.get(attempt))?.key;
		if (!row || !key) return null;
		const { iv, data } = row;
		try {
			const additionalData = about({ attempt, hash });
			return new Uint8Array(
				await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, data)
			);
		} catch (damaged) {
			console.warn('A kept file cannot be read:', damaged);
			return null;
		}
	}

	async change(
		attempt: string,
		hash: string,
		change: Partial<Pick<KeptFile, 'receipt' | 'refused'>>
	): Promise<void> {
		await this.#db.files.update([attempt, hash], { ...change });
	}

	async remove(attempt: string, hash: string): Promise<void> {
		const { files, fileBytes } = this.#db;
		await this.#db.transaction('rw', files, fileBytes, async () => {
			await files.delete([attempt, hash]);
			await fileBytes.delete([attempt, hash]);
		});
	}

	/** The first to come wins, so that two tabs use one key. */
	async #key(attempt: string): Promise<CryptoKey> {
		const { fileKeys } = this.#db;
		const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
			'encrypt',
			'decrypt'
		]);
		return this.#db.transaction('rw', fileKeys, async () => {
			const kept = await fileKeys.get(attempt);
			if (kept) return kept.key;
			await fileKeys.put({ version: 1, attempt, key: made });
			return made;
		});
	}
}

const about = ({ attempt, hash }: Pick<KeptFile, 'attempt' | 'hash'>): Bytes =>
	new TextEncoder().encode(`invigil-kept-file/1 ${attempt} ${hash}`) as Bytes;

/**
 * Stills on this device until the edge has them, encrypted under a key of the attempt's own that never leaves the browser. In a database
 * apart from the answers': when room is short all of it can be thrown away, and nothing else notices.
 */
import { Dexie, type Table } from 'dexie';

type Bytes = Uint8Array<ArrayBuffer>;

export type KeptStill = {
	version: 1;
	attempt: string;
	/** SHA-256 of the picture. */
	hash: string;
	contentType: string;
	addedAt: number;
	/** Unix ms; after that it is nobody's any more, brought or not. */
	keepUntil: number;
	iv: Bytes;
	data: Bytes;
};
export type NewStill = Pick<
	KeptStill,
	'attempt' | 'hash' | 'contentType' | 'addedAt' | 'keepUntil'
>;
type StillKey = { version: 1; attempt: string; key: CryptoKey };
type Stills = Dexie & {
	stills: Table<KeptStill, [string, string]>;
	keys: Table<StillKey, string>;
};

const IV_BYTES = 12;

export class StillShelf {
	readonly #db: Stills;

	constructor(name = 'invigil-stills') {
		const db = new Dexie(name, { chromeTransactionDurability: 'strict' });
		db.version(1).stores({ stills: '[attempt+hash], attempt, keepUntil', keys: 'attempt' });
		this.#db = db as Stills;
	}

	close(): void {
		this.#db.close();
	}

	/** Resolves when it is durable. */
	async put(still: NewStill, picture: Bytes): Promise<void> {
		const key = await this.#key(still.attempt);
		const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
		const data = new Uint8Array(
			await crypto.subtle.encrypt(
				{ name: 'AES-GCM', iv, additionalData: about(still) },
				key,
				picture
			)
		);
		await this.#db.stills.put({ version: 1, ...still, iv, data });
	}

	/** Oldest first. */
	async waiting(): Promise<NewStill[]> {
		const rows = await this.#db.stills.toArray();
		return rows
			.map(({ attempt, hash, contentType, addedAt, keepUntil }) => ({
				attempt,
				hash,
				contentType,
				addedAt,
				keepUntil
			}))
			.sort((a, b) => a.addedAt - b.addedAt);
	}

	/** null: it is not here, or cannot be read any more. */
	async picture(attempt: string, hash: string): Promise<Bytes | null> {
		const row = await this.#db.stills.get([attempt, hash]);
		const key = (await this.#db.keys.get(attempt))?.key;
		if (!row || !key) return null;
		const { iv, data } = row;
		const options = { name: 'AES-GCM', iv, additionalData: about({ attempt, hash }) };
		try {
			return new Uint8Array(await crypto.subtle.decrypt(options, key, data));
		} catch (damaged) {
			console.warn('A kept still cannot be read:', damaged);
			return null;
		}
	}

	/** The last one of an attempt takes its key along. */
	async remove(attempt: string, hash: string): Promise<void> {
		const { stills, keys } = this.#db;
		await this.#db.transaction('rw', stills, keys, async () => {
			await stills.delete([attempt, hash]);
			if ((await stills.where({ attempt }).count()) === 0) await keys.delete(attempt);
		});
	}

	/** Those that were promised to be gone by now. */
	async removeExpired(now: number): Promise<void> {
		const expired = await this.#db.stills.where('keepUntil').belowOrEqual(now).primaryKeys();
		for (const [attempt, hash] of expired) await this.remove(attempt, hash);
	}

	/** Those of attempts that this device knows no more. */
	async removeForgotten(isKnown: (attempt: string) => Promise<boolean>): Promise<void> {
		for (const { attempt, hash } of await this.waiting())
			if (!(await isKnown(attempt))) await this.remove(attempt, hash);
	}

	/** Answers need the room. */
	async clear(): Promise<void> {
		const { stills, keys } = this.#db;
		await this.#db.transaction('rw', stills, keys, async () => {
			await stills.clear();
			await keys.clear();
		});
	}

	/** The first to come wins, so that two tabs use one key. */
	async #key(attempt: string): Promise<CryptoKey> {
		const { keys } = this.#db;
		const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
			'encrypt',
			'decrypt'
		]);
		return this.#db.transaction('rw', keys, async () => {
			const kept = await keys.get(attempt);
			if (kept) return kept.key;
			await keys.put({ version: 1, attempt, key: made });
			return made;
		});
	}
}

const about = ({ attempt, hash }: Pick<KeptStill, 'attempt' | 'hash'>): Bytes =>
	new TextEncoder().encode(`invigil-kept-still/1 ${attempt} ${hash}`) as Bytes;

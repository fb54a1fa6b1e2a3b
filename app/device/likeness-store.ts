/**
 * What was enrolled of a face for one exam, on this device and nowhere else. It is encrypted under a key that the browser uses and never
 * gives out, and both are gone when their time is up; nothing here is ever sent.
 */
import type { Ticket } from '#sync/schema/ticket.ts';
import { Dexie, type Table } from 'dexie';

interface Row {
	version: 1;
	attempt: string;
	key: CryptoKey;
	iv: Uint8Array<ArrayBuffer>;
	data: Uint8Array<ArrayBuffer>;
	/** Unix milliseconds from when on it must not be here any more. */
	until: number;
}

const IV_BYTES = 12;
const DAY_MS = 86_400_000;

export class LikenessStore {
	readonly #db: Dexie & { likenesses: Table<Row, string> };

	constructor(name = 'invigil-likeness') {
		const db = new Dexie(name, { chromeTransactionDurability: 'strict' });
		db.version(1).stores({ likenesses: 'attempt, until' });
		this.#db = db as typeof db & { likenesses: Table<Row, string> };
	}

	close(): void {
		this.#db.close();
	}

	/** In the place of what was kept for this attempt before, whose key goes with it. */
	async put(attempt: string, likeness: Float32Array<ArrayBuffer>, until: number): Promise<void> {
		const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
			'encrypt',
			'decrypt'
		]);
		const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
		const additionalData = about(attempt);
		const data = new Uint8Array(
			await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, likeness)
		);
		await this.#db.likenesses.put({ version: 1, attempt, key, iv, data, until });
	}

	/** null: there is none, its time is up, or it cannot be read any more. */
	async get(attempt: string, now: number): Promise<Float32Array<ArrayBuffer> | null> {
		const row = await this.#db.likenesses.get(attempt);
		if (!row || row.until <= now) return null;
		const { key, iv, data } = row;
		try {
			const additionalData = about(attempt);
			const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, data);
			return new Float32Array(bytes);
		} catch (damaged) {
			console.warn('What was enrolled cannot be read:', damaged);
			return null;
		}
	}

	async remove(attempt: string): Promise<void> {
		await this.#db.likenesses.delete(attempt);
	}

	/** Lets go of all whose time is up. Says how many. */
	sweep(now: number): Promise<number> {
		return this.#db.likenesses.where('until').belowOrEqual(now).delete();
	}
}

/** When what was enrolled for a sitting must be gone: as its stills, though it never left. Unix milliseconds. */
export const likenessUntil = ({ closesAt, policy }: Pick<Ticket, 'closesAt' | 'policy'>): number =>
	closesAt + policy.retentionDays * DAY_MS;

const about = (attempt: string): Uint8Array<ArrayBuffer> =>
	new TextEncoder().encode(`invigil-likeness/1 ${attempt}`) as Uint8Array<ArrayBuffer>;

let opened: LikenessStore | null = null;

/** The page's one, made when first asked for. */
export const likenessStore = (): LikenessStore => (opened ??= new LikenessStore());

/** When the app starts and when exams are listed. That there is no place to keep anything leaves nothing to let go of. */
export async function sweepLikenesses(now = Date.now()): Promise<void> {
	if (!globalThis.indexedDB) return;
	await likenessStore()
		.sweep(now)
		.catch((error: unknown) => console.warn('What was enrolled was not looked through:', error));
}

/**
 * What was enrolled of a person for one exam, on this device and nowhere else. It is encrypted under a key that the browser uses and never
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

export interface TemplateKind {
	/** Of the database. */
	name: string;
	table: string;
	/** Stands in what is sealed, so that a row of one kind is never read as another. */
	about: string;
}

const IV_BYTES = 12;
const DAY_MS = 86_400_000;

export class TemplateStore {
	readonly #db: Dexie;
	readonly #rows: Table<Row, string>;
	readonly #about: string;

	constructor({ name, table, about }: TemplateKind) {
		this.#db = new Dexie(name, { chromeTransactionDurability: 'strict' });
		this.#db.version(1).stores({ [table]: 'attempt, until' });
		this.#rows = this.#db.table(table);
		this.#about = about;
	}

	close(): void {
		this.#db.close();
	}

	/** In the place of what was kept for this attempt before, whose key goes with it. */
	async put(attempt: string, template: BufferSource, until: number): Promise<void> {
		const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
			'encrypt',
			'decrypt'
		]);
		const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
		const additionalData = this.#aboutOf(attempt);
		const data = new Uint8Array(
			await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, template)
		);
		await this.#rows.put({ version: 1, attempt, key, iv, data, until });
	}

	/** null: there is none, its time is up, or it cannot be read any more. */
	async get(attempt: string, now: number): Promise<ArrayBuffer | null> {
		const row = await this.#rows.get(attempt);
		if (!row || row.until <= now) return null;
		const { key, iv, data } = row;
		try {
			const additionalData = this.#aboutOf(attempt);
			return await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, data);
		} catch (damaged) {
			console.warn('What was enrolled cannot be read:', damaged);
			return null;
		}
	}

	async remove(attempt: string): Promise<void> {
		await this.#rows.delete(attempt);
	}

	/** Lets go of all whose time is up. Says how many. */
	sweep(now: number): Promise<number> {
		return this.#rows.where('until').belowOrEqual(now).delete();
	}

	#aboutOf(attempt: string): Uint8Array<ArrayBuffer> {
		return new TextEncoder().encode(`${this.#about} ${attempt}`) as Uint8Array<ArrayBuffer>;
	}
}

/** When what was enrolled for a sitting must be gone: as its stills, though it never left. Unix milliseconds. */
export const templateUntil = ({ closesAt, policy }: Pick<Ticket, 'closesAt' | 'policy'>): number =>
	closesAt + policy.retentionDays * DAY_MS;

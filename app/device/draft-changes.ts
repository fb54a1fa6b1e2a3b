/**
 * What somebody wrote in a draft and the edge has not confirmed, on this device: it outlives the tab. Rows are of a person and an exam;
 * whoever else signs in here never asks for them.
 */
import { Dexie, type Table } from 'dexie';

interface Row {
	id?: number;
	of: string;
	/** Which page wrote it, and which of its changes it is. */
	visit: string;
	number: number;
	update: Uint8Array<ArrayBuffer>;
	/** The edge would not take it: why. */
	refused?: RefusedBecause;
}

export type RefusedBecause = 'too_large' | 'malformed';

export interface Kept {
	ids: number[];
	updates: Uint8Array<ArrayBuffer>[];
}

export class DraftChanges {
	readonly #db: Dexie & { changes: Table<Row, number> };
	readonly #of: string;
	readonly #visit = crypto.randomUUID();

	constructor(person: string, exam: string, name = 'invigil-drafts') {
		const db = new Dexie(name, { chromeTransactionDurability: 'strict' });
		db.version(1).stores({ changes: '++id, of, [visit+number]' });
		this.#db = db as typeof db & { changes: Table<Row, number> };
		this.#of = `${person} ${exam}`;
	}

	async kept(): Promise<Kept> {
		const rows = await this.#db.changes.where('of').equals(this.#of).sortBy('id');
		return { ids: rows.flatMap(({ id }) => id ?? []), updates: rows.map(({ update }) => update) };
	}

	async add(number: number, update: Uint8Array<ArrayBuffer>): Promise<void> {
		await this.#db.changes.add({ of: this.#of, visit: this.#visit, number, update });
	}

	/** Those of this page up to a number, and those it found here. */
	async drop(number: number, found: readonly number[]): Promise<void> {
		const own = this.#db.changes
			.where('[visit+number]')
			.between([this.#visit, 0], [this.#visit, number], true, true);
		await this.#db.transaction('rw', this.#db.changes, async () => {
			await own.delete();
			await this.#db.changes.bulkDelete([...found]);
		});
	}

	/** Those of this page and those it found here are not offered again; they stay until somebody drops them. */
	async setAside(found: readonly number[], refused: RefusedBecause): Promise<void> {
		await this.#db.transaction('rw', this.#db.changes, async () => {
			const own = await this.#db.changes
				.where('[visit+number]')
				.between([this.#visit, 0], [this.#visit, Infinity])
				.primaryKeys();
			await this.#db.changes
				.where('id')
				.anyOf([...own, ...found])
				.modify({ of: this.#aside, refused });
		});
	}

	/** What was set aside, at other visits too; null: nothing. */
	async aside(): Promise<{ because: RefusedBecause; updates: Uint8Array<ArrayBuffer>[] } | null> {
		const rows = await this.#db.changes.where('of').equals(this.#aside).sortBy('id');
		const last = rows.at(-1);
		if (!last) return null;
		return { because: last.refused ?? 'malformed', updates: rows.map(({ update }) => update) };
	}

	async dropAside(): Promise<void> {
		await this.#db.changes.where('of').equals(this.#aside).delete();
	}

	get #aside(): string {
		return `${this.#of} refused`;
	}

	close(): void {
		this.#db.close();
	}
}

/**
 * Who signed in on this device, where a power cut does not take it: localStorage is written some seconds later and never flushed, and
 * without it an exam in progress would ask for a password. A database of its own, so that nothing here can stand in the way of an exam.
 */
import { Dexie, type Table } from 'dexie';
import type { Person } from '#sync/schema/person.ts';

type Row = { version: 1; place: 'signed_in'; person: Person };

export class PersonStore {
	readonly #name: string;
	readonly #db: Dexie;
	readonly #rows: Table<Row, string>;

	constructor(name = 'invigil-person') {
		this.#name = name;
		this.#db = new Dexie(name, { chromeTransactionDurability: 'strict' });
		this.#db.version(1).stores({ persons: 'place' });
		this.#rows = this.#db.table('persons');
	}

	async keep(person: Person): Promise<void> {
		await this.#rows.put({ version: 1, place: 'signed_in', person });
	}

	/** As it lies there; undefined: nobody. Makes no database where there is none. */
	async read(): Promise<unknown> {
		return (await Dexie.exists(this.#name))
			? (await this.#rows.get('signed_in'))?.person
			: undefined;
	}

	async forget(): Promise<void> {
		if (await Dexie.exists(this.#name)) await this.#rows.delete('signed_in');
	}

	close(): void {
		this.#db.close();
	}
}

/**
 * Marks on this device until the edge has them. Written with `durability: 'strict'` like a student's work: what is said to be saved
 * survives a power cut. A database of its own, so that nothing here can stand in the way of an exam.
 */
import { Dexie, type Table } from 'dexie';
import type { MarkContent, MarkSave, OwnMark } from '#sync/schema/marking.ts';

export type KeptMark = {
	version: 1;
	/** Person, script, item and part: one row for each mark. */
	key: string;
	person: string;
	sitting: string;
	script: string;
	item: string;
	as: MarkSave['as'];
	/** A new one for each change: the edge acts once on each. */
	save: string;
	/** Of the edge's mark that this goes on from. */
	revision: number;
	/** Which answer it is for; absent in what was kept before answers had a name. */
	answered?: string;
	mark: MarkContent;
	savedAt: number;
	/** kept: not to be sent before its person says so · waiting: to be sent · conflict: changed elsewhere meanwhile · refused */
	state: 'kept' | 'waiting' | 'conflict' | 'refused';
	refused: string | null;
	/** What the edge has instead. */
	theirs: OwnMark | null;
};

/** An answer somebody wants to come back to. */
export type KeptFlag = { key: string; person: string; sitting: string };

export interface MarkStore {
	marks(person: string, sitting: string): Promise<KeptMark[]>;
	put(row: KeptMark): Promise<void>;
	/** What became of a row, unless it has been changed since, by another window perhaps. Answers what is here now. */
	update(row: KeptMark): Promise<KeptMark>;
	/** Unless it has been changed since. */
	remove(key: string, save: string): Promise<void>;
	flags(person: string, sitting: string): Promise<string[]>;
	setFlag(flag: KeptFlag, on: boolean): Promise<void>;
}

type Database = Dexie & { marks: Table<KeptMark, string>; flags: Table<KeptFlag, string> };

export class DeviceMarkStore implements MarkStore {
	readonly #db: Database;

	constructor(name = 'invigil-marking') {
		const db = new Dexie(name, { chromeTransactionDurability: 'strict' });
		db.version(1).stores({ marks: 'key, [person+sitting]', flags: 'key, [person+sitting]' });
		this.#db = db as Database;
	}

	marks(person: string, sitting: string): Promise<KeptMark[]> {
		return this.#db.marks.where({ person, sitting }).toArray();
	}

	async put(row: KeptMark): Promise<void> {
		await this.#db.marks.put(row);
	}

	update(row: KeptMark): Promise<KeptMark> {
		return this.#db.transaction('rw', this.#db.marks, async () => {
			const there = await this.#db.marks.get(row.key);
			if (there && there.save !== row.save) return there;
			await this.#db.marks.put(row);
			return row;
		});
	}

	async remove(key: string, save: string): Promise<void> {
		await this.#db.transaction('rw', this.#db.marks, async () => {
			if ((await this.#db.marks.get(key))?.save === save) await this.#db.marks.delete(key);
		});
	}

	async flags(person: string, sitting: string): Promise<string[]> {
		return this.#db.flags.where({ person, sitting }).primaryKeys();
	}

	async setFlag(flag: KeptFlag, on: boolean): Promise<void> {
		if (on) await this.#db.flags.put(flag);
		else await this.#db.flags.delete(flag.key);
	}

	close(): void {
		this.#db.close();
	}
}

let opened: DeviceMarkStore | null = null;
export const deviceMarkStore = (): DeviceMarkStore => (opened ??= new DeviceMarkStore());

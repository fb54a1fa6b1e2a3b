/** A LogStore in memory that can be told to fail. */
import type { Bytes } from '../bytes.ts';
import type { LogStore } from '../session-log.ts';

export class MemoryStore implements LogStore {
	readonly segments = new Map<number, Bytes>();
	readonly control = new Map<number, Bytes>();
	writes = 0;
	/** Asked before each write: true fails it. */
	fails: (write: number) => boolean = () => false;

	async append(_session: string, first: number, bytes: Bytes): Promise<void> {
		this.#write();
		this.segments.set(first, bytes.slice());
	}

	async appendControl(_session: string, index: number, bytes: Bytes): Promise<void> {
		this.#write();
		this.control.set(index, bytes.slice());
	}

	/** The browser took the room back: everything is gone. */
	evict(): void {
		this.segments.clear();
		this.control.clear();
	}

	/** One bit of one record; false: there is none. */
	garble(record: number, at: number): boolean {
		const all = [...this.segments.values(), ...this.control.values()];
		const bytes = all[record % Math.max(1, all.length)];
		if (!bytes) return false;
		bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << (at & 7));
		return true;
	}

	/** The records from the `index`th on, which are kept elsewhere. */
	setAside(where: 'log' | 'control', index: number): void {
		const records = where === 'log' ? this.segments : this.control;
		for (const place of [...records.keys()].sort((a, b) => a - b).slice(index))
			records.delete(place);
	}

	/** As `SessionLog.restore` wants them. */
	stored(): { segments: Bytes[]; control: Bytes[] } {
		return { segments: inOrder(this.segments), control: inOrder(this.control) };
	}

	#write(): void {
		if (this.fails(this.writes++)) throw new Error('no room');
	}
}

function inOrder(records: Map<number, Bytes>): Bytes[] {
	return [...records.entries()].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
}

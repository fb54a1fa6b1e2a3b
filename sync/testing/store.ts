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
		this.segments.set(first, bytes);
	}

	async appendControl(_session: string, index: number, bytes: Bytes): Promise<void> {
		this.#write();
		this.control.set(index, bytes);
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

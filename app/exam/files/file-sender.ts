/**
 * Brings the files that answers name to the edge, from whatever page of the app is open, during the exam and after it. One tab sends at
 * a time; what fails is tried again ever more rarely, at most a minute apart, and at once when there is a network or something new.
 */
import { sha256Hex } from '#sync/hash.ts';
import type { Schedule } from '#sync/schedule.ts';
import type { DeviceStore } from '../../device/device-store.ts';
import type { KeptFile } from '../../device/device-rows.ts';
import type { FileShelf } from '../../device/file-shelf.ts';
import { sendFile, type Fetch } from './send-file.ts';

export type SenderWorld = {
	shelf: Pick<FileShelf, 'waiting' | 'bytes' | 'change'>;
	store: Pick<DeviceStore, 'attempt' | 'sessionsOf'>;
	fetch: Fetch;
	schedule: Schedule;
	random: () => number;
	/** What is kept of a file changed. */
	tell: (file: Pick<KeptFile, 'attempt' | 'hash'>) => void;
};

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

export class FileSender {
	readonly #world: SenderWorld;
	#failures = 0;
	#busy = false;
	#again = false;
	#callOff: () => void = () => undefined;
	#stopped = false;

	constructor(world: SenderWorld) {
		this.#world = world;
	}

	/** There may be a network now, or a file: what waits is tried at once. */
	nudge(): void {
		this.#failures = 0;
		this.#again = true;
		void this.#run();
	}

	stop(): void {
		this.#stopped = true;
		this.#callOff();
	}

	async #run(): Promise<void> {
		if (this.#busy || this.#stopped) return;
		this.#busy = true;
		this.#callOff();
		let left = true;
		try {
			do {
				this.#again = false;
				left = await this.#round();
			} while (this.#again && !this.#stopped);
		} catch (problem) {
			console.warn('The files that wait could not be read:', problem);
		}
		this.#busy = false;
		if (!left || this.#stopped) return;
		const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures++);
		const wait = longest * (0.5 + this.#world.random() / 2);
		this.#callOff = this.#world.schedule(wait, () => void this.#run());
	}

	/** Answers whether something still waits. */
	async #round(): Promise<boolean> {
		let left = false;
		for (const file of await this.#world.shelf.waiting()) {
			if (this.#stopped) return true;
			if (!(await this.#send(file))) left = true;
			else this.#failures = 0;
		}
		return left;
	}

	/** false: it has to be tried again. */
	async #send(file: KeptFile): Promise<boolean> {
		const { shelf, store, fetch } = this.#world;
		const { attempt, hash } = file;
		const sessions = await store.sessionsOf(attempt);
		const ticket = sessions.at(-1)?.ticket;
		const edgeKeys = (await store.attempt(attempt))?.edgeKeys;
		if (!ticket || !edgeKeys) return false;
		const bytes = await shelf.bytes(attempt, hash);
		if (!bytes || sha256Hex(bytes) !== hash) return this.#note(file, { refused: 'damaged' });
		const sent = await sendFile({ file, bytes, ticket }, { fetch, edgeKeys });
		switch (sent.kind) {
			case 'received':
				return this.#note(file, { receipt: sent.receipt });
			case 'refused':
				return this.#note(file, { refused: sent.code });
			case 'not_named':
				// The edge has the log to its end, and nothing in it names the file: it was taken back.
				return sessions.every(({ state }) => state === 'done')
					? this.#note(file, { refused: 'not_named' })
					: false;
			case 'failed':
				return false;
		}
	}

	async #note(
		{ attempt, hash }: KeptFile,
		change: Partial<Pick<KeptFile, 'receipt' | 'refused'>>
	): Promise<true> {
		await this.#world.shelf.change(attempt, hash, change);
		this.#world.tell({ attempt, hash });
		return true;
	}
}

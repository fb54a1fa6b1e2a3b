/**
 * Brings the files that answers name to the edge, from whatever page of the app is open, during the exam and after it. One tab sends at
 * a time; what fails is tried again, and at once when there is a network or something new.
 */
import { sha256Hex } from '#sync/hash.ts';
import type { Schedule } from '#sync/schedule.ts';
import { PART_BYTES } from '#sync/upload.ts';
import type { DeviceStore } from '../../device/device-store.ts';
import type { KeptFile } from '../../device/device-rows.ts';
import type { FileShelf } from '../../device/file-shelf.ts';
import { KeepTrying } from '../../device/keep-trying.ts';
import { sendParts, type Fetch } from '../../device/send-parts.ts';

export type SenderWorld = {
	shelf: Pick<FileShelf, 'waiting' | 'bytes' | 'change'>;
	store: Pick<DeviceStore, 'attempt' | 'sessionsOf'>;
	fetch: Fetch;
	schedule: Schedule;
	random: () => number;
	/** What is kept of a file changed. */
	tell: (file: Pick<KeptFile, 'attempt' | 'hash'>) => void;
};

export class FileSender {
	readonly #world: SenderWorld;
	readonly #trying: KeepTrying;

	constructor(world: SenderWorld) {
		this.#world = world;
		const { schedule, random } = world;
		this.#trying = new KeepTrying({ round: (went) => this.#round(went), schedule, random });
	}

	/** There may be a network now, or a file: what waits is tried at once. */
	nudge(): void {
		this.#trying.nudge();
	}

	stop(): void {
		this.#trying.stop();
	}

	/** Answers whether something still waits. */
	async #round(went: () => void): Promise<boolean> {
		let left = false;
		for (const file of await this.#world.shelf.waiting()) {
			if (this.#trying.stopped) return true;
			if (!(await this.#send(file))) left = true;
			else went();
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
		const sent = await sendParts(
			{ attempt, hash, bytes, road: 'files', partBytes: PART_BYTES, ticket },
			{ fetch, edgeKeys }
		);
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

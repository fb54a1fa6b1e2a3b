/**
 * The files of one attempt as its page shows them. What is chosen is prepared, kept for good, and only then named in the answer; that goes
 * on when the student has long turned to another question.
 */
import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { ItemOf } from '#sync/schema/item.ts';
import type { ResponseValue, UploadedFile } from '#sync/schema/response.ts';
import { filesOf } from '#sync/upload.ts';
import type { KeptFile } from '../../device/device-rows.ts';
import type { FileShelf } from '../../device/file-shelf.ts';
import type { FileChannel } from './file-news.ts';
import { isStoreFull } from './is-store-full.ts';
import type { Prepared } from './prepare-file.ts';

type UploadItem = ItemOf<'upload'>;
export type Whereabouts = 'saved' | 'received' | 'refused' | 'damaged' | 'elsewhere';

/** Of a file that is on this device. */
export function whereabouts({
	receipt,
	refused
}: Pick<KeptFile, 'receipt' | 'refused'>): Whereabouts {
	if (receipt) return 'received';
	if (refused === 'damaged') return 'damaged';
	return refused ? 'refused' : 'saved';
}

/** What has to be said of a file that was chosen. */
export type FileNote = {
	because:
		| 'wrong_type'
		| 'too_large'
		| 'unreadable'
		| 'no_room'
		| 'not_kept'
		| 'too_many'
		| 'twice'
		| 'unseen';
	name: string;
};

type Waiting = { file: File; name: string };

export type OwnFilesWorld = {
	attempt: string;
	shelf: Pick<FileShelf, 'of' | 'file' | 'put' | 'bytes'>;
	channel: FileChannel;
	prepare: (chosen: File, item: UploadItem) => Promise<Prepared>;
	answer: {
		of: (item: string) => ResponseValue | undefined;
		respond: (item: string, value: ResponseValue) => void;
	};
	now: () => number;
	address: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
};

export class OwnFiles {
	readonly #world: OwnFilesWorld;
	readonly #rows = new SvelteMap<string, KeptFile>();
	readonly #urls = new SvelteMap<string, string>();
	/** Asked for while the page is drawn, so nothing that is watched may change. */
	readonly #asked: string[] = [];
	/** Files that were chosen and are not in the answer yet, by item. */
	readonly #working = new SvelteMap<string, readonly Waiting[]>();
	readonly #notes = new SvelteMap<string, readonly FileNote[]>();
	readonly #deaf: () => void;
	#turn: Promise<unknown> = Promise.resolve();
	/** While it is there, no file joins an answer. */
	#held: PromiseWithResolvers<void> | null = null;
	#looked = $state(false);

	constructor(world: OwnFilesWorld) {
		this.#world = world;
		this.#deaf = world.channel.listen(
			({ attempt, hash }) => attempt === world.attempt && void this.#look(hash)
		);
		world.shelf.of(world.attempt).then(
			(rows) => {
				for (const row of rows) this.#rows.set(row.hash, row);
				this.#looked = true;
			},
			(problem: unknown) => console.warn('The kept files could not be read:', problem)
		);
	}

	/** null: the device has not been asked yet. */
	whereIs(hash: string): Whereabouts | null {
		const row = this.#rows.get(hash);
		if (!row) return this.#looked ? 'elsewhere' : null;
		return whereabouts(row);
	}

	/** Of a picture that is on this device. */
	url(file: UploadedFile): string | undefined {
		const { hash, contentType } = file;
		if (!this.#rows.has(hash) || !contentType.startsWith('image/')) return undefined;
		if (!this.#asked.includes(hash)) void this.#open(file);
		return this.#urls.get(hash);
	}

	/** How many are being prepared. */
	working(item: string): number {
		return this.#working.get(item)?.length ?? 0;
	}

	get anyWorking(): boolean {
		return this.unready.length > 0;
	}

	/** Names of the files that were chosen and are in no answer yet. */
	get unready(): readonly string[] {
		return [...this.#working.values()].flat().map(({ name }) => name);
	}

	/** Resolves when nothing is being prepared any more, what is added meanwhile included. */
	async settled(): Promise<void> {
		while (this.anyWorking) await this.#turn;
	}

	/**
	 * It is being handed in, or paused: no file joins an answer until `release`, so that `unready` is true of what was handed in, and a pause
	 * is one.
	 */
	hold(): void {
		this.#held ??= Promise.withResolvers();
	}

	release(): void {
		this.#held?.resolve();
		this.#held = null;
	}

	notes(item: string): readonly FileNote[] {
		return this.#notes.get(item) ?? [];
	}

	/** One after the other: several photographs at once are more than a phone's memory takes. Resolves when all are in the answer. */
	async add(item: UploadItem, chosen: readonly File[], replaced?: string): Promise<void> {
		this.#notes.delete(item.id);
		const waiting = chosen.map((file) => ({ file, name: file.name }));
		this.#working.set(item.id, [...this.#workingOn(item), ...waiting]);
		for (const [at, one] of waiting.entries()) {
			const { file, name } = one;
			const done = this.#turn.then(() => this.#add(item, file, at === 0 ? replaced : undefined));
			this.#turn = done
				.catch((problem: unknown) => {
					console.warn('A file was not added:', problem);
					this.#note(item, { because: 'not_kept', name });
				})
				.finally(() => {
					const others = this.#workingOn(item).filter((other) => other !== one);
					this.#working.set(item.id, others);
				});
		}
		await this.#turn;
	}

	close(): void {
		this.#deaf();
		for (const url of this.#urls.values()) this.#world.address.revokeObjectURL(url);
	}

	async #add(item: UploadItem, chosen: File, replaced: string | undefined): Promise<void> {
		const { prepare, answer } = this.#world;
		const { name } = chosen;
		const files = () => filesOf(answer.of(item.id));
		const replaces = (hash: string) => hash === replaced;
		const isFull = () => files().length >= item.most && !files().some(({ hash }) => replaces(hash));
		if (isFull()) return this.#note(item, { because: 'too_many', name });
		const prepared = await prepare(chosen, item);
		if (!prepared.ok) return this.#note(item, { because: prepared.because, name });
		const { file, bytes, unseen } = prepared;
		if (files().some(({ hash }) => hash === file.hash))
			return this.#note(item, { because: 'twice', name });
		const trouble = await this.#keep(file, bytes);
		if (trouble) return this.#note(item, { because: trouble, name });
		while (this.#held) await this.#held.promise;
		// Only now may the answer name it (SPEC U2).
		const before = files();
		const there = before.some(({ hash }) => replaces(hash));
		const next = there ? before.map((one) => (replaces(one.hash) ? file : one)) : [...before, file];
		answer.respond(item.id, { type: 'upload', files: next });
		if (unseen) this.#note(item, { because: 'unseen', name });
		this.#world.channel.tell({ what: 'added', attempt: this.#world.attempt, hash: file.hash });
	}

	/** null: it is durable. */
	async #keep(file: UploadedFile, bytes: Uint8Array<ArrayBuffer>) {
		const { attempt, shelf, now } = this.#world;
		const { hash, name, contentType } = file;
		try {
			await shelf.put({ attempt, hash, name, contentType, addedAt: now() }, bytes);
		} catch (problem) {
			console.warn('A file could not be kept:', problem);
			return isStoreFull(problem) ? 'no_room' : 'not_kept';
		}
		await this.#look(hash);
		return null;
	}

	#workingOn({ id }: UploadItem): readonly Waiting[] {
		return this.#working.get(id) ?? [];
	}

	#note({ id }: UploadItem, note: FileNote): void {
		this.#notes.set(id, [...this.notes(id), note]);
	}

	async #look(hash: string): Promise<void> {
		const row = await this.#world.shelf.file(this.#world.attempt, hash);
		if (row) this.#rows.set(hash, row);
	}

	async #open({ hash, contentType }: UploadedFile): Promise<void> {
		const { attempt, shelf, address } = this.#world;
		this.#asked.push(hash);
		const bytes = await shelf.bytes(attempt, hash);
		if (bytes)
			this.#urls.set(hash, address.createObjectURL(new Blob([bytes], { type: contentType })));
	}
}

/** Set by the page of an exam, read by the question that is answered by files. */
export const [getOwnFiles, setOwnFiles] = createContext<OwnFiles>();

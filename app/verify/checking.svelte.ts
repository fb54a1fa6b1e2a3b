/** What is being checked, and against whose keys. Every check is done anew when a file, a text or the key changes. */
import { fromBase64url } from '#sync/bytes.ts';
import { keyId } from '#sync/keys.ts';
import type { EdgeKey } from '#sync/schema/signed.ts';
import type { Checked } from './check-given.ts';

export interface CheckingWorld {
	check(texts: readonly string[], keys: readonly EdgeKey[]): Promise<Checked>;
	/** As this installation publishes them; rejects where it cannot be reached. */
	published(): Promise<readonly EdgeKey[]>;
	/** What was published when there was a network. */
	memory: Pick<Storage, 'getItem' | 'setItem'>;
}

export type CheckingState =
	| { step: 'idle' }
	| { step: 'checking' }
	| { step: 'unread' }
	| { step: 'too_much' }
	| { step: 'done'; checked: Checked };

/** All files of one check together: the memory of a phone. */
export const MOST_GIVEN = { files: 20, bytes: 100 * 1024 * 1024 };
const REMEMBERED = 'invigil-log-keys';
/** 32 bytes; the last of the 43 symbols carries no loose bits. */
const isKey = (text: string): boolean => /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(text);

export class Checking {
	readonly #world: CheckingWorld;
	#state = $state.raw<CheckingState>({ step: 'idle' });
	#texts: readonly string[] = [];
	#turn = 0;
	#published = $state('');
	#touched = false;
	/** The field; what this installation publishes, until somebody writes something else. */
	keyText = $state('');

	constructor(world: CheckingWorld) {
		this.#world = world;
		this.#tellPublished(world.memory.getItem(REMEMBERED) ?? '');
		void this.#ask();
	}

	get state(): CheckingState {
		return this.#state;
	}
	get isOwnKey(): boolean {
		return this.#published !== '' && this.keyText.trim() === this.#published;
	}
	get isKeyWrong(): boolean {
		return this.#words().some((word) => !isKey(word));
	}

	/** Somebody wrote another key. */
	async keyChanged(): Promise<void> {
		this.#touched = true;
		if (this.#texts.length > 0 && !this.isKeyWrong) await this.#check();
	}

	async texts(texts: readonly string[]): Promise<void> {
		this.#texts = texts;
		await this.#check();
	}

	/** Nothing is read of what is too much. */
	async files(files: readonly Pick<Blob, 'text' | 'size'>[]): Promise<void> {
		const turn = ++this.#turn;
		const bytes = files.reduce((sum, { size }) => sum + size, 0);
		if (files.length > MOST_GIVEN.files || bytes > MOST_GIVEN.bytes) {
			this.#texts = [];
			this.#state = { step: 'too_much' };
			return;
		}
		this.#state = { step: 'checking' };
		try {
			const texts = await Promise.all(files.map((file) => file.text()));
			if (turn === this.#turn) await this.texts(texts);
		} catch (problem) {
			console.warn('A file could not be read:', problem);
			if (turn === this.#turn) this.#state = { step: 'unread' };
		}
	}

	async #check(): Promise<void> {
		const turn = ++this.#turn;
		this.#state = { step: 'checking' };
		const keys = this.#words()
			.filter(isKey)
			.map((publicKey) => ({ id: keyId(fromBase64url(publicKey)), publicKey }));
		try {
			const checked = await this.#world.check(this.#texts, keys);
			// What was given later is what is wanted.
			if (turn === this.#turn) this.#state = { step: 'done', checked };
		} catch (problem) {
			console.warn('It could not be checked:', problem);
			if (turn === this.#turn) this.#state = { step: 'unread' };
		}
	}

	async #ask(): Promise<void> {
		try {
			const keys = await this.#world.published();
			const text = keys.map(({ publicKey }) => publicKey).join(' ');
			this.#tellPublished(text);
			this.#world.memory.setItem(REMEMBERED, text);
		} catch (problem) {
			console.warn('The installation’s key could not be fetched now:', problem);
		}
	}

	#tellPublished(text: string): void {
		this.#published = text;
		if (this.#touched) return;
		const changed = this.keyText !== text;
		this.keyText = text;
		if (changed && this.#texts.length > 0) void this.#check();
	}

	#words(): string[] {
		return this.keyText.split(/\s+/).filter((word) => word !== '');
	}
}

/** What this device keeps of work that was handed in, looked at again whenever something has come of it. Never throws. */
import type { PracticeLocale } from '#sync/practice/texts.ts';
import { ownState, type KeptSession } from '../device/device-rows.ts';
import type { DeviceStore } from '../device/device-store.ts';
import { readOwnRecord, type OwnRecord } from './own-record.ts';

export class KeptWork {
	readonly #attempt: string;
	readonly #store: Pick<DeviceStore, 'attempt' | 'sessionsOf' | 'readLog'>;
	#session = $state.raw<KeptSession | null>(null);
	#looked = $state(false);
	#practice = $state.raw<PracticeLocale | null>(null);
	#record = $state.raw<OwnRecord | null>(null);
	#unread = $state(false);

	constructor(attempt: string, store: Pick<DeviceStore, 'attempt' | 'sessionsOf' | 'readLog'>) {
		this.#attempt = attempt;
		this.#store = store;
	}

	/** The newest one; null: nothing that was handed in is kept here, or nobody has looked yet. */
	get session(): KeptSession | null {
		return this.#session;
	}
	get looked(): boolean {
		return this.#looked;
	}
	/** Of a practice, the language it was taken in, known together with the session; null: an exam like any other. */
	get practice(): PracticeLocale | null {
		return this.#practice;
	}
	/** Of a practice; null: it is being read, or was not to be read. */
	get record(): OwnRecord | null {
		return this.#record;
	}
	get isUnread(): boolean {
		return this.#unread;
	}

	async look(): Promise<void> {
		const [sessions, attempt] = await Promise.all([
			this.#store.sessionsOf(this.#attempt).catch((problem: unknown) => {
				console.warn('The kept sessions could not be read:', problem);
				return null;
			}),
			this.#store.attempt(this.#attempt).catch((problem: unknown) => {
				console.warn('The kept attempt could not be read:', problem);
				return undefined;
			})
		]);
		const newest = sessions?.at(-1) ?? null;
		const state = ownState(newest ?? undefined);
		if (sessions) this.#session = state === 'submitted' || state === 'done' ? newest : null;
		this.#practice = attempt?.summary.practice ?? this.#practice;
		this.#looked = true;
		if (this.#session && this.#practice && !this.#record) await this.#read(this.#session);
	}

	async #read(session: KeptSession): Promise<void> {
		try {
			this.#record = await readOwnRecord(session, this.#store);
			this.#unread = false;
		} catch (problem) {
			console.warn('The record of the practice could not be read:', problem);
			this.#unread = this.#record === null;
		}
	}
}

import { createContext } from 'svelte';
import type { Person } from '#sync/schema/person.ts';
import { ApiError } from '#app/api/api-error.ts';
import type { Api } from '#app/api/api.ts';
import type { ProfileStore } from './profile.ts';

export type AccountState =
	| { status: 'signed_out' }
	/** Known from this device; the edge has not confirmed it since the page was opened. */
	| { status: 'remembered'; person: Person }
	| { status: 'signed_in'; person: Person }
	/** The edge asks for the password again. What is on the device stays. */
	| { status: 'expired'; person: Person };

type Calls = Pick<Api, 'signIn' | 'signOut' | 'session'>;

/** Who is signed in. */
export class Account {
	#state: AccountState = $state.raw({ status: 'signed_out' });
	readonly #api: Calls;
	readonly #profile: ProfileStore;

	constructor(api: Calls, profile: ProfileStore) {
		this.#api = api;
		this.#profile = profile;
		const person = profile.load();
		if (person) this.#state = { status: 'remembered', person };
	}

	get state(): AccountState {
		return this.#state;
	}

	/** The person whose pages may be shown, whether or not the edge can be asked. */
	get person(): Person | null {
		return this.#state.status === 'signed_out' ? null : this.#state.person;
	}

	get isStaff(): boolean {
		return this.person?.roles.some((role) => role !== 'student') ?? false;
	}

	/** Throws ApiError. */
	async signIn(email: string, password: string): Promise<Person> {
		const { person } = await this.#api.signIn(email.trim(), password);
		this.#keep(person);
		return person;
	}

	/** Asks the edge whether its cookie still holds; without an answer, what the device knows stands. */
	async confirm(): Promise<void> {
		try {
			this.#keep((await this.#api.session()).person);
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			if (error.code === 'not_signed_in') this.expire();
		}
	}

	/** An answer of the API said that nobody is signed in. */
	expire(): void {
		// Said once: whoever asks in an effect would ask again for each new state.
		if (this.#state.status === 'signed_out' || this.#state.status === 'expired') return;
		this.#state = { status: 'expired', person: this.#state.person };
	}

	/** Signed out on this device at once, and at the edge as soon as it can be told. */
	async signOut(): Promise<void> {
		this.#profile.clear();
		this.#state = { status: 'signed_out' };
		try {
			await this.#api.signOut();
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
		}
	}

	#keep(person: Person): void {
		this.#profile.save(person);
		this.#state = { status: 'signed_in', person };
	}
}

export const [getAccount, setAccount] = createContext<Account>();
export const [getApi, setApi] = createContext<Api>();

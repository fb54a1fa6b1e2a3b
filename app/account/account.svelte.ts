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

type Calls = Pick<Api, 'signIn' | 'secondFactor' | 'signOut' | 'session'>;
/** Asks the browser for a passkey; rejects with PasskeyError when the person or the browser would not. */
type AskPasskey = (options: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** Who is signed in. */
export class Account {
	#state: AccountState = $state.raw({ status: 'signed_out' });
	readonly #api: Calls;
	readonly #profile: ProfileStore;
	readonly #askPasskey: AskPasskey;

	constructor(api: Calls, profile: ProfileStore, askPasskey: AskPasskey = askBrowser) {
		this.#api = api;
		this.#profile = profile;
		this.#askPasskey = askPasskey;
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

	/** Throws ApiError, or PasskeyError where a passkey is asked for too. */
	async signIn(email: string, password: string): Promise<Person> {
		const answer = await this.#api.signIn(email.trim(), password);
		if (!('secondFactor' in answer)) return this.keep(answer.person);
		const { ceremony, options } = answer.secondFactor;
		const signed = await this.#askPasskey(options);
		return this.keep((await this.#api.secondFactor(ceremony, signed)).person);
	}

	/** Asks the edge whether its cookie still holds; without an answer, what the device knows stands. */
	async confirm(): Promise<void> {
		try {
			this.hear((await this.#api.session()).person);
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			if (error.code === 'not_signed_in') this.expire();
		}
	}

	/** Somebody who is known here after all: a power cut took what was read first. Answers whether there is anybody. */
	async recall(): Promise<boolean> {
		if (this.#state.status !== 'signed_out') return true;
		const person = await this.#profile.recall();
		// Somebody may have signed in meanwhile.
		if (person && this.person === null) this.#state = { status: 'remembered', person };
		return this.person !== null;
	}

	/** Back from a sign-in provider: the edge is asked whom it signed in, whoever was known here before. Throws ApiError. */
	async arrive(): Promise<Person> {
		return this.keep((await this.#api.session()).person);
	}

	/** An answer of the API said that nobody is signed in. */
	expire(): void {
		// Said once: whoever asks in an effect would ask again for each new state.
		if (this.#state.status === 'signed_out' || this.#state.status === 'expired') return;
		this.#state = { status: 'expired', person: this.#state.person };
	}

	/** Signed out on this device at once, and at the edge as soon as it can be told. */
	async signOut(): Promise<void> {
		this.forget();
		try {
			await this.#api.signOut();
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
		}
	}

	/** Nobody is known on this device any more; the edge is not told. */
	forget(): void {
		this.#profile.clear();
		this.#state = { status: 'signed_out' };
	}

	/** An answer that was asked for while somebody was signed in: whoever signed out meanwhile stays so. */
	hear(person: Person): void {
		if (this.#state.status !== 'signed_out') this.keep(person);
	}

	/** The edge has just said that this is who is signed in. */
	keep(person: Person): Person {
		this.#profile.save(person);
		this.#state = { status: 'signed_in', person };
		return person;
	}
}

/** Loaded only when it is needed: most students never see a passkey. */
const askBrowser: AskPasskey = async (options) =>
	(await import('./passkey.ts')).signWithPasskey(options);

export const [getAccount, setAccount] = createContext<Account>();
export const [getApi, setApi] = createContext<Api>();

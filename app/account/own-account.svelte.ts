import type { Profile, Proof } from '#sync/schema/accounts.ts';
import { ApiError } from '#app/api/api-error.ts';
import type { Api } from '#app/api/api.ts';
import { language } from '#app/i18n/language.svelte.ts';
import type { Account } from './account.svelte.ts';
import { PasskeyError } from './passkey-error.ts';

type Calls = Pick<
	Api,
	| 'profile'
	| 'changeProfile'
	| 'changePassword'
	| 'endSignIn'
	| 'signOut'
	| 'proofOptions'
	| 'passkeyOptions'
	| 'addPasskey'
	| 'removePasskey'
	| 'unlink'
	| 'dataRules'
	| 'ownData'
	| 'eraseOwnData'
>;
type AskBrowser = (options: Record<string, unknown>) => Promise<Record<string, unknown>>;
/** Loaded when the first passkey is wanted. */
export interface PasskeyBrowser {
	make: AskBrowser;
	sign: AskBrowser;
}

/** One's own account as its page shows and changes it. All that can fail throws ApiError or PasskeyError. */
export class OwnAccount {
	#profile: Profile | null = $state.raw(null);
	readonly #api: Calls;
	readonly #account: Pick<Account, 'hear' | 'expire' | 'forget'>;
	readonly #browser: PasskeyBrowser;
	readonly #forgetOnDevice: (student: string) => Promise<void>;

	constructor(
		api: Calls,
		account: Pick<Account, 'hear' | 'expire' | 'forget'>,
		browser: PasskeyBrowser = thisBrowser,
		forgetOnDevice = forgetInStore
	) {
		this.#api = api;
		this.#account = account;
		this.#browser = browser;
		this.#forgetOnDevice = forgetOnDevice;
	}

	get profile(): Profile | null {
		return this.#profile;
	}

	async load(): Promise<void> {
		try {
			this.#take(await this.#api.profile());
		} catch (error) {
			if (error instanceof ApiError && error.code === 'not_signed_in') this.#account.expire();
			throw error;
		}
	}

	async rename(name: string): Promise<void> {
		this.#take(await this.#api.changeProfile({ name: name.trim() }));
	}

	async changePassword(current: string, next: string): Promise<void> {
		await this.#api.changePassword(current, next, language.current);
		await this.load();
	}

	async unlink(issuer: string, subject: string): Promise<void> {
		await this.#api.unlink(issuer, subject);
		await this.load();
	}

	dataRules() {
		return this.#api.dataRules();
	}

	/** A zip archive of all that is kept of this person. */
	data() {
		return this.#api.ownData();
	}

	/** For good. What this device keeps of the person's exams goes too. */
	async erase(email: string, password: string): Promise<void> {
		await this.#api.eraseOwnData(email, await this.#prove(password));
		const student = this.#profile?.person.id;
		if (student) await this.#forgetOnDevice(student);
		this.#account.forget();
	}

	async signOutDevice(id: string): Promise<void> {
		await this.#api.endSignIn(id);
		await this.load();
	}

	/** Only once the edge has done it: a device that is elsewhere would stay signed in otherwise. */
	async signOutEverywhere(): Promise<void> {
		await this.#api.signOut(true);
		this.#account.forget();
	}

	/** `password`: of somebody who has one; who has none proves by a passkey that it is still them. So below. */
	async addPasskey(name: string, password: string): Promise<void> {
		const { ceremony, options } = await this.#api.passkeyOptions(await this.#prove(password));
		const made = await this.#browser.make(options);
		try {
			await this.#api.addPasskey(ceremony, made, name, language.current);
		} catch (cause) {
			// Not the proof, which was right: the new passkey.
			if (cause instanceof ApiError && cause.code === 'wrong_credentials')
				throw new PasskeyError('refused', { cause });
			throw cause;
		}
		await this.load();
	}

	async askForPasskey(): Promise<void> {
		this.#take(await this.#api.changeProfile({ secondFactor: true }));
	}

	async stopAskingForPasskey(password: string): Promise<void> {
		const proof = await this.#prove(password);
		const locale = language.current;
		this.#take(await this.#api.changeProfile({ secondFactor: false, proof, locale }));
	}

	async removePasskey(id: string, password: string): Promise<void> {
		await this.#api.removePasskey(id, await this.#prove(password), language.current);
		await this.load();
	}

	/** undefined: there is nothing to prove it with but a fresh sign-in. */
	async #prove(password: string): Promise<Proof | undefined> {
		if (!this.#profile || this.#profile.hasPassword) return { password };
		if (this.#profile.passkeys.length === 0) return undefined;
		const { ceremony, options } = await this.#api.proofOptions();
		return { ceremony, answer: await this.#browser.sign(options) };
	}

	#take(profile: Profile): void {
		this.#profile = profile;
		this.#account.hear(profile.person);
	}
}

const thisBrowser: PasskeyBrowser = {
	make: async (options) => (await import('./passkey.ts')).createPasskey(options),
	sign: async (options) => (await import('./passkey.ts')).signWithPasskey(options)
};

async function forgetInStore(student: string): Promise<void> {
	const { DeviceStore } = await import('../device/device-store.ts');
	const { StillShelf } = await import('../device/still-shelf.ts');
	const store = new DeviceStore();
	const stills = new StillShelf();
	try {
		await store.forget(student);
		await stills.removeForgotten(async (attempt) => (await store.attempt(attempt)) !== undefined);
	} finally {
		store.close();
		stills.close();
	}
}

import type { Profile } from '#sync/schema/accounts.ts';
import { ApiError } from '#app/api/api-error.ts';
import type { Api } from '#app/api/api.ts';
import type { Account } from './account.svelte.ts';

type Calls = Pick<
	Api,
	| 'profile'
	| 'changeProfile'
	| 'changePassword'
	| 'endSignIn'
	| 'signOut'
	| 'passkeyOptions'
	| 'addPasskey'
	| 'removePasskey'
	| 'unlink'
	| 'dataRules'
	| 'ownData'
	| 'eraseOwnData'
>;
type MakePasskey = (options: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** One's own account as its page shows and changes it. All that can fail throws ApiError or PasskeyError. */
export class OwnAccount {
	#profile: Profile | null = $state.raw(null);
	readonly #api: Calls;
	readonly #account: Pick<Account, 'hear' | 'expire' | 'forget'>;
	readonly #makePasskey: MakePasskey;
	readonly #forgetOnDevice: (student: string) => Promise<void>;

	constructor(
		api: Calls,
		account: Pick<Account, 'hear' | 'expire' | 'forget'>,
		makePasskey: MakePasskey = askBrowser,
		forgetOnDevice = forgetInStore
	) {
		this.#api = api;
		this.#account = account;
		this.#makePasskey = makePasskey;
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
		await this.#api.changePassword(current, next);
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
		await this.#api.eraseOwnData(email, password);
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

	async addPasskey(name: string): Promise<void> {
		const { ceremony, options } = await this.#api.passkeyOptions();
		await this.#api.addPasskey(ceremony, await this.#makePasskey(options), name);
		await this.load();
	}

	async askForPasskey(secondFactor: boolean): Promise<void> {
		this.#take(await this.#api.changeProfile({ secondFactor }));
	}

	async removePasskey(id: string): Promise<void> {
		await this.#api.removePasskey(id);
		await this.load();
	}

	#take(profile: Profile): void {
		this.#profile = profile;
		this.#account.hear(profile.person);
	}
}

/** Loaded when the first passkey is made. */
const askBrowser: MakePasskey = async (options) =>
	(await import('./passkey.ts')).createPasskey(options);

async function forgetInStore(student: string): Promise<void> {
	const { DeviceStore } = await import('../device/device-store.ts');
	const store = new DeviceStore();
	try {
		await store.forget(student);
	} finally {
		store.close();
	}
}

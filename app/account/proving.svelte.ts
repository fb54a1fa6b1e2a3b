import type { Profile } from '#sync/schema/accounts.ts';
import { m } from '#app/i18n/generated/messages.js';
import { Asking } from './asking.svelte.ts';
import type { Words } from './sentence.ts';

/** One request that needs a proof that it is still the person: their password if they have one, said to be wrong at its field. */
export class Proving {
	readonly asking = new Asking();
	password = $state('');
	#tried = $state(false);
	readonly #hasPassword: () => boolean;

	constructor(profile: () => Pick<Profile, 'hasPassword'>) {
		this.#hasPassword = () => profile().hasPassword;
	}

	get error(): string | undefined {
		if (this.#tried && this.#hasPassword() && !this.password) return m.signin_password_missing();
		return this.asking.at('wrong_credentials');
	}

	/** Answers false while there is nothing to prove it with. */
	valid(): boolean {
		this.#tried = true;
		return !this.#hasPassword() || this.password !== '';
	}

	run(work: (password: string) => Promise<unknown>, words: Words = {}): Promise<boolean> {
		const hasPassword = this.#hasPassword();
		const wrong = hasPassword ? m.account_password_wrong : m.account_proof_refused;
		return this.asking.run(
			() => work(this.password),
			{ wrong_credentials: wrong, ...words },
			hasPassword ? ['wrong_credentials'] : []
		);
	}

	reset(): void {
		this.password = '';
		this.#tried = false;
		this.asking.clear();
	}
}

import type { Api } from '#app/api/api.ts';
import type { Account } from './account.svelte.ts';

/** Throws ApiError or PasskeyError. */
export async function signInWithPasskey(api: Api, account: Account): Promise<void> {
	const [{ signWithPasskey }, { ceremony, options }] = await Promise.all([
		import('./passkey.ts'),
		api.passkeySignInOptions()
	]);
	account.keep((await api.passkeySignIn(ceremony, await signWithPasskey(options))).person);
}

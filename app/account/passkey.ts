/** Passkeys in the browser (Web Authentication Level 3). */
import {
	startAuthentication,
	startRegistration,
	type PublicKeyCredentialCreationOptionsJSON,
	type PublicKeyCredentialRequestOptionsJSON
} from '@simplewebauthn/browser';
import { PasskeyError } from './passkey-error.ts';

async function asked<T extends object>(work: Promise<T>): Promise<Record<string, unknown>> {
	try {
		return Object.fromEntries(Object.entries(await work));
	} catch (cause) {
		throw new PasskeyError(cause instanceof Error ? cause.message : 'no passkey', { cause });
	}
}

/** `options`: as the edge gave them. */
export function signWithPasskey(options: Record<string, unknown>) {
	const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
	return asked(startAuthentication({ optionsJSON }));
}

export function createPasskey(options: Record<string, unknown>) {
	const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
	return asked(startRegistration({ optionsJSON }));
}

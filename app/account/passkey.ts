/** Passkeys in the browser (Web Authentication Level 3). */
import {
	browserSupportsWebAuthn,
	startAuthentication,
	startRegistration,
	type PublicKeyCredentialCreationOptionsJSON,
	type PublicKeyCredentialRequestOptionsJSON
} from '@simplewebauthn/browser';

/** The person let it be, the browser cannot, or the key is there already. */
export class PasskeyError extends Error {
	override name = 'PasskeyError';
}

export const passkeysWork = (): boolean => browserSupportsWebAuthn();

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

/** The person let it be, the browser cannot, or the key is there already. */
export class PasskeyError extends Error {
	override name = 'PasskeyError';
}

/** Apart from passkey.ts, which a page loads only once a passkey is wanted. */
export const passkeysWork = (): boolean => typeof globalThis.PublicKeyCredential === 'function';

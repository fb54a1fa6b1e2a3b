/**
 * Keys through WebCrypto: ECDSA P-256 for devices (every browser keeps it non-extractable in IndexedDB), Ed25519 for the edge.
 * A key's id is the first 16 hex digits of SHA-256 of its raw public bytes.
 */
import type { Bytes } from './bytes.ts';
import { sha256Hex } from './hash.ts';

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ecdsaSha256 = { name: 'ECDSA', hash: 'SHA-256' } as const;
const ed25519 = { name: 'Ed25519' } as const;

export function keyId(raw: Uint8Array): string {
	return sha256Hex(raw).slice(0, 16);
}

/** `raw`: 65 bytes, the uncompressed point. Rejects on a point that is not on the curve. */
export function importDeviceKey(raw: Bytes): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', raw, ecdsa, true, ['verify']);
}

/** `signature`: r ‖ s, 64 bytes. */
export function verifyDevice(key: CryptoKey, bytes: Bytes, signature: Bytes): Promise<boolean> {
	return crypto.subtle.verify(ecdsaSha256, key, signature, bytes);
}

/** The private key can be used but never read; `raw` is the public one. */
export async function createDeviceKeyPair(): Promise<{ privateKey: CryptoKey; raw: Bytes }> {
	const pair = (await crypto.subtle.generateKey(ecdsa, false, ['sign', 'verify'])) as CryptoKeyPair;
	const raw = (await crypto.subtle.exportKey('raw', pair.publicKey)) as ArrayBuffer;
	return { privateKey: pair.privateKey, raw: new Uint8Array(raw) };
}

export async function signDevice(privateKey: CryptoKey, bytes: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.sign(ecdsaSha256, privateKey, bytes));
}

/** `raw`: 32 bytes. */
export function importEdgeKey(raw: Bytes): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', raw, ed25519, true, ['verify']);
}

export function importEdgePrivateKey(pkcs8: Bytes): Promise<CryptoKey> {
	return crypto.subtle.importKey('pkcs8', pkcs8, ed25519, false, ['sign']);
}

/** For tests and for the first start of an installation: the private key is handed out as PKCS #8 once. */
export async function createEdgeKeyPair(): Promise<{ pkcs8: Bytes; raw: Bytes }> {
	const pair = (await crypto.subtle.generateKey(ed25519, true, [
		'sign',
		'verify'
	])) as CryptoKeyPair;
	const [pkcs8, raw] = await Promise.all([
		crypto.subtle.exportKey('pkcs8', pair.privateKey),
		crypto.subtle.exportKey('raw', pair.publicKey)
	]);
	return {
		pkcs8: new Uint8Array(pkcs8 as ArrayBuffer),
		raw: new Uint8Array(raw as ArrayBuffer)
	};
}

export async function signEdge(privateKey: CryptoKey, bytes: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.sign(ed25519, privateKey, bytes));
}

export function verifyEdge(key: CryptoKey, bytes: Bytes, signature: Bytes): Promise<boolean> {
	return crypto.subtle.verify(ed25519, key, signature, bytes);
}

/**
 * RFC 9180, base mode, one message: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and an AES-GCM. P-256 and not X25519, because every browser
 * that sits an exam has it. What a receiver is sent is the sender's fresh public key and the ciphertext.
 */
import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, utf8 } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';

const ecdh = { name: 'ECDH', namedCurve: 'P-256' } as const;
const KEM = Uint8Array.of(0, 0x10);
const KDF = Uint8Array.of(0, 1);
const NONCE_BYTES = 12;
const SECRET_BYTES = 32;

/** Of an encapsulated key, and of a public one: the uncompressed point. */
export const POINT_BYTES = 65;
export const TAG_BYTES = 16;

export type Aead = { id: number; keyBytes: number };
export const AES_256_GCM: Aead = { id: 2, keyBytes: 32 };

export type KeyPair = { privateKey: CryptoKey; raw: Bytes };
type Message = { info: Bytes; additional: Bytes };

/** The private key can be read, by who has to keep it somewhere. */
export async function createKeyPair(): Promise<KeyPair> {
	const pair = (await crypto.subtle.generateKey(ecdh, true, ['deriveBits'])) as CryptoKeyPair;
	return { privateKey: pair.privateKey, raw: await rawOf(pair.publicKey) };
}

export const exportPrivateKey = async (key: CryptoKey): Promise<Bytes> =>
	new Uint8Array((await crypto.subtle.exportKey('pkcs8', key)) as ArrayBuffer);

export const importPrivateKey = (pkcs8: Bytes): Promise<CryptoKey> =>
	crypto.subtle.importKey('pkcs8', pkcs8, ecdh, false, ['deriveBits']);

/** `own`: the sender's pair; given only where a vector says which. */
export async function sealTo(
	receiver: Bytes,
	{ info, additional, plain }: Message & { plain: Bytes },
	{ own, aead = AES_256_GCM }: { own?: KeyPair; aead?: Aead } = {}
): Promise<{ encapsulated: Bytes; sealed: Bytes }> {
	const { privateKey, raw } = own ?? (await createKeyPair());
	const secret = await sharedSecret(privateKey, receiver, { encapsulated: raw, receiver });
	const { key, iv } = await schedule(secret, info, aead, 'encrypt');
	const options = { name: 'AES-GCM', iv, additionalData: additional };
	const sealed = new Uint8Array(await crypto.subtle.encrypt(options, key, plain));
	return { encapsulated: raw, sealed };
}

/** null: another key, another place, or changed on the way. */
export async function openFrom(
	receiver: KeyPair,
	{ info, additional, encapsulated, sealed }: Message & { encapsulated: Bytes; sealed: Bytes },
	aead: Aead = AES_256_GCM
): Promise<Bytes | null> {
	try {
		const both = { encapsulated, receiver: receiver.raw };
		const secret = await sharedSecret(receiver.privateKey, encapsulated, both);
		const { key, iv } = await schedule(secret, info, aead, 'decrypt');
		const options = { name: 'AES-GCM', iv, additionalData: additional };
		return new Uint8Array(await crypto.subtle.decrypt(options, key, sealed));
	} catch (_noPointOfTheCurveOrTagDiffers) {
		return null;
	}
}

/** `Encap` and `Decap` of RFC 9180, 4.1. */
async function sharedSecret(
	privateKey: CryptoKey,
	theirs: Bytes,
	{ encapsulated, receiver }: { encapsulated: Bytes; receiver: Bytes }
): Promise<Bytes> {
	const publicKey = await crypto.subtle.importKey('raw', theirs, ecdh, false, []);
	const agreement = { name: 'ECDH', public: publicKey };
	const bits = new Uint8Array(await crypto.subtle.deriveBits(agreement, privateKey, 256));
	const suite = concat(utf8('KEM'), KEM);
	const pseudorandom = labeledExtract(suite, new Uint8Array(), 'eae_prk', bits);
	const both = concat(encapsulated, receiver);
	return labeledExpand(suite, pseudorandom, 'shared_secret', both, SECRET_BYTES);
}

/** `KeySchedule` of RFC 9180, 5.1, in base mode, for the first and only message. */
async function schedule(
	secret: Bytes,
	info: Bytes,
	{ id, keyBytes }: Aead,
	usage: 'encrypt' | 'decrypt'
): Promise<{ key: CryptoKey; iv: Bytes }> {
	const none = new Uint8Array();
	const suite = concat(utf8('HPKE'), KEM, KDF, Uint8Array.of(0, id));
	const context = concat(
		Uint8Array.of(0),
		labeledExtract(suite, none, 'psk_id_hash', none),
		labeledExtract(suite, none, 'info_hash', info)
	);
	const from = labeledExtract(suite, secret, 'secret', none);
	const raw = labeledExpand(suite, from, 'key', context, keyBytes);
	const iv = labeledExpand(suite, from, 'base_nonce', context, NONCE_BYTES);
	return { key: await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, [usage]), iv };
}

function labeledExtract(suite: Bytes, salt: Bytes, label: string, secret: Bytes): Bytes {
	const labeled = concat(utf8('HPKE-v1'), suite, utf8(label), secret);
	return extract(sha256, labeled, salt) as Bytes;
}

function labeledExpand(
	suite: Bytes,
	key: Bytes,
	label: string,
	info: Bytes,
	length: number
): Bytes {
	const labeled = concat(Uint8Array.of(0, length), utf8('HPKE-v1'), suite, utf8(label), info);
	return expand(sha256, key, labeled, length) as Bytes;
}

const rawOf = async (key: CryptoKey): Promise<Bytes> =>
	new Uint8Array((await crypto.subtle.exportKey('raw', key)) as ArrayBuffer);

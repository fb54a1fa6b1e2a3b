/** A passkey in software: signs what an edge asks for as a browser with an authenticator would (Web Authentication Level 3). */
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { toBase64url, utf8 } from '#sync/bytes.ts';
import { sha256 } from '#sync/hash.ts';

const USER_PRESENT_AND_VERIFIED = 0x05;
const HAS_CREDENTIAL = 0x40;

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
	const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

/** WebAuthn wants the signature in DER (RFC 3279); Web Crypto gives the two numbers. */
function derOf(signature: Uint8Array): Uint8Array {
	const number = (bytes: Uint8Array): Uint8Array => {
		const first = bytes.findIndex((byte) => byte !== 0);
		const short = bytes.subarray(first);
		const padded = (short[0] ?? 0) > 127 ? joined(Uint8Array.of(0), short) : short;
		return joined(Uint8Array.of(2, padded.length), padded);
	};
	const both = joined(number(signature.subarray(0, 32)), number(signature.subarray(32)));
	return joined(Uint8Array.of(0x30, both.length), both);
}

export class Authenticator {
	readonly #origin: string;
	readonly #keys: CryptoKeyPair;
	readonly #id = crypto.getRandomValues(new Uint8Array(16));
	#counter = 0;

	private constructor(origin: string, keys: CryptoKeyPair) {
		this.#origin = origin;
		this.#keys = keys;
	}

	static async at(origin: string): Promise<Authenticator> {
		const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
		return new Authenticator(
			origin,
			await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
		);
	}

	get id(): string {
		return toBase64url(this.#id);
	}

	/** The answer to options to make a passkey. */
	async make(options: unknown): Promise<Record<string, unknown>> {
		const point = new Uint8Array(await crypto.subtle.exportKey('raw', this.#keys.publicKey));
		const cose = isoCBOR.encode(
			new Map<number, number | Uint8Array<ArrayBuffer>>([
				[1, 2],
				[3, -7],
				[-1, 1],
				[-2, point.slice(1, 33)],
				[-3, point.slice(33)]
			])
		);
		const credential = joined(new Uint8Array(16), Uint8Array.of(0, 16), this.#id, cose);
		const authData = joined(this.#data(HAS_CREDENTIAL), credential);
		const attestation = isoCBOR.encode(
			new Map<string, string | Map<string, string> | Uint8Array<ArrayBuffer>>([
				['fmt', 'none'],
				['attStmt', new Map()],
				['authData', authData]
			])
		);
		return this.#answer({
			clientDataJSON: toBase64url(this.#clientData('webauthn.create', options)),
			attestationObject: toBase64url(attestation),
			transports: ['internal']
		});
	}

	/** The answer to options to sign with this passkey. */
	async sign(options: unknown): Promise<Record<string, unknown>> {
		this.#counter++;
		const clientData = this.#clientData('webauthn.get', options);
		const authData = this.#data(0);
		const signature = await crypto.subtle.sign(
			{ name: 'ECDSA', hash: 'SHA-256' },
			this.#keys.privateKey,
			joined(authData, sha256(clientData))
		);
		return this.#answer({
			clientDataJSON: toBase64url(clientData),
			authenticatorData: toBase64url(authData),
			signature: toBase64url(derOf(new Uint8Array(signature)))
		});
	}

	#data(flags: number): Uint8Array {
		const count = new Uint8Array(4);
		new DataView(count.buffer).setUint32(0, this.#counter);
		const relyingParty = sha256(utf8(new URL(this.#origin).hostname));
		return joined(relyingParty, Uint8Array.of(USER_PRESENT_AND_VERIFIED | flags), count);
	}

	#clientData(type: string, options: unknown): Uint8Array {
		const { challenge } = options as { challenge: string };
		return utf8(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
	}

	#answer(response: Record<string, unknown>): Record<string, unknown> {
		const { id } = this;
		return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
	}
}

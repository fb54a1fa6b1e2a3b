import { expect, test } from 'vitest';
import { concat, fromHex, toBase64url, toHex, utf8 } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { createKeyPair, exportPrivateKey, importPrivateKey, openFrom, sealTo } from './hpke.ts';
import type { KeyPair } from './hpke.ts';

/** RFC 9180, A.3.1: P-256, HKDF-SHA256, AES-128-GCM, base mode, the first message. */
const rfc = {
	info: fromHex('4f6465206f6e2061204772656369616e2055726e'),
	sender: {
		secret: '4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb',
		point:
			'04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4'
	},
	receiver: {
		secret: 'f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2',
		point:
			'04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0'
	},
	plain: fromHex('4265617574792069732074727574682c20747275746820626561757479'),
	additional: fromHex('436f756e742d30'),
	sealed:
		'5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434'
};
const AES_128_GCM = { id: 1, keyBytes: 16 };

async function pairOf({ secret, point }: { secret: string; point: string }): Promise<KeyPair> {
	const raw = fromHex(point);
	const jwk = {
		kty: 'EC',
		crv: 'P-256',
		d: toBase64url(fromHex(secret)),
		x: toBase64url(raw.subarray(1, 33)),
		y: toBase64url(raw.subarray(33))
	};
	const algorithm = { name: 'ECDH', namedCurve: 'P-256' };
	const privateKey = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['deriveBits']);
	return { privateKey, raw };
}

test('X2: the bytes are those of RFC 9180, A.3.1, sealed and opened', async () => {
	const { info, additional, plain } = rfc;
	const own = await pairOf(rfc.sender);
	const receiver = await pairOf(rfc.receiver);
	const message = { info, additional, plain };
	const made = await sealTo(receiver.raw, message, { own, aead: AES_128_GCM });
	expect(toHex(made.encapsulated)).toBe(rfc.sender.point);
	expect(toHex(made.sealed)).toBe(rfc.sealed);
	const given = {
		info,
		additional,
		encapsulated: made.encapsulated,
		sealed: fromHex(rfc.sealed)
	};
	expect(await openFrom(receiver, given, AES_128_GCM)).toEqual(plain);
});

const info = utf8('a');
const additional = utf8('b');
const plain = utf8('what was written');

test('X2: a message opens with the key it was sealed to, also when that was kept as PKCS #8 meanwhile', async () => {
	const { privateKey, raw } = await createKeyPair();
	const kept = { privateKey: await importPrivateKey(await exportPrivateKey(privateKey)), raw };
	const made = await sealTo(raw, { info, additional, plain });
	expect(await openFrom(kept, { info, additional, ...made })).toEqual(plain);
	expect(kept.privateKey.extractable).toBe(false);
});

test('X2: two messages to one key share no byte of key or text', async () => {
	const { raw } = await createKeyPair();
	const [one, two] = [
		await sealTo(raw, { info, additional, plain }),
		await sealTo(raw, { info, additional, plain })
	];
	expect(toHex(one.encapsulated)).not.toBe(toHex(two.encapsulated));
	expect(toHex(one.sealed)).not.toBe(toHex(two.sealed));
});

test('attack: another key, another place, other bytes and a point beside the curve open nothing', async () => {
	const receiver = await createKeyPair();
	const other = await createKeyPair();
	const made = await sealTo(receiver.raw, { info, additional, plain });
	const flipped = made.sealed.slice();
	flipped[3] = (flipped[3] ?? 0) ^ 1;
	const beside = concat(Uint8Array.of(4), new Uint8Array(64).fill(1));
	const changed: [KeyPair, Partial<{ info: Bytes; additional: Bytes } & typeof made>][] = [
		[other, {}],
		[receiver, { info: utf8('c') }],
		[receiver, { additional: utf8('c') }],
		[receiver, { sealed: flipped }],
		[receiver, { sealed: new Uint8Array() }],
		[receiver, { encapsulated: other.raw }],
		[receiver, { encapsulated: beside }],
		[receiver, { encapsulated: new Uint8Array(65) }],
		[receiver, { encapsulated: new Uint8Array() }]
	];
	for (const [key, change] of changed)
		expect(await openFrom(key, { info, additional, ...made, ...change })).toBeNull();
});

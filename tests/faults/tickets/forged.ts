/**
 * Tickets that open nothing. The envelope has one algorithm and no field that would name another, so the tricks of formats that have one
 * (`none`, a public key taken for a secret, another curve of the same length) are tried where a signature stands.
 */
import { createHmac } from 'node:crypto';
import { concat, fromBase64url, toBase64url, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { canonicalBytes } from '#sync/canonical.ts';
import type { Signed } from '#sync/schema/signed.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { sign } from '#sync/signed.ts';
import type { Context, EdgeSigner } from '#sync/signed.ts';
import { makeEdge } from '#sync/testing/fixture.ts';
import { issueTicket } from '#sync/ticket.ts';
import type { World } from './world.ts';

/** `at`: any number; where a trick has a place, it follows from it. */
export type Forge = (at: number) => Promise<Signed> | Signed;

const HOUR = 3_600_000;
/** Of Ed25519, little-endian: a signature with it added is the same signature to who does not look. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

export async function forgeries(world: World): Promise<Record<string, Forge>> {
	const { own, other, elsewhere, stack } = world;
	const { signed, ticket } = own;
	const edge = await stack.signer();
	const stranger = await makeEdge();
	const key = own.keys.find(({ id }) => id === signed.key);
	if (!key) throw new Error('The edge’s key is not among those it names.');
	const publicKey = fromBase64url(key.publicKey);
	const said = fromBase64url(signed.bytes);
	const underContext = concat(utf8('invigil-ticket/1'), Uint8Array.of(0), said);
	const signature = fromBase64url(signed.signature);
	const withSignature = (bytes: Uint8Array): Signed => ({
		...signed,
		signature: toBase64url(bytes)
	});
	const saying = (more: Partial<Ticket>, by: EdgeSigner = edge) =>
		issueTicket({ ...ticket, ...more }, by);
	const unsigned = (more: Partial<Ticket>): Signed => ({
		...signed,
		bytes: toBase64url(canonicalBytes({ ...ticket, ...more }))
	});
	const inContext = (context: Context) => sign(context, ticket, edge);
	return {
		'another student’s': () => other.signed,
		'another student’s, expired': () =>
			issueTicket({ ...other.ticket, expiresAt: Date.now() - HOUR }, edge),
		'of the same student’s other sitting': () => elsewhere.signed,
		'of another installation': () => saying({}, stranger.signer),
		'by another key under our key’s name': async () => ({
			...(await saying({}, stranger.signer)),
			key: signed.key
		}),
		'by the device’s key': async () => withSignature(await own.key.sign(underContext)),
		'by the public key as a secret': () =>
			withSignature(createHmac('sha512', publicKey).update(underContext).digest()),
		'with a signature of zeros': () => withSignature(new Uint8Array(64)),
		'with the neutral point for a signature': () =>
			withSignature(concat(Uint8Array.of(1), new Uint8Array(63))),
		'with the order added to its signature': () => withSignature(malleated(signature)),
		'with the signature of another': () => ({ ...signed, signature: other.signed.signature }),
		'signed as a receipt': () => inContext('invigil-receipt/1'),
		'signed as a file’s receipt': () => inContext('invigil-file/1'),
		'signed as a form': () => inContext('invigil-form/1'),
		'signed as a decision': () => inContext('invigil-decision/1'),
		'with more time, under the old signature': () =>
			unsigned({ closesAt: ticket.closesAt + HOUR, expiresAt: ticket.expiresAt + HOUR }),
		'for another student, under the old signature': () =>
			unsigned({ student: other.ticket.student }),
		'for another attempt, under the old signature': () =>
			unsigned({ attempt: other.ticket.attempt }),
		'written with spaces': () => ({
			...signed,
			bytes: toBase64url(utf8(new TextDecoder().decode(said).replace(',', ', ')))
		}),
		'with another character': (at) => ({ ...signed, bytes: changed(signed.bytes, at) }),
		'with another character in its signature': (at) => ({
			...signed,
			signature: changed(signed.signature, at)
		}),
		'with loose bits in the last symbol': () => ({
			...signed,
			signature: loosened(signed.signature)
		}),
		truncated: (at) => ({
			...signed,
			bytes: signed.bytes.slice(0, 4 + 4 * (at % ((signed.bytes.length >> 2) - 1)))
		}),
		'with something behind it': () => ({ ...signed, bytes: toBase64url(concat(said, utf8(' '))) })
	};
}

/** As a header or a subprotocol would bring them: no envelope at all. */
export function shapeless({ own: { signed } }: World): Record<string, string[]> {
	const { key, bytes, signature } = signed;
	const jwt = [{ alg: 'none', typ: 'JWT' }, JSON.parse(readable(bytes)) as object]
		.map((part) => toBase64url(utf8(JSON.stringify(part))))
		.join('.');
	return {
		nothing: [],
		'an empty one': [''],
		'a signature left out': [`${key}.${bytes}`],
		'an empty signature': [`${key}.${bytes}.`],
		'a signature called none': [`${key}.${bytes}.none`],
		'half a signature': [`${key}.${bytes}.${signature.slice(0, 43)}`],
		'one part too many': [`${key}.${bytes}.${signature}.${signature}`],
		'a token without a signature (alg none)': [`${jwt}.`],
		'the key’s name in capitals': [`${key.toUpperCase()}X.${bytes}.${signature}`],
		'a key of no name': [`.${bytes}.${signature}`]
	};
}

const readable = (bytes: string) => new TextDecoder().decode(fromBase64url(bytes));

/** r ‖ s + L. */
function malleated(signature: Bytes): Bytes {
	let s = 0n;
	for (let at = 63; at >= 32; at--) s = (s << 8n) | BigInt(signature[at] ?? 0);
	s += ORDER;
	const made = signature.slice();
	for (let at = 32; at < 64; at++, s >>= 8n) made[at] = Number(s & 255n);
	return made;
}

/** The last symbol says more than the bytes need: whoever overlooks it takes two texts for one. */
function loosened(signature: string): string {
	const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
	const last = alphabet.indexOf(signature.at(-1) ?? 'A');
	return signature.slice(0, -1) + (alphabet[last + 1] ?? 'B');
}

/** Never the last symbol: its loose bits are another trick. */
function changed(text: string, at: number): string {
	const place = Math.imul(at, 7919) >>> 0;
	const where = place % (text.length - 1);
	return `${text.slice(0, where)}${text[where] === 'A' ? 'B' : 'A'}${text.slice(where + 1)}`;
}

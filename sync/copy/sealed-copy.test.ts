import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { concat, toBase64url, u32, utf8, uuidBytes } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { canonicalBytes } from '../canonical.ts';
import { raw, sealed as sealedLog } from '../testing/chain.ts';
import { choice, heartbeat, makePapers, openContent, uuid } from '../testing/fixture.ts';
import type { Papers } from '../testing/fixture.ts';
import { decodeContent, encodeContent, MOST_COPIED_SESSIONS } from './content.ts';
import type { CopiedSession } from './content.ts';
import { createKeyPair, sealTo } from './hpke.ts';
import type { KeyPair } from './hpke.ts';
import {
	fittingSessions,
	MOST_COPY_BYTES,
	openCopy,
	readCopyHeader,
	sealCopy
} from './sealed-copy.ts';

let papers: Papers;
let key: KeyPair;
let session: CopiedSession;
let header: { sitting: string; attempt: string };
let file: Bytes;
beforeAll(async () => {
	papers = await makePapers();
	key = await createKeyPair();
	const entries = raw([openContent(papers), choice('one', 'a'), heartbeat, choice('one', 'b')]);
	const segments = await sealedLog(papers, [
		entries.slice(0, 1),
		entries.slice(1, 3),
		entries.slice(3)
	]);
	session = { session: papers.session, ticket: papers.signed, segments };
	header = { sitting: papers.ticket.sitting, attempt: papers.ticket.attempt };
	file = await sealCopy(header, [session], toBase64url(key.raw));
});

test('X3: what was sealed comes out byte for byte, all sessions in their order', async () => {
	const other = { ...session, session: uuid(7), segments: session.segments.slice(0, 1) };
	const both = await sealCopy(header, [other, session], toBase64url(key.raw));
	expect(readCopyHeader(both)).toEqual({ ok: true, header });
	expect(await openCopy(both, key)).toEqual({ ok: true, sessions: [other, session] });
});

test('X2: nothing of the log, the ticket or a name stands in the file in clear', () => {
	const text = new TextDecoder('latin1').decode(file);
	for (const word of [papers.ticket.studentName, 'single_choice', papers.signed.signature])
		expect(text).not.toContain(word);
});

test('X5: a file that was cut off anywhere is damaged, or no copy where not even its beginning is there', async () => {
	const lengths = Array.from(file, (_, length) => length);
	const opened = await Promise.all(lengths.map((length) => openCopy(file.slice(0, length), key)));
	expect(opened).toEqual(
		lengths.map((length) => ({ ok: false, problem: length < 4 ? 'not_a_copy' : 'damaged' }))
	);
});

test('X5: a file with any bit flipped opens to nothing', async () => {
	const opened = await Promise.all(
		Array.from(file, (byte, at) => {
			const flipped = file.slice();
			flipped[at] = byte ^ (1 << (at % 8));
			return openCopy(flipped, key);
		})
	);
	expect(opened.filter(({ ok }) => ok)).toEqual([]);
	expect((await openCopy(file, key)).ok).toBe(true);
});

test('X5: bytes behind the end, another sitting’s key and a later version are told apart', async () => {
	expect(await openCopy(concat(file, Uint8Array.of(0)), key)).toEqual({
		ok: false,
		problem: 'damaged'
	});
	expect(await openCopy(file, await createKeyPair())).toEqual({ ok: false, problem: 'damaged' });
	const later = file.slice();
	later[3] = 0x32;
	expect(await openCopy(later, key)).toEqual({ ok: false, problem: 'newer_version' });
	for (const foreign of ['PK\x03\x04zip', '{"kind":"invigil-problem-report/1"}', 'IVS1', ''])
		expect(await openCopy(utf8(foreign), key)).toEqual({ ok: false, problem: 'not_a_copy' });
});

test('attack: a copy whose header was given to another sitting or attempt does not open', async () => {
	for (const at of [4, 20]) {
		const moved = concat(file.subarray(0, at), uuidBytes(uuid(9)), file.subarray(at + 16));
		expect(await openCopy(moved, key)).toEqual({ ok: false, problem: 'damaged' });
	}
});

/** As anybody who has a ticket can: the key is public. */
async function sealedTo(plain: Bytes): Promise<Bytes> {
	const additional = file.slice(0, 36);
	const message = { info: utf8('invigil-copy/1'), additional, plain };
	const { encapsulated, sealed } = await sealTo(key.raw, message);
	return concat(additional, encapsulated, sealed);
}

test('attack: counts and lengths that promise more than is there are no reason to make room', async () => {
	const ticket = canonicalBytes(papers.signed);
	const named = concat(uuidBytes(papers.session), u32(ticket.length), ticket);
	const hostile = [
		new Uint8Array(),
		Uint8Array.of(0),
		Uint8Array.of(255),
		Uint8Array.of(1),
		concat(Uint8Array.of(MOST_COPIED_SESSIONS + 1), named, u32(0)),
		concat(Uint8Array.of(1), uuidBytes(papers.session), u32(0xffff_ffff)),
		concat(Uint8Array.of(1), uuidBytes(papers.session), u32(2), utf8('{}'), u32(0)),
		concat(Uint8Array.of(1), uuidBytes(papers.session), u32(3), utf8('{ }'), u32(0)),
		concat(Uint8Array.of(1), named, u32(0xffff_ffff)),
		concat(Uint8Array.of(1), named, u32(0xffff_ffff), new Uint8Array(4_000)),
		concat(Uint8Array.of(1), named, u32(1), u32(0)),
		concat(Uint8Array.of(1), named, u32(1), u32(0xffff_ffff), new Uint8Array(10)),
		concat(Uint8Array.of(1), named, u32(1), u32(300_000), new Uint8Array(300_000)),
		concat(Uint8Array.of(1), named, u32(0), Uint8Array.of(0)),
		concat(Uint8Array.of(2), named, u32(0))
	];
	for (const plain of hostile) {
		expect(decodeContent(plain)).toBeNull();
		expect(await openCopy(await sealedTo(plain), key)).toEqual({ ok: false, problem: 'damaged' });
	}
});

test('attack: no bytes whatever make the parser throw, and what it takes is what it writes', () => {
	const whole = encodeContent([session]);
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(), fc.nat(), (noise, at, cut) => {
			const from = at % whole.length;
			const spliced = concat(
				whole.subarray(0, from),
				noise,
				whole.subarray(Math.min(whole.length, from + (cut % 400)))
			);
			for (const bytes of [spliced, noise as Bytes]) {
				const read = decodeContent(bytes);
				if (read) expect(encodeContent(read)).toEqual(bytes);
			}
		}),
		{ numRuns: 2_000 }
	);
});

test('X4: of sessions that do not fit together the newest are taken, and none where the newest does not', () => {
	const large = (name: number, megabytes: number): CopiedSession => ({
		session: uuid(name),
		ticket: papers.signed,
		segments: Array.from({ length: megabytes * 4 }, () => new Uint8Array(250_000))
	});
	const [old, middle, newest] = [large(1, 20), large(2, 10), large(3, 20)];
	expect(fittingSessions([old, middle, newest])).toEqual([middle, newest]);
	expect(fittingSessions([large(4, 33)])).toEqual([]);
	expect(MOST_COPY_BYTES).toBeLessThan(33_000_000);
	const many = Array.from({ length: 40 }, (_, at) => ({ ...session, session: uuid(at) }));
	expect(fittingSessions(many).map((each) => each.session)).toEqual(
		many.slice(-MOST_COPIED_SESSIONS).map((each) => each.session)
	);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, utf8 } from './bytes.ts';
import { controlGenesisHead, genesisHead, headAfter, nextHead } from './chain.ts';
import { decodeSegment, sealSegment } from './segment.ts';
import { uuid } from './testing/fixture.ts';

const ticketHash = 'ab'.repeat(32);
const deviceKey = new Uint8Array(65).fill(4);
const session = uuid(100);
const genesis = genesisHead({ session, deviceKey, ticketHash });
const sign = async () => new Uint8Array(64).fill(9);
const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 100 });

test('C1: session, key and ticket each give another genesis, and a control log another still', () => {
	const heads = [
		genesis,
		genesisHead({ session: uuid(101), deviceKey, ticketHash }),
		genesisHead({ session, deviceKey: deviceKey.map((byte) => byte ^ 1), ticketHash }),
		genesisHead({ session, deviceKey, ticketHash: 'ac'.repeat(32) }),
		controlGenesisHead({ session, edgeKey: deviceKey.slice(0, 32), ticketHash })
	];
	expect(new Set(heads.map(String)).size).toBe(heads.length);
});

test('C2: where one entry ends and the next begins is part of the chain', () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 2, maxLength: 60 }), fc.nat(58), (bytes, where) => {
			const cut = 1 + (where % (bytes.length - 1));
			const parts = [bytes.slice(0, cut), bytes.slice(cut)];
			expect(headAfter(genesis, parts)).not.toEqual(nextHead(genesis, bytes));
			if (String(parts[0]) === String(parts[1])) return;
			expect(headAfter(genesis, parts.toReversed())).not.toEqual(headAfter(genesis, parts));
		}),
		{ examples: [[utf8('ab'), 0]] }
	);
});

test('S1: a segment is read back as it was sealed, also out of the middle of other bytes', async () => {
	await fc.assert(
		fc.asyncProperty(entries, fc.nat(0xffff_ffff), async (list, first) => {
			const sealed = await sealSegment({ session, first, before: genesis, entries: list, sign });
			const within = concat(new Uint8Array(3), sealed.bytes, new Uint8Array(5)).subarray(3, -5);
			const decoded = decodeSegment(within);
			if (!decoded.ok) throw new Error(decoded.refusal.code);
			expect(decoded.segment).toMatchObject({ session, first, count: list.length });
			expect(decoded.segment.entries.map(String)).toEqual(list.map(String));
			expect(decoded.segment.after).toEqual(headAfter(genesis, list));
		})
	);
});

test('S4: whatever bytes come, reading ends in a segment or a refusal', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
			expect(decodeSegment(concat(utf8('IVS1'), bytes)).ok).toBe(false);
		})
	);
});

test('S3: too many or too large entries are not sealed', async () => {
	const seal = (list: Uint8Array[]) =>
		sealSegment({ session, first: 0, before: genesis, entries: list, sign });
	await expect(seal([])).rejects.toThrow(RangeError);
	await expect(seal(Array.from({ length: 101 }, () => utf8('x')))).rejects.toThrow(RangeError);
	await expect(seal(Array.from({ length: 5 }, () => new Uint8Array(60_000)))).rejects.toThrow(
		RangeError
	);
});

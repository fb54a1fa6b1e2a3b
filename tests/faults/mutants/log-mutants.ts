/** Changes to sealed segments, as somebody between device and edge can make them, or a device that signs what it should not. */
import fc from 'fast-check';
import { concat, fromHex, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { canonicalText } from '#sync/canonical.ts';
import { decodeEntry } from '#sync/entry.ts';
import { SEGMENT_HEADER_BYTES, decodeSegment, sealSegment } from '#sync/segment.ts';
import type { Sign } from '#sync/segment.ts';
import { varUint } from '#sync/varint.ts';
import { LOG_CLIENT, LOG_ROOT, encodeItems } from '#sync/yjs-wire.ts';
import type { Corpus } from './corpus.ts';
import { judgeLog, judgeUpdate } from './judge.ts';
import { pick } from './mutator.ts';
import type { Mutator } from './mutator.ts';

const place = fc.nat(10_000);
const changed = (log: readonly Bytes[], at: number, change: (bytes: Bytes) => Bytes) =>
	log.with(at % log.length, change(pick(log, at).slice()));

function segmentOf(bytes: Bytes) {
	const decoded = decodeSegment(bytes);
	if (!decoded.ok) throw new Error(decoded.refusal.code);
	return decoded.segment;
}

/** Seals segment `at` anew, its entries written otherwise. */
async function resealed(
	{ log, papers }: Corpus,
	at: number,
	change: (entry: Record<string, unknown>) => object,
	sign: Sign = papers.device.sign
): Promise<Bytes[]> {
	const { first, before, entries, session } = segmentOf(pick(log, at));
	const written = entries.map((bytes, offset) => {
		const read = decodeEntry(bytes);
		if (!read.ok) throw new Error(read.refusal.code);
		return offset > 0 ? bytes : utf8(canonicalText(change(read.entry)));
	});
	const sealed = await sealSegment({ session, first, before, entries: written, sign });
	return log.with(at % log.length, sealed.bytes);
}

const header = { first: 20, count: 24, entry: SEGMENT_HEADER_BYTES };
const tooMuch: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
	fc.record({ seq: fc.constantFrom(2 ** 32, 2 ** 53 - 1, 2 ** 60, -1) }),
	fc.record({ t: fc.constantFrom(1e15, 2 ** 53, 1e300, -1, 0.5) }),
	fc.record({ wall: fc.constantFrom(1e17, 2 ** 53, -1, 1.5) }),
	fc.record({ boot: fc.constantFrom(100_001, 2 ** 32, -1) })
);

const overflowing: fc.Arbitrary<(corpus: Corpus) => Promise<string | null>> = fc.oneof(
	fc.tuple(place, tooMuch).map(
		([at, more]) =>
			async (corpus: Corpus) =>
				judgeLog(corpus, await resealed(corpus, at, (entry) => ({ ...entry, ...more })))
	),
	fc
		.tuple(place, fc.constantFrom(0x1_0001, 0x7fff_ffff, 0xffff_ffff))
		.map(([at, length]) => (corpus: Corpus) => {
			const items = changed(corpus.log, at, (bytes) => {
				new DataView(bytes.buffer).setUint32(header.entry, length);
				return bytes;
			});
			return judgeLog(corpus, items);
		}),
	fc
		.tuple(place, fc.constantFrom(0xffff_fffe, 0xffff_ffff))
		.map(([at, first]) => (corpus: Corpus) => {
			const items = changed(corpus.log, at, (bytes) => {
				new DataView(bytes.buffer).setUint32(header.first, first);
				return bytes;
			});
			return judgeLog(corpus, items);
		}),
	fc
		.tuple(place, fc.nat(2), fc.constantFrom(2 ** 32, 2 ** 35, 2 ** 53 - 1))
		.map(([at, which, value]) => (corpus: Corpus) => {
			const count = at % corpus.log.length;
			const numbers = [1, LOG_CLIENT, count].with(which, value);
			const update = concat(varUint(1), ...numbers.map(varUint), Uint8Array.of(0));
			return judgeUpdate(corpus, update, count);
		})
);

export const logMutants: Mutator[] = [
	{
		name: 'bit flip',
		weight: 24,
		by: 'any',
		mutants: fc
			.tuple(place, fc.array(fc.tuple(place, fc.nat(7)), { minLength: 1, maxLength: 3 }))
			.map(([at, bits]) => (corpus) => {
				const flipped = new Set<string>();
				const items = changed(corpus.log, at, (bytes) => {
					for (const [where, bit] of bits) {
						// The same bit twice would be none.
						if (flipped.has(`${where % bytes.length} ${bit}`)) continue;
						flipped.add(`${where % bytes.length} ${bit}`);
						bytes[where % bytes.length] = (bytes[where % bytes.length] ?? 0) ^ (1 << bit);
					}
					return bytes;
				});
				return judgeLog(corpus, items);
			})
	},
	{
		name: 'splice',
		weight: 12,
		by: 'any',
		mutants: fc.tuple(place, place, place).map(([a, shift, cut]) => (corpus) => {
			const { log } = corpus;
			const to = pick(log, a);
			const from = pick(log, a + 1 + (shift % (log.length - 1)));
			const at = 1 + (cut % (from.length - 1));
			return judgeLog(
				corpus,
				log.with(a % log.length, concat(to.subarray(0, at), from.subarray(at)))
			);
		})
	},
	{
		name: 'drop',
		weight: 6,
		by: ['wrong_sequence'],
		mutants: place.map(
			(at) => (corpus) => judgeLog(corpus, corpus.log.toSpliced(at % (corpus.log.length - 1), 1))
		)
	},
	{
		name: 'swap',
		weight: 6,
		by: ['wrong_sequence'],
		mutants: fc.tuple(place, place).map(([a, shift]) => (corpus) => {
			const { log } = corpus;
			const b = (a + 1 + (shift % (log.length - 1))) % log.length;
			const swapped = log.with(a % log.length, pick(log, b)).with(b, pick(log, a));
			return judgeLog(corpus, swapped);
		})
	},
	{
		name: 'truncated tail',
		weight: 6,
		by: ['malformed'],
		mutants: fc.tuple(place, place).map(
			([at, cut]) =>
				(corpus) =>
					judgeLog(
						corpus,
						changed(corpus.log, at, (bytes) => bytes.slice(0, cut % bytes.length))
					)
		)
	},
	{
		name: 'forked chain',
		weight: 6,
		by: ['fork'],
		mutants: fc.tuple(place, place).map(([a, b]) => (corpus) => {
			const { log, branches } = corpus;
			const count = 1 + (b % log.length);
			const from = a % count;
			const items = [branches[from] as Bytes, ...log.slice(from + 1)];
			const update = encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from, items });
			return judgeUpdate(corpus, update, count);
		})
	},
	{
		name: 'replay of a segment',
		weight: 6,
		by: ['wrong_sequence'],
		mutants: fc.tuple(place, place).map(([a, b]) => (corpus) => {
			const { log } = corpus;
			const at = 1 + (a % log.length);
			return judgeLog(corpus, log.toSpliced(at, 0, pick(log.slice(0, at), b)));
		})
	},
	{
		name: 'replay of a session',
		weight: 6,
		by: ['wrong_session'],
		mutants: fc.tuple(place, place).map(
			([at, which]) =>
				(corpus) =>
					judgeLog(
						corpus,
						changed(corpus.log, at, () => pick(corpus.otherSession, which))
					)
		)
	},
	{
		name: 'replay of a student',
		weight: 6,
		by: ['wrong_session', 'wrong_sequence', 'chain_broken'],
		mutants: fc.tuple(place, place, fc.boolean()).map(([at, which, disguised]) => (corpus) => {
			const items = changed(corpus.log, at, () => {
				const theirs = pick(corpus.otherStudent, which).slice();
				// The session's number is not secret: with it the segment says that it is of this one.
				if (disguised) theirs.set(pick(corpus.log, at).subarray(4, 20), 4);
				return theirs;
			});
			return judgeLog(corpus, items);
		})
	},
	{
		name: 'overflow',
		weight: 8,
		by: ['malformed', 'too_large', 'wrong_schema', 'wrong_sequence', 'not_canonical'],
		mutants: overflowing
	},
	{
		name: 'wrong count',
		weight: 6,
		by: ['malformed', 'too_large', 'wrong_total'],
		mutants: fc.oneof(
			fc.tuple(place, fc.integer({ min: 1, max: 0xffff })).map(([at, by]) => (corpus: Corpus) => {
				const items = changed(corpus.log, at, (bytes) => {
					const view = new DataView(bytes.buffer);
					view.setUint16(header.count, (view.getUint16(header.count) + by) & 0xffff);
					return bytes;
				});
				return judgeLog(corpus, items);
			}),
			fc.integer({ min: 1, max: 10_000 }).map((total) => async (corpus: Corpus) => {
				const at = corpus.log.findIndex((bytes) =>
					segmentOf(bytes).entries.some((entry) =>
						new TextDecoder().decode(entry).includes('"submit"')
					)
				);
				return judgeLog(corpus, await recounted(corpus, at, total));
			})
		)
	},
	{
		name: 'signature by another key',
		weight: 8,
		by: ['wrong_signature'],
		mutants: fc.oneof(
			fc.tuple(place, fc.boolean()).map(([at, edges]) => async (corpus: Corpus) => {
				const sign = edges ? corpus.edge.sign : corpus.stranger.sign;
				return judgeLog(corpus, await resealed(corpus, at, (entry) => entry, sign));
			}),
			fc.tuple(place, place).map(([at, shift]) => (corpus: Corpus) => {
				const other = pick(corpus.log, at + 1 + (shift % (corpus.log.length - 1)));
				const items = changed(corpus.log, at, (bytes) => {
					bytes.set(other.subarray(-64), bytes.length - 64);
					return bytes;
				});
				return judgeLog(corpus, items);
			}),
			fc
				.tuple(place, fc.uint8Array({ minLength: 64, maxLength: 64 }))
				.map(([at, random]) => (corpus: Corpus) => {
					const items = changed(corpus.log, at, (bytes) => {
						bytes.set(random, bytes.length - 64);
						return bytes;
					});
					return judgeLog(corpus, items);
				})
		)
	}
];

/** The hand-in counts something else. */
async function recounted(corpus: Corpus, at: number, total: number): Promise<Bytes[]> {
	const { log, papers, states } = corpus;
	const { first, entries, session } = segmentOf(log[at] as Bytes);
	const written = entries.map((bytes) => {
		const read = decodeEntry(bytes);
		if (!read.ok) throw new Error(read.refusal.code);
		const { entry } = read;
		if (entry.kind !== 'submit') return bytes;
		const wrong = total === entry.seq + 1 ? total + 1 : total;
		return utf8(canonicalText({ ...entry, data: { ...entry.data, total: wrong } }));
	});
	const before = fromHex(states[at]?.head ?? '');
	const { sign } = papers.device;
	return log.with(
		at,
		(await sealSegment({ session, first, before, entries: written, sign })).bytes
	);
}

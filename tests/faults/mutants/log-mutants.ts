/** Changes to sealed segments, as somebody between device and edge can make them, or a device that signs what it should not. */
import fc from 'fast-check';
import { concat } from '#sync/bytes.ts';
import { LOG_CLIENT, LOG_ROOT, encodeItems } from '#sync/yjs-wire.ts';
import type { Bytes } from '#sync/bytes.ts';
import type { Corpus } from './corpus.ts';
import { judgeLog, judgeUpdate } from './judge.ts';
import { pick } from './mutator.ts';
import type { Mutator } from './mutator.ts';
import { overflowing } from './overflowing.ts';
import { changed, header, place, recounted, resealed, segmentOf } from './resealed.ts';

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

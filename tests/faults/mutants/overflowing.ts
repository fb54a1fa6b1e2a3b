/** Numbers that are too large for their place: in an entry, in a segment's fields, in the update around it. */
import fc from 'fast-check';
import { concat } from '#sync/bytes.ts';
import { varUint } from '#sync/varint.ts';
import { LOG_CLIENT } from '#sync/yjs-wire.ts';
import type { Corpus } from './corpus.ts';
import { judgeLog, judgeUpdate } from './judge.ts';
import type { Named } from './mutator.ts';
import { changed, header, place, resealed } from './resealed.ts';

const tooMuch: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
	fc.record({ seq: fc.constantFrom(2 ** 32, 2 ** 53 - 1, 2 ** 60, -1) }),
	fc.record({ t: fc.constantFrom(1e15, 2 ** 53, 1e300, -1, 0.5) }),
	fc.record({ wall: fc.constantFrom(1e17, 2 ** 53, -1, 1.5) }),
	fc.record({ boot: fc.constantFrom(100_001, 2 ** 32, -1) })
);

export const overflowing: fc.Arbitrary<(corpus: Corpus) => Promise<Named>> = fc.oneof(
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

/** Frames with the structure of Yjs and anything in it, and bytes changed here and there: what no table of attacks thinks of. */
import fc from 'fast-check';
import { concat, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { varBytes, varUint } from '#sync/varint.ts';
import { LOG_ROOT } from '#sync/yjs-wire.ts';

const client = fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 2, 77, 0, 2 ** 32 - 1, 2 ** 32);
const clock = fc.oneof(
	{ weight: 12, arbitrary: fc.nat(5) },
	{ weight: 1, arbitrary: fc.constantFrom(2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1) }
);
const id = fc.tuple(client, clock).map(([a, b]) => concat(varUint(a), varUint(b)));
const small = fc.uint8Array({ maxLength: 40 });

/** What an item may hold, by the five low bits of its info byte; `honest` are the victim's own segments. */
const contents = (honest: readonly Bytes[]): fc.Arbitrary<[number, Uint8Array]> =>
	fc.oneof(
		{
			weight: 5,
			arbitrary: fc
				.oneof(small, fc.constantFrom(...honest))
				.map((bytes): [number, Uint8Array] => [3, varBytes(bytes)])
		},
		fc.nat(9).map((length): [number, Uint8Array] => [1, varUint(length)]),
		fc.string({ maxLength: 9 }).map((text): [number, Uint8Array] => [4, varBytes(utf8(text))]),
		fc.nat(6).map((type): [number, Uint8Array] => [7, varUint(type)]),
		fc.tuple(fc.constantFrom(2, 5, 6, 8, 9), small)
	);

const place = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.constant<[number, Uint8Array]>([
			0,
			concat(Uint8Array.of(1), varBytes(utf8(LOG_ROOT)))
		])
	},
	fc
		.string({ maxLength: 6 })
		.map((name): [number, Uint8Array] => [0, concat(Uint8Array.of(1), varBytes(utf8(name)))]),
	id.map((parent): [number, Uint8Array] => [0, concat(Uint8Array.of(0), parent)]),
	{ weight: 5, arbitrary: id.map((left): [number, Uint8Array] => [0x80, left]) },
	id.map((right): [number, Uint8Array] => [0x40, right]),
	fc.tuple(id, id).map(([left, right]): [number, Uint8Array] => [0xc0, concat(left, right)])
);

const structs = (honest: readonly Bytes[]): fc.Arbitrary<Uint8Array> =>
	fc.oneof(
		{
			weight: 6,
			arbitrary: fc
				.tuple(place, contents(honest))
				.map(([[where, at], [kind, content]]) => concat(Uint8Array.of(where | kind), at, content))
		},
		fc
			.tuple(fc.constantFrom(0, 10), clock)
			.map(([kind, length]) => concat(Uint8Array.of(kind), varUint(length)))
	);

const deletes = fc.oneof(
	{ weight: 4, arbitrary: fc.constant(Uint8Array.of(0)) },
	fc
		.tuple(client, clock, clock)
		.map(([who, from, length]) =>
			concat(varUint(1), varUint(who), varUint(1), varUint(from), varUint(length))
		)
);

const updates = (honest: readonly Bytes[]): fc.Arbitrary<Uint8Array> =>
	fc
		.tuple(
			fc.array(
				fc.tuple(
					client,
					clock,
					fc.array(structs(honest), { minLength: 1, maxLength: 3 }),
					fc.nat(9)
				),
				{ maxLength: 2 }
			),
			deletes
		)
		.map(([runs, deleted]) =>
			concat(
				varUint(runs.length),
				...runs.flatMap(([who, from, list, lies]) => [
					// Now and then a count that is not the number of what follows.
					varUint(lies === 0 ? list.length + 1 : list.length),
					varUint(who),
					varUint(from),
					...list
				]),
				deleted
			)
		);

/** Of ten frames about seven are whole: what is broken is soon refused, and says little about what is not. */
const dents = fc.oneof(
	{ weight: 7, arbitrary: fc.constant({ changes: [], cut: 0 }) },
	{
		weight: 3,
		arbitrary: fc.record({
			changes: fc.array(fc.tuple(fc.nat(10_000), fc.nat(255)), { maxLength: 2 }),
			cut: fc.constantFrom(0, 0, 0, -1, -5)
		})
	}
);

const stateVectors = fc
	.array(fc.tuple(client, clock), { maxLength: 4 })
	.map((list) => concat(varUint(list.length), ...list.flat().map(varUint)));

/** Frames of step 1, step 2, update or something else. */
export function hostileFrames(honest: readonly Bytes[]): fc.Arbitrary<Bytes[]> {
	const body = fc.oneof(
		{ weight: 2, arbitrary: fc.tuple(fc.constant(0), stateVectors) },
		{ weight: 12, arbitrary: fc.tuple(fc.constantFrom(1, 2), updates(honest)) },
		{ weight: 1, arbitrary: fc.tuple(fc.nat(4), small) }
	);
	const frame = fc.tuple(body, dents).map(([[kind, bytes], { changes, cut }]) => {
		const whole: Bytes = concat(Uint8Array.of(0, kind), varBytes(bytes));
		for (const [at, value] of changes) whole[at % whole.length] = value;
		return cut < 0 ? whole.slice(0, cut) : whole;
	});
	return fc.array(frame, { minLength: 1, maxLength: 3 });
}

/**
 * What Yjs applies without a word and a room must refuse, as raw frames. Each is aimed at a log of at least two items, by somebody who has
 * the ticket but not the device's key. Structs are written by hand: a Yjs client would not make most of them.
 */
import { concat, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import type { RefusalCode } from '#sync/refusal.ts';
import { varBytes, varUint } from '#sync/varint.ts';
import { LOG_CLIENT, LOG_ROOT, encodeItems, stepOneFrame, updateFrame } from '#sync/yjs-wire.ts';

export interface Victim {
	/** Items its log has: also the clock of its next one. */
	count: number;
	/** What stands, or could stand, in its last place: the attacker's own bytes. */
	forged: Bytes;
}

export interface YjsAttack {
	name: string;
	/** Any of these names it. */
	codes: readonly RefusalCode[];
	frames(victim: Victim): Bytes[];
}

const STRANGER = 77;
const info = { gc: 0, binary: 3, type: 7, skip: 10, rightOrigin: 0x40, origin: 0x80 };
const none = Uint8Array.of(0);

/** One struct of one client, and what is deleted. */
export const update = (client: number, clock: number, struct: Uint8Array, deletes = none): Bytes =>
	updateFrame(concat(varUint(1), varUint(1), varUint(client), varUint(clock), struct, deletes));
const id = (client: number, clock: number) => concat(varUint(client), varUint(clock));
const inRoot = (name: string) => concat(Uint8Array.of(1), varBytes(utf8(name)));
const afterLast = (kind: number, { count }: Victim) =>
	concat(Uint8Array.of(kind | info.origin), id(LOG_CLIENT, count - 1));

export const yjsAttacks: YjsAttack[] = [
	{
		name: 'delete everything',
		codes: ['deletion'],
		frames: ({ count }) => [
			updateFrame(
				concat(none, varUint(1), varUint(LOG_CLIENT), varUint(1), varUint(0), varUint(count))
			)
		]
	},
	{
		name: 'GC struct over the victim’s next id',
		codes: ['foreign_struct'],
		frames: ({ count }) => [update(LOG_CLIENT, count, concat(Uint8Array.of(info.gc), varUint(1)))]
	},
	{
		name: 'same id and clock with other content',
		codes: ['wrong_session', 'wrong_signature'],
		frames: (victim) => [
			update(
				LOG_CLIENT,
				victim.count,
				concat(afterLast(info.binary, victim), varBytes(victim.forged))
			)
		]
	},
	{
		name: 'insert at 0',
		codes: ['foreign_client'],
		frames: ({ forged }) => [
			update(
				STRANGER,
				0,
				concat(Uint8Array.of(info.binary | info.rightOrigin), id(LOG_CLIENT, 0), varBytes(forged))
			)
		]
	},
	{
		name: 'insert at 0 by the victim’s own client id',
		codes: ['wrong_parent'],
		frames: ({ count, forged }) => [
			update(
				LOG_CLIENT,
				count,
				concat(Uint8Array.of(info.binary | info.rightOrigin), id(LOG_CLIENT, 0), varBytes(forged))
			)
		]
	},
	{
		name: 'foreign client id',
		codes: ['foreign_client'],
		frames: (victim) => [
			update(STRANGER, 0, concat(afterLast(info.binary, victim), varBytes(victim.forged)))
		]
	},
	{
		name: 'missing dependency',
		codes: ['gap'],
		frames: ({ count, forged }) => [
			updateFrame(
				encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from: count + 5, items: [forged] })
			)
		]
	},
	{
		name: 'nested type',
		codes: ['foreign_struct'],
		frames: (victim) => [
			// A Y.Array in place of bytes.
			update(LOG_CLIENT, victim.count, concat(afterLast(info.type, victim), varUint(0)))
		]
	},
	{
		name: 'second root',
		codes: ['wrong_parent'],
		frames: ({ count, forged }) => [
			update(
				LOG_CLIENT,
				count,
				concat(Uint8Array.of(info.binary), inRoot('else'), varBytes(forged))
			)
		]
	},
	{
		name: 'huge state vector',
		codes: ['malformed', 'too_large'],
		frames: () => {
			const clients = 100_000;
			const vector = Array.from({ length: clients }, (_, at) => id(at + 3, 1));
			return [concat(Uint8Array.of(0, 0), varBytes(concat(varUint(clients), ...vector)))];
		}
	},
	{
		name: 'step-1 flood',
		codes: ['too_fast'],
		frames: () => {
			const ask = stepOneFrame({ log: 0, control: 0 });
			return Array.from({ length: 1_500 }, () => ask);
		}
	},
	{
		name: 'malformed varints',
		codes: ['malformed'],
		frames: (victim) => {
			// The same clock as a number of five bytes, of which the last says nothing.
			const overlong = Uint8Array.of(0x80 | victim.count, 0x80, 0x80, 0x80, 0x00);
			const struct = concat(afterLast(info.binary, victim), varBytes(victim.forged));
			return [
				updateFrame(concat(varUint(1), varUint(1), varUint(LOG_CLIENT), overlong, struct, none))
			];
		}
	}
];

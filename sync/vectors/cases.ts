/** What the vectors are made of beside a session: values whose canonical text is easy to get wrong, and updates that must be refused. */
import { concat, utf8 } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import type { RefusalCode } from '../refusal.ts';
import { varBytes, varUint } from '../varint.ts';
import { LOG_CLIENT, LOG_ROOT, encodeItems } from '../yjs-wire.ts';

export const canonicalCases: unknown[] = [
	{},
	[],
	'',
	null,
	[true, false, null],
	{ b: 1, a: 2, A: 3, '': 4 },
	// By UTF-16 code units: the emoji (d83d …) comes before U+FB33.
	{ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 },
	'\u0000\u0008\t\n\u000b\f\r\u001f"\\/\u007f\u2028\u00e9\u{1f600}',
	[0, -0, 1, -1, 0.1, 1e21, 1e20, 1e-6, 1e-7, 5e-324, 1.7976931348623157e308, 9007199254740991],
	[333333333.3333333, 1e30, 4.5, 0.002, 1e-27, 123456789012345680000],
	{ nested: { deep: [{ z: 0, y: [] }] } }
];

export type HostileUpdate = { name: string; code: RefusalCode; update: Bytes };

const item = utf8('item');
const after = (clock: number) => concat(Uint8Array.of(0x83), varUint(LOG_CLIENT), varUint(clock - 1));
const run = (clock: number, ...structs: Uint8Array[]) =>
	concat(varUint(1), varUint(structs.length), varUint(LOG_CLIENT), varUint(clock), ...structs);

/** Against a log of three items. */
export const hostileUpdates: HostileUpdate[] = [
	{ name: 'delete everything', code: 'deletion', update: Uint8Array.of(0, 1, 1, 1, 0, 3) },
	{
		name: 'GC struct over the writer’s ids',
		code: 'foreign_struct',
		update: concat(run(3, concat(Uint8Array.of(0), varUint(9999))), varUint(0))
	},
	{
		name: 'Skip struct',
		code: 'foreign_struct',
		update: concat(run(3, Uint8Array.of(10, 5)), varUint(0))
	},
	{
		name: 'item in the root but not the first',
		code: 'wrong_parent',
		update: concat(run(3, concat(Uint8Array.of(3, 1), varBytes(utf8(LOG_ROOT)), varBytes(item))), varUint(0))
	},
	{
		name: 'item before another',
		code: 'wrong_parent',
		update: concat(run(3, concat(Uint8Array.of(0xc3, 1, 2, 1, 0), varBytes(item))), varUint(0))
	},
	{
		name: 'another client',
		code: 'foreign_client',
		update: encodeItems({ client: 7, root: LOG_ROOT, from: 0, items: [item] })
	},
	{
		name: 'missing dependency',
		code: 'gap',
		update: encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from: 9, items: [item] })
	},
	{
		name: 'nested type',
		code: 'foreign_struct',
		update: concat(run(3, concat(Uint8Array.of(0x87, 1, 2, 1))), varUint(0))
	},
	{
		name: 'overlong varint',
		code: 'malformed',
		update: concat(Uint8Array.of(1, 1, 1, 0x83, 0), after(3), varBytes(item), varUint(0))
	},
	{
		name: 'cut short',
		code: 'malformed',
		update: concat(run(3, after(3)), varUint(40))
	},
	{
		name: 'other content at a known place',
		code: 'fork',
		update: encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from: 2, items: [item] })
	}
];

import * as Y from 'yjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admitUpdate } from './admission.ts';
import { concat, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import type { RefusalCode } from './refusal.ts';
import { PATIENCE_MS, runs } from './testing/runs.ts';
import { varBytes, varUint } from './varint.ts';
import {
	LOG_CLIENT,
	LOG_ROOT,
	encodeItems,
	encodeStateVector,
	encodeUpdates,
	readFrame,
	readStateVector,
	stepOneFrame,
	updateFrame
} from './yjs-wire.ts';

const items = Array.from({ length: 5 }, (_, at) => utf8(`segment ${at}`));
const log = { client: LOG_CLIENT, root: LOG_ROOT };
const known = (count = 3) => ({ ...log, count, at: (index: number) => items[index] as Bytes });
const run = (from: number, list: readonly Uint8Array[] = items.slice(from)) =>
	encodeItems({ ...log, from, items: list });

function refusal(update: Uint8Array, count = 3): RefusalCode | 'admitted' {
	const admitted = admitUpdate(update, known(count));
	return admitted.ok ? 'admitted' : admitted.refusal.code;
}

/** What a real Yjs client would send. */
function fromYjs(change: (doc: Y.Doc) => void, client = LOG_CLIENT): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = 9;
	if (client !== 0) Y.applyUpdate(doc, run(0, items.slice(0, 3)));
	doc.clientID = client;
	const before = Y.encodeStateVector(doc);
	change(doc);
	return Y.encodeStateAsUpdate(doc, before);
}

test('A3: updates written here are what Yjs itself writes, and what it reads', () => {
	const doc = new Y.Doc();
	doc.clientID = LOG_CLIENT;
	for (const item of items) doc.getArray(LOG_ROOT).push([item]);
	expect(run(0)).toEqual(Y.encodeStateAsUpdate(doc));
	const half = Y.encodeStateAsUpdate(doc, encodeStateVector({ log: 2, control: 0 }));
	expect(run(2)).toEqual(half);
	const copy = new Y.Doc();
	for (const update of encodeUpdates({ ...log, from: 0, items, maximumBytes: 40 }))
		Y.applyUpdate(copy, update);
	expect(copy.getArray(LOG_ROOT).toArray()).toEqual(items);
	expect(encodeStateVector({ log: 5, control: 0 })).toEqual(Y.encodeStateVector(copy));
});

test('A4: what is known is compared and skipped, what is new is given back', () => {
	expect(admitUpdate(run(1), known())).toEqual({ ok: true, items: items.slice(3) });
	expect(admitUpdate(run(0, items.slice(0, 3)), known())).toEqual({ ok: true, items: [] });
	expect(admitUpdate(Uint8Array.of(0, 0), known())).toEqual({ ok: true, items: [] });
});

test('A4: same id and clock with other content is a fork, and the branch is kept', () => {
	const other = [items[1] as Bytes, utf8('other'), utf8('more')];
	const admitted = admitUpdate(run(1, other), known());
	expect(admitted).toMatchObject({
		ok: false,
		refusal: { code: 'fork', evidence: { segment: 2 } },
		branch: { index: 2, items: other.slice(1) }
	});
});

test('A4: a missing dependency is a gap, which accuses nobody', () => {
	expect(refusal(run(4))).toBe('gap');
});

test('A5: delete everything', () => {
	expect(refusal(fromYjs((doc) => doc.getArray(LOG_ROOT).delete(0, 3)))).toBe('deletion');
	expect(refusal(Uint8Array.of(0, 1, 1, 1, 0, 3))).toBe('deletion');
});

test('A5: a GC struct over the writer’s ids', () => {
	expect(
		refusal(
			concat(
				varUint(1),
				varUint(1),
				varUint(1),
				varUint(3),
				Uint8Array.of(0),
				varUint(9999),
				varUint(0)
			)
		)
	).toBe('foreign_struct');
});

test('A5: a Skip struct', () => {
	expect(
		refusal(
			concat(
				varUint(1),
				varUint(1),
				varUint(1),
				varUint(3),
				Uint8Array.of(10),
				varUint(5),
				varUint(0)
			)
		)
	).toBe('foreign_struct');
});

test('A5: insert at 0', () => {
	expect(refusal(fromYjs((doc) => doc.getArray(LOG_ROOT).insert(0, [utf8('first')])))).toBe(
		'wrong_parent'
	);
});

test('A5: insert in the middle', () => {
	expect(refusal(fromYjs((doc) => doc.getArray(LOG_ROOT).insert(1, [utf8('between')])))).toBe(
		'wrong_parent'
	);
});

test('A5: a foreign client id', () => {
	expect(refusal(fromYjs((doc) => doc.getArray(LOG_ROOT).push([utf8('x')]), 77))).toBe(
		'foreign_client'
	);
});

test('A5: the edge’s client id from a device', () => {
	expect(refusal(encodeItems({ client: 2, root: 'control', from: 0, items }))).toBe(
		'foreign_client'
	);
});

test('A5: a nested type', () => {
	expect(refusal(fromYjs((doc) => doc.getArray(LOG_ROOT).push([new Y.Map()])))).toBe(
		'foreign_struct'
	);
});

test('A5: text, JSON or a sub-document instead of bytes', () => {
	for (const content of ['text', 7, { a: 1 }, new Y.Doc()])
		expect(refusal(fromYjs((doc) => doc.getArray(LOG_ROOT).push([content])))).toBe(
			'foreign_struct'
		);
});

test('A5: a second root', () => {
	const update = fromYjs((doc) => doc.getArray('other').push([utf8('x')]), 0);
	expect(refusal(encodeItems({ ...log, root: 'other', from: 0, items }), 0)).toBe('wrong_parent');
	expect(refusal(update, 0)).not.toBe('admitted');
});

test('A5: a map entry in the root', () => {
	expect(refusal(fromYjs((doc) => doc.getMap(LOG_ROOT).set('key', utf8('x'))))).not.toBe(
		'admitted'
	);
});

test('A5: an item after somebody else’s', () => {
	const origin = concat(varUint(7), varUint(2));
	const update = concat(
		varUint(1),
		varUint(1),
		varUint(1),
		varUint(3),
		Uint8Array.of(0x83),
		origin,
		varBytes(utf8('x')),
		varUint(0)
	);
	expect(refusal(update)).toBe('wrong_parent');
});

test('A5: two runs of one client', () => {
	const body = run(3).slice(1, -1);
	expect(refusal(concat(varUint(2), body, body, varUint(0)))).toBe('malformed');
});

test('A2: counts that promise more than follows are refused before anything is made of them', () => {
	const huge = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f);
	expect(refusal(concat(huge, run(3).slice(1)))).toBe('malformed');
	expect(refusal(concat(varUint(1), huge, varUint(1), varUint(3)))).toBe('malformed');
});

test('A2: malformed varints', () => {
	const overlong = Uint8Array.of(0x83, 0x00);
	expect(refusal(concat(varUint(1), varUint(1), varUint(1), overlong, run(3).slice(4)))).toBe(
		'malformed'
	);
	const endless = new Uint8Array(20).fill(0xff);
	expect(refusal(endless)).toBe('malformed');
	expect(refusal(new Uint8Array())).toBe('malformed');
});

test('A2: something left over after the delete set', () => {
	expect(refusal(concat(run(3), Uint8Array.of(0)))).toBe('malformed');
});

test('A2: a huge state vector', () => {
	const clients = Array.from({ length: 10_000 }, (_, at) => concat(varUint(at), varUint(1)));
	expect(readStateVector(concat(varUint(10_000), ...clients))).toBeNull();
	const sync = concat(Uint8Array.of(0, 0), varBytes(concat(varUint(10_000), ...clients)));
	expect(readFrame(sync)).toMatchObject({ refusal: { code: 'malformed' } });
});

test('A2: frames are read back as they were written; over 1 MiB they are not read', () => {
	expect(readFrame(stepOneFrame({ log: 300, control: 2 }))).toEqual({
		ok: true,
		frame: { type: 'step1', counts: { log: 300, control: 2 } }
	});
	expect(readFrame(updateFrame(run(0)))).toMatchObject({ frame: { type: 'update' } });
	expect(readFrame(new Uint8Array(1_048_577))).toMatchObject({ refusal: { code: 'too_large' } });
	expect(readFrame(Uint8Array.of(1, 2, 3))).toMatchObject({ frame: { type: 'ignored' } });
	expect(readFrame(Uint8Array.of(0, 9, 0))).toMatchObject({ refusal: { code: 'malformed' } });
});

test(
	'A5: whatever bytes come, an admitted update only ever extends the log by the honest next items or new ones',
	() => {
		const honest = run(1);
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.nat(honest.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
				fc.integer({ min: -4, max: 4 }),
				(changes, cut) => {
					let bytes: Bytes = honest.slice();
					for (const [at, value] of changes) bytes[at] = value;
					bytes = cut < 0 ? bytes.slice(0, cut) : concat(bytes, new Uint8Array(cut));
					const admitted = admitUpdate(bytes, known());
					if (!admitted.ok) return;
					const copy = new Y.Doc();
					copy.clientID = 9;
					Y.applyUpdate(copy, run(0, items.slice(0, 3)));
					Y.applyUpdate(copy, bytes);
					const expected = [...items.slice(0, 3), ...admitted.items];
					expect(copy.getArray(LOG_ROOT).toArray()).toEqual(expected);
					expect(copy.store.pendingStructs).toBeNull();
				}
			),
			runs(3_000)
		);
	},
	PATIENCE_MS
);

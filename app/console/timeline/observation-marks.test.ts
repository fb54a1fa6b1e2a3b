import { expect, test } from 'vitest';
import type { Entry } from '#sync/schema/entry.ts';
import { observationMarks } from './observation-marks.ts';

const place = { session: 0, at: (t: number) => t, lastT: 90_000 };
const header = (seq: number, t: number, boot = 0) => ({ seq, t, wall: t, boot });
const begin = (seq: number, from: number): Entry => ({
	...header(seq, from + 3000),
	kind: 'observation',
	data: {
		id: 5,
		check: 'face_absent',
		phase: 'begin',
		from,
		to: from + 3000,
		peak: 0,
		confidence: 1
	}
});
const beat = (seq: number, t: number, boot = 0): Entry => ({
	...header(seq, t, boot),
	kind: 'heartbeat',
	data: { lastReceipt: null, online: true, elapsedMs: t }
});
const reload = (seq: number, t: number): Entry => ({
	...header(seq, t, 1),
	kind: 'resume',
	data: { reason: 'reload', gapMs: 1000, monotonicLostMs: 0 }
});
const submit = (seq: number, t: number): Entry => ({
	...header(seq, t),
	kind: 'submit',
	data: { total: seq + 1, by: 'student' }
});
const lasted = (entries: Entry[]) =>
	observationMarks(entries, place).map(({ from, to, open }) => ({ from, to, open }));

test('an observation that a reload cut off lasts until the last entry before the reload', () => {
	const entries = [begin(0, 30_000), beat(1, 40_000), reload(2, 42_000), beat(3, 80_000, 1)];
	expect(lasted(entries)).toEqual([{ from: 30_000, to: 40_000, open: true }]);
});

test('nobody watches after the hand-in', () => {
	const entries = [begin(0, 30_000), submit(1, 45_000)];
	expect(lasted(entries)).toEqual([{ from: 30_000, to: 45_000, open: true }]);
});

test('one that is open in a running session lasts until now', () => {
	expect(lasted([begin(0, 30_000), beat(1, 50_000)])).toEqual([
		{ from: 30_000, to: 90_000, open: true }
	]);
});

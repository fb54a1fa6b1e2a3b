import { expect, test } from 'vitest';
import type { FaceReading } from '#models/face/index.ts';
import type { HeadReading } from '#models/head/index.ts';
import { checks, observation, type Observation } from '#sync/schema/observation.ts';
import { createJudge, type Judge } from '../judge.ts';
import { thresholdsOf } from '../thresholds.ts';
import { createLoopFinder } from './loop.ts';

const seen = (change: Partial<FaceReading> = {}): FaceReading => ({
	at: 0,
	faces: 1,
	boxes: [{ x: 0.3, y: 0.3, w: 0.3, h: 0.4, score: 0.9, cut: 0 }],
	doubt: 0,
	brightness: 0.5,
	texture: 0.03,
	analysisMs: 10,
	...change
});
const pointed = (change: Partial<HeadReading> = {}): HeadReading => ({
	at: 0,
	pose: { yaw: 0, pitch: 0, roll: 0 },
	eyes: null,
	shut: 0,
	away: { yaw: 0, pitch: 0, roll: 0 },
	glance: { sideways: 0, vertical: 0 },
	analysisMs: 40,
	...change
});
function faces(judge: Judge, from: number, to: number, reading: (t: number) => FaceReading) {
	const out: Observation[] = [];
	for (let t = from; t < to; t += 200)
		out.push(...judge.step({ kind: 'face', t, reading: reading(t) }));
	return out;
}
function heads(judge: Judge, from: number, to: number, reading: HeadReading) {
	const out: Observation[] = [];
	for (let t = from; t < to; t += 500) out.push(...judge.step({ kind: 'head', t, reading }));
	return out;
}
const short = (out: Observation[]) =>
	out.map(({ check, phase, reason, peak }) => [check, phase, reason, peak]);

test('a face that is partly outside is told with how much of it at most', () => {
	const judge = createJudge();
	const cut = (share: number) => () =>
		seen({ boxes: [{ x: 0, y: 0.3, w: 0.3, h: 0.4, score: 0.9, cut: share }] });
	const out = [
		...faces(judge, 0, 6_000, cut(0.3)),
		...faces(judge, 6_000, 7_000, cut(0.45)),
		// Between the two limits it is still so.
		...faces(judge, 7_000, 12_000, cut(0.15)),
		...faces(judge, 12_000, 16_000, cut(0.05))
	];
	expect(short(out)).toEqual([
		['face_partial', 'begin', undefined, 0.3],
		['face_partial', 'end', undefined, 0.45]
	]);
});

test('a face that only leans over the edge for a moment, or whose cut was not measured, is nothing', () => {
	const judge = createJudge();
	const out = [
		...faces(judge, 0, 3_000, () =>
			seen({ boxes: [{ x: 0, y: 0, w: 1, h: 1, score: 1, cut: 0.5 }] })
		),
		...faces(judge, 3_000, 20_000, () => seen({ boxes: [{ x: 0, y: 0, w: 1, h: 1, score: 1 }] }))
	];
	expect(out).toEqual([]);
});

test('the same picture for five seconds stands still; one that differs in a byte does not', () => {
	const judge = createJudge();
	expect(faces(judge, 0, 20_000, (t) => seen({ signature: t }))).toEqual([]);
	const out = faces(judge, 20_000, 30_000, () => seen({ signature: 7 }));
	expect(short(out)).toEqual([['picture_frozen', 'begin', 'frozen', 5_200]]);
	const over = faces(judge, 30_000, 33_000, (t) => seen({ signature: t }));
	expect(short(over)).toEqual([['picture_frozen', 'end', 'frozen', 9_800]]);
});

test('the black of a covered camera is covered, not standing still', () => {
	const dark = () => seen({ faces: 0, boxes: [], brightness: 0, texture: 0, signature: 1 });
	expect(short(faces(createJudge(), 0, 30_000, dark))).toEqual([
		['camera_blocked', 'begin', undefined, 0]
	]);
});

test('a recording of ten seconds that is played again is found, though only every sixth picture is looked at', () => {
	const judge = createJudge();
	// 30 pictures a second, looked at now a little earlier, now a little later.
	const frame = (t: number) => Math.round(((t + ((t * 7919) % 90)) * 30) / 1_000) % 300;
	const out = faces(judge, 0, 40_000, (t) => seen({ signature: frame(t) }));
	expect(out[0]).toMatchObject({ check: 'picture_frozen', phase: 'begin', reason: 'looped' });
	expect(out[0]?.peak).toBeGreaterThan(9_800);
	expect(out[0]?.peak).toBeLessThan(10_300);
});

test('pictures that come again now and then, at any distance, are no loop', () => {
	const find = createLoopFinder();
	let random = 1;
	for (let t = 0; t < 600_000; t += 200) {
		random = (random * 48_271) % 2_147_483_647;
		// One of a hundred is one that was there: a chance far above a camera's.
		expect(find(t, random % 100 === 0 ? random % 1_000 : t)).toBeNull();
	}
});

test.each([
	['turned', { yaw: 30, pitch: 0, roll: 0 }, 30],
	['turned', { yaw: -30, pitch: 0, roll: 0 }, 30],
	['raised', { yaw: 0, pitch: 30, roll: 0 }, 30],
	['lowered', { yaw: 0, pitch: -40, roll: 0 }, 40],
	['tilted', { yaw: 10, pitch: 0, roll: 35 }, 35]
])('a head that is %s away for longer than five seconds', (reason, away, peak) => {
	const judge = createJudge();
	const out = [
		...heads(judge, 0, 5_000, pointed()),
		...heads(judge, 5_000, 12_000, pointed({ away })),
		...heads(judge, 12_000, 16_000, pointed())
	];
	expect(short(out)).toEqual([
		['head_away', 'begin', reason, peak],
		['head_away', 'end', reason, peak]
	]);
});

test('a glance, a look at the keyboard and a head that sways about the limit once it is past', () => {
	const judge = createJudge();
	const turned = (yaw: number) => pointed({ away: { yaw, pitch: 0, roll: 0 } });
	expect(heads(judge, 0, 4_000, turned(60))).toEqual([]);
	expect(heads(judge, 4_000, 60_000, pointed({ away: { yaw: 0, pitch: -28, roll: 0 } }))).toEqual(
		[]
	);
	const swaying: Observation[] = [];
	for (let t = 60_000; t < 90_000; t += 500)
		swaying.push(...judge.step({ kind: 'head', t, reading: turned(t % 1_000 === 0 ? 27 : 22) }));
	expect(short(swaying)).toEqual([['head_away', 'begin', 'turned', 27]]);
});

test('nobody in the picture, or no straight-ahead yet: nothing is said of the head', () => {
	const judge = createJudge();
	const gone = pointed({ pose: null, away: null, glance: null });
	expect(heads(judge, 0, 60_000, gone)).toEqual([]);
});

test('eyes that point away are told only while the head does not', () => {
	const judge = createJudge();
	const glance = { sideways: 0.6, vertical: 0 };
	const turned = pointed({ glance, away: { yaw: 40, pitch: 0, roll: 0 } });
	expect(heads(judge, 0, 10_000, turned).map(({ check }) => check)).toEqual(['head_away']);
	const out = heads(judge, 10_000, 20_000, pointed({ glance }));
	expect(out.map(({ check, reason }) => [check, reason])).toEqual([
		['head_away', 'turned'],
		['eyes_away', 'sideways']
	]);
});

test('a check that is switched off never begins, whatever is seen, and takes no number', () => {
	const judge = createJudge(thresholdsOf({ minimumMs: {} }), 0, (check) => check === 'page_hidden');
	const out = [
		...faces(judge, 0, 20_000, () => seen({ faces: 0, boxes: [] })),
		...heads(judge, 0, 20_000, pointed({ away: { yaw: 60, pitch: 0, roll: 0 } })),
		...judge.step({ kind: 'moment', t: 20_000, check: 'paste', peak: 5 }),
		...judge.step({ kind: 'fact', t: 20_000, check: 'focus_lost', holds: true }),
		...judge.step({ kind: 'fact', t: 20_000, check: 'page_hidden', holds: true }),
		...judge.step({ kind: 'time', t: 30_000 })
	];
	expect(out.map(({ id, check }) => [id, check])).toEqual([[0, 'page_hidden']]);
});

test('what a minimum of the policy says holds for the new checks, too', () => {
	const strict = createJudge(thresholdsOf({ minimumMs: { head_away: 1_000 } }));
	const away = pointed({ away: { yaw: 40, pitch: 0, roll: 0 } });
	expect(heads(strict, 0, 1_500, away).map(({ check }) => check)).toEqual(['head_away']);
	expect(heads(createJudge(), 0, 1_500, away)).toEqual([]);
});

test('of a battery the least charge is told', () => {
	const judge = createJudge();
	const low = (t: number, peak: number) =>
		judge.step({ kind: 'fact', t, check: 'battery_low', holds: true, peak });
	const out = [...low(0, 0.14), ...low(60_000, 0.09), ...low(90_000, 0.11)];
	out.push(...judge.step({ kind: 'end', t: 100_000 }));
	expect(out.at(-1)).toMatchObject({ phase: 'end', peak: 0.09 });
	for (const each of out) observation.parse(each);
	expect(checks).toContain(out[0]?.check);
});

test('another voice is told once it went on for six seconds of readings; a single odd comparison is nothing', () => {
	const judge = createJudge();
	const voices = (from: number, to: number, unlike: (t: number) => number) => {
		const out: Observation[] = [];
		for (let t = from; t < to; t += 512)
			out.push(...judge.step({ kind: 'speaker', t, reading: { at: 0, unlike: unlike(t) } }));
		return out;
	};
	expect(voices(0, 30_000, (t) => (t === 10_240 ? 0.99 : 0.1))).toEqual([]);
	const out = [
		...voices(30_000, 40_000, () => 0.8),
		// Between the two limits it is still so.
		...voices(40_000, 50_000, () => 0.4),
		...voices(50_000, 60_000, () => 0.1)
	];
	expect(short(out)).toEqual([
		['speaker_changed', 'begin', undefined, 0.8],
		['speaker_changed', 'end', undefined, 0.8]
	]);
});

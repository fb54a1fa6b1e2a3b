import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FaceReading } from '#models/face/index.ts';
import type { VoiceReading } from '#models/voice/index.ts';
import { observation, type Observation } from '#sync/schema/observation.ts';
import { createJudge, type Judge, type JudgeInput } from './judge.ts';
import { defaultThresholds, thresholdsOf } from './thresholds.ts';

const seen = (faces: number, change: Partial<FaceReading> = {}): FaceReading => ({
	at: 0,
	faces,
	boxes: Array.from({ length: faces }, (_, i) => ({ x: 0, y: 0, w: 1, h: 1, score: 0.9 - i / 10 })),
	doubt: 0,
	brightness: 0.5,
	texture: 0.03,
	analysisMs: 10,
	...change
});
const heard = (speech: number, loudness = -30): VoiceReading => ({
	at: 0,
	windowMs: 512,
	speech,
	loudness
});

/** Gives the same reading every `every` ms for a while. */
function show(judge: Judge, from: number, to: number, reading: FaceReading, every = 200) {
	const out: Observation[] = [];
	for (let t = from; t < to; t += every) out.push(...judge.step({ kind: 'face', t, reading }));
	return out;
}
function say(judge: Judge, from: number, to: number, reading: VoiceReading) {
	const out: Observation[] = [];
	for (let t = from; t < to; t += 512) out.push(...judge.step({ kind: 'voice', t, reading }));
	return out;
}
const short = (out: Observation[]) =>
	out.map(({ check, phase, from, to }) => [check, phase, from, to]);

test('a face that is away for five seconds is one observation with its own times', () => {
	const judge = createJudge();
	const out = [
		...show(judge, 0, 5_000, seen(1)),
		...show(judge, 5_000, 10_000, seen(0)),
		...show(judge, 10_000, 15_000, seen(1))
	];
	expect(short(out)).toEqual([
		['face_absent', 'begin', 5_000, 7_600],
		['face_absent', 'end', 5_000, 9_800]
	]);
	expect(new Set(out.map((each) => each.id)).size).toBe(1);
});

test('a face that is away for less than the minimum leaves nothing', () => {
	const judge = createJudge();
	const out = [
		...show(judge, 0, 5_000, seen(1)),
		...show(judge, 5_000, 7_400, seen(0)),
		...show(judge, 7_400, 15_000, seen(1))
	];
	expect(out).toEqual([]);
});

test('single odd frames neither begin an observation nor end one', () => {
	const judge = createJudge();
	const out = [
		...show(judge, 0, 200, seen(2)),
		...show(judge, 200, 5_000, seen(1)),
		...show(judge, 5_000, 7_000, seen(0)),
		...show(judge, 7_000, 7_200, seen(1)),
		...show(judge, 7_200, 12_000, seen(0)),
		...show(judge, 12_000, 12_200, seen(1)),
		...show(judge, 12_200, 14_000, seen(0)),
		...show(judge, 14_000, 20_000, seen(1))
	];
	expect(short(out)).toEqual([
		['face_absent', 'begin', 5_000, 7_600],
		['face_absent', 'end', 5_000, 13_800]
	]);
});

test('with a minimum of zero it still takes three frames', () => {
	const judge = createJudge(thresholdsOf({ minimumMs: { face_multiple: 0 } }));
	expect(show(judge, 0, 400, seen(2))).toEqual([]);
	expect(short(show(judge, 400, 600, seen(2)))).toEqual([['face_multiple', 'begin', 0, 400]]);
});

test('frames that say one thing and its opposite in turns are no observation', () => {
	const judge = createJudge();
	const out: Observation[] = [];
	for (let t = 0; t < 30_000; t += 400) {
		out.push(...show(judge, t, t + 200, seen(0)), ...show(judge, t + 200, t + 400, seen(1)));
	}
	expect(out).toEqual([]);
});

test('half a frame a second is enough to see that someone left', () => {
	const judge = createJudge();
	const out = [
		...show(judge, 0, 10_000, seen(1), 2_000),
		...show(judge, 10_000, 20_000, seen(0), 2_000),
		...show(judge, 20_000, 30_000, seen(1), 2_000)
	];
	expect(short(out)).toEqual([
		['face_absent', 'begin', 10_000, 14_000],
		['face_absent', 'end', 10_000, 18_000]
	]);
});

test('the most faces and the sureness of the second are kept', () => {
	const judge = createJudge();
	show(judge, 0, 2_000, seen(2));
	show(judge, 2_000, 2_200, seen(3));
	const out = show(judge, 2_200, 5_000, seen(1));
	expect(out).toMatchObject([{ check: 'face_multiple', phase: 'end', peak: 3, confidence: 0.8 }]);
});

test('an absent face is told with less confidence where something like a face is left', () => {
	const judge = createJudge();
	const [begin] = show(judge, 0, 4_000, seen(0, { doubt: 0.4 }));
	expect(begin).toMatchObject({ check: 'face_absent', confidence: 0.6 });
});

test('a dark or smooth picture is a covered camera, not an absent face', () => {
	const judge = createJudge();
	const dark = show(judge, 0, 4_000, seen(0, { brightness: 0, texture: 0 }));
	expect(short(dark)).toEqual([['camera_blocked', 'begin', 0, 3_000]]);
	expect(dark[0]).toMatchObject({ confidence: 1 });
	expect(short(show(judge, 4_000, 6_000, seen(1)))).toEqual([['camera_blocked', 'end', 0, 3_800]]);
	expect(show(createJudge(), 0, 4_000, seen(0, { texture: 0.001 }))[0]?.check).toBe(
		'camera_blocked'
	);
	expect(show(createJudge(), 0, 4_000, seen(1, { brightness: 0.01 }))).toEqual([]);
});

test('when nobody looks any more, what was open ends where it was last seen', () => {
	const judge = createJudge();
	show(judge, 0, 5_000, seen(0));
	expect(judge.step({ kind: 'time', t: 9_000 })).toEqual([]);
	expect(short(judge.step({ kind: 'time', t: 11_000 }))).toEqual([
		['face_absent', 'end', 0, 4_800]
	]);
	expect(short(show(judge, 60_000, 64_000, seen(0)))).toEqual([
		['face_absent', 'begin', 60_000, 62_600]
	]);
});

test('a gap between two readings is not counted as having lasted', () => {
	const judge = createJudge();
	show(judge, 0, 1_000, seen(0));
	expect(show(judge, 3_600_000, 3_601_000, seen(0))).toEqual([]);
});

test('speech with the pauses of speech is one observation', () => {
	const judge = createJudge();
	const out = [
		...say(judge, 0, 4_000, heard(0.9, -25)),
		...say(judge, 4_096, 5_500, heard(0.1)),
		...say(judge, 5_632, 8_000, heard(0.9, -22)),
		...say(judge, 8_192, 14_000, heard(0))
	];
	expect(out.map(({ check, phase }) => [check, phase])).toEqual([
		['speech', 'begin'],
		['speech', 'end']
	]);
	expect(out[1]).toMatchObject({ from: 0, to: 7_680, peak: -22, confidence: 0.9 });
});

test('a cough, one window of speech now and then, is nothing', () => {
	const judge = createJudge();
	const out: Observation[] = [];
	for (let t = 0; t < 60_000; t += 6_000)
		out.push(...say(judge, t, t + 600, heard(1)), ...say(judge, t + 1_024, t + 6_000, heard(0)));
	expect(out).toEqual([]);
});

test('three windows in a row, a sentence of a second and a half, are speech; two are not', () => {
	const begun = (windows: number) =>
		say(createJudge(), 0, windows * 512, heard(0.9)).map(({ check, to }) => [check, to]);
	expect(begun(2)).toEqual([]);
	expect(begun(3)).toEqual([['speech', 1_024]]);
});

test('between the two speech limits the last decision stays', () => {
	const judge = createJudge();
	expect(say(judge, 0, 5_000, heard(0.5))).toEqual([]);
	say(judge, 5_120, 7_500, heard(0.9));
	expect(say(judge, 7_680, 20_000, heard(0.5))).toEqual([]);
});

test('loud is told in dBFS', () => {
	const judge = createJudge();
	expect(say(judge, 0, 3_000, heard(0, -8))).toMatchObject([
		{ check: 'loud', phase: 'begin', peak: -8, confidence: 1 }
	]);
});

const fact = (t: number, holds: boolean, change: Partial<JudgeInput & { kind: 'fact' }> = {}) =>
	({ kind: 'fact', t, check: 'page_hidden', holds, ...change }) as const;

test('a fact holds until it is taken back, and is told once its minimum has passed', () => {
	const judge = createJudge();
	expect(judge.step(fact(1_000, true))).toEqual([]);
	expect(judge.step({ kind: 'time', t: 1_900 })).toEqual([]);
	expect(short(judge.step({ kind: 'time', t: 2_100 }))).toEqual([
		['page_hidden', 'begin', 1_000, 2_100]
	]);
	expect(judge.step(fact(3_000, true))).toEqual([]);
	expect(short(judge.step(fact(9_000, false)))).toEqual([['page_hidden', 'end', 1_000, 9_000]]);
	expect(judge.step(fact(9_100, false))).toEqual([]);
});

test('a fact that ended before anyone looked again is told whole; a short one is not told', () => {
	const judge = createJudge();
	judge.step(fact(0, true));
	expect(short(judge.step(fact(60_000, false)))).toEqual([
		['page_hidden', 'begin', 0, 60_000],
		['page_hidden', 'end', 0, 60_000]
	]);
	judge.step(fact(70_000, true));
	expect(judge.step(fact(70_500, false))).toEqual([]);
});

test('a new reason ends the old observation and begins its own', () => {
	const judge = createJudge();
	const camera = (t: number, reason: string) =>
		judge.step(fact(t, true, { check: 'camera_unavailable', of: 'camera', reason }));
	camera(0, 'permission_pending');
	const out = camera(12_000, 'permission_denied');
	expect(out.map(({ phase, reason }) => [phase, reason])).toEqual([
		['begin', 'permission_pending'],
		['end', 'permission_pending']
	]);
	expect(judge.step({ kind: 'time', t: 15_000 })).toMatchObject([
		{ phase: 'begin', from: 12_000, reason: 'permission_denied' }
	]);
});

test('the analyses of camera and microphone are told apart', () => {
	const judge = createJudge();
	for (const of of ['camera', 'microphone'] as const)
		judge.step(
			fact(0, true, { check: 'analysis_unavailable', of, reason: `${of}_worker_crashed` })
		);
	const out = judge.step({ kind: 'time', t: 6_000 });
	expect(out.map(({ id, reason }) => [id, reason])).toEqual([
		[0, 'camera_worker_crashed'],
		[1, 'microphone_worker_crashed']
	]);
});

test('a paste is a moment with its size', () => {
	const judge = createJudge(defaultThresholds, 7);
	expect(judge.step({ kind: 'moment', t: 12.4, check: 'paste', peak: 120 })).toEqual([
		{ id: 7, check: 'paste', phase: 'moment', from: 12, to: 12, peak: 120, confidence: 1 }
	]);
});

test('the end closes everything that is open, once', () => {
	const judge = createJudge();
	show(judge, 0, 4_000, seen(0));
	judge.step(fact(0, true));
	judge.step({ kind: 'time', t: 4_000 });
	expect(judge.step({ kind: 'end', t: 4_100 }).map((each) => each.phase)).toEqual(['end', 'end']);
	expect(judge.step({ kind: 'end', t: 4_200 })).toEqual([]);
});

test('whatever comes in: valid entries, new ids in order, each begun once and ended at most once', () => {
	const input = fc.oneof(
		fc.record({
			kind: fc.constant('face' as const),
			reading: fc
				.tuple(fc.integer({ min: 0, max: 3 }), fc.double({ min: 0, max: 1, noNaN: true }))
				.map(([faces, light]) => seen(faces, { brightness: light, texture: light / 10 }))
		}),
		fc.record({
			kind: fc.constant('voice' as const),
			reading: fc
				.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: -100, max: 0 }))
				.map(([speech, loudness]) => heard(speech, loudness))
		}),
		fc.record({
			kind: fc.constant('fact' as const),
			check: fc.constantFrom('page_hidden' as const, 'focus_lost' as const),
			holds: fc.boolean()
		}),
		fc.constant({ kind: 'moment' as const, check: 'copy' as const, peak: 3 }),
		fc.constant({ kind: 'time' as const })
	);
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 3_000 }), input)), (steps) => {
			const judge = createJudge();
			let t = 0;
			const out = steps.flatMap(([wait, step]) => {
				t += wait;
				return judge.step({ ...step, t });
			});
			out.push(...judge.step({ kind: 'end', t }));
			const open = new Set<number>();
			let next = 0;
			for (const each of out) {
				observation.parse(each);
				expect(each.to).toBeGreaterThanOrEqual(each.from);
				if (each.phase === 'end') expect(open.delete(each.id)).toBe(true);
				else expect(each.id).toBe(next++);
				if (each.phase === 'begin') open.add(each.id);
			}
			expect(open.size).toBe(0);
		})
	);
});

test('what has begun and is not over is told, as strong as it ever was', () => {
	const judge = createJudge();
	const open = () => judge.open().map(({ check, peak }) => [check, peak]);
	show(judge, 0, 2_000, seen(2));
	expect(open()).toEqual([]);
	show(judge, 2_000, 6_000, seen(2));
	expect(open()).toEqual([['face_multiple', 2]]);
	show(judge, 6_000, 7_000, seen(3));
	show(judge, 7_000, 8_000, seen(2));
	expect(open()).toEqual([['face_multiple', 3]]);
	show(judge, 8_000, 14_000, seen(1));
	expect(open()).toEqual([]);
});

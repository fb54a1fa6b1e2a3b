import { expect, test } from 'vitest';
import type { IdentityReading } from '#models/identity/index.ts';
import { createJudge } from '../judge.ts';

const SECOND = 1_000;
const read = (similarity: number | null): IdentityReading => ({
	at: 0,
	faces: similarity === null ? 0 : 1,
	similarity,
	analysisMs: 100
});
/** Readings as [seconds, similarity]; what was observed, as [phase, seconds from, seconds to]. */
function observed(readings: [number, number | null][], watched?: () => boolean) {
	const judge = createJudge(undefined, 0, watched);
	return [
		...readings.flatMap(([s, similarity]) =>
			judge.step({ kind: 'identity', t: s * SECOND, reading: read(similarity) })
		),
		...judge.step({ kind: 'end', t: 600 * SECOND })
	];
}
const phases = (...given: Parameters<typeof observed>) =>
	observed(...given).map(({ phase, from, to }) => [phase, from / SECOND, to / SECOND]);

test('a face that stays unlike the one at the start is one observation, within 30 s', () => {
	const [begin, end] = observed([
		[0, 0.9],
		[10, 0.5],
		[14, 0.45],
		[18, 0.5],
		[22, 0.52],
		[26, 0.5]
	]);
	expect(begin).toMatchObject({
		check: 'identity_changed',
		phase: 'begin',
		from: 10 * SECOND,
		to: 22 * SECOND,
		peak: 0.55
	});
	expect(begin?.confidence).toBeGreaterThan(0.5);
	expect(end).toMatchObject({ id: 0, phase: 'end', to: 26 * SECOND });
});

test('one or two odd looks are none', () => {
	expect(
		phases([
			[0, 0.9],
			[10, 0.5],
			[14, 0.55],
			[18, 0.85],
			[28, 0.9],
			[38, 0.4],
			[42, 0.9],
			[52, 0.9]
		])
	).toEqual([]);
});

test('a head that is turned away says neither', () => {
	expect(
		phases([
			[10, 0.5],
			[14, null],
			[18, 0.5],
			[22, null],
			[26, 0.5]
		])
	).toEqual([
		['begin', 10, 26],
		['end', 10, 26]
	]);
	expect(phases([10, 14, 18, 22, 26].map((s) => [s, null]))).toEqual([]);
});

test('between unlike and like again, what was so stays so', () => {
	const until = (similarity: number) =>
		phases([
			[0, 0.5],
			[4, 0.5],
			[8, 0.5],
			[12, 0.5],
			...[16, 20, 24, 28].map((s): [number, number] => [s, similarity])
		]).at(-1);
	expect(until(0.7)).toEqual(['end', 0, 28]);
	expect(until(0.8)).toEqual(['end', 0, 12]);
	expect(phases([0, 4, 8, 12, 16].map((s) => [s, 0.7]))).toEqual([]);
});

test('a slow device that looks every 15 s sees it too', () => {
	expect(phases([0, 15, 30].map((s) => [s, 0.4]))[0]).toEqual(['begin', 0, 30]);
});

test('switched off, nothing is observed', () => {
	expect(
		phases(
			[0, 4, 8, 12, 16].map((s) => [s, 0.3]),
			() => false
		)
	).toEqual([]);
});

import { expect, test } from 'vitest';
import { createEnrolment, LOOKS_WANTED } from './enrolment.ts';
import { fitOf, identityReading, uprightBy, type FoundFace } from './identity-reading.ts';
import {
	LIKENESS_LENGTH,
	likenessOf,
	meanLikeness,
	similarity,
	type Likeness
} from './likeness.ts';

/** A likeness that points along one axis, turned a little towards another. */
function along(axis: number, other = axis, share = 0): Likeness {
	const numbers = new Float32Array(LIKENESS_LENGTH);
	numbers[axis] = 3;
	numbers[other] = (numbers[other] ?? 0) + 3 * share;
	const made = likenessOf(numbers);
	if (!made) throw new Error('No likeness.');
	return made;
}
const face = (change: Partial<FoundFace> = {}): FoundFace => ({
	score: 0.9,
	width: 150,
	sharpness: 0.6,
	turn: 0,
	tilt: 0,
	likeness: along(0),
	...change
});
const reading = (found: FoundFace[], enrolled: Likeness | null = along(0)) =>
	identityReading({ at: 1, found, enrolled, analysisMs: 99.99 });

test('a likeness has length 1, is wholly like itself, and is not made of something else', () => {
	expect(Math.hypot(...along(3))).toBeCloseTo(1);
	expect(similarity(along(3), along(3))).toBeCloseTo(1);
	expect(similarity(along(3), along(4))).toBe(0);
	expect(likenessOf([1, 2, 3])).toBeNull();
	expect(likenessOf(new Float32Array(LIKENESS_LENGTH))).toBeNull();
	expect(likenessOf(new Float32Array(LIKENESS_LENGTH).fill(NaN))).toBeNull();
	expect(likenessOf(undefined)).toBeNull();
	expect(meanLikeness([])).toBeNull();
});

test('the likest face of a picture counts, so somebody beside the enrolled person changes nothing', () => {
	expect(reading([face({ likeness: along(7), width: 300 }), face()])).toEqual({
		at: 1,
		faces: 2,
		similarity: 1,
		analysisMs: 100
	});
	expect(reading([face({ likeness: along(7) })]).similarity).toBe(0);
});

test.each([
	['too small', { width: 55 }],
	['out of focus', { sharpness: 0.24 }],
	['turned away', { turn: -0.5 }],
	['tilted too far', { tilt: 21 }],
	['not described', { likeness: null }]
])('of a face that is %s nothing is said', (_, change) => {
	expect(reading([face({ likeness: along(7), ...change })])).toMatchObject({
		faces: 1,
		similarity: null
	});
});

test('without anybody enrolled there is nothing to compare with', () => {
	expect(reading([face()], null).similarity).toBeNull();
	expect(reading([])).toMatchObject({ faces: 0, similarity: null });
});

test('what a look lacks is said', () => {
	expect(fitOf([face()])).toBe('good');
	expect(fitOf([])).toBe('no_face');
	expect(fitOf([face(), face()])).toBe('several_faces');
	expect(fitOf([face({ width: 70 })])).toBe('too_small');
	expect(fitOf([face({ sharpness: 0.24 })])).toBe('blurred');
	expect(fitOf([face({ sharpness: 0.35 })])).toBe('good');
	expect(fitOf([face({ turn: 0.3 })])).toBe('turned');
	expect(fitOf([face({ tilt: -16 })])).toBe('turned');
	expect(fitOf([face({ score: 0.6 })])).toBe('unsure');
});

test('a tilted head is turned upright by what it is tilted, which is more than what is measured', () => {
	expect(uprightBy(face({ tilt: -27 }))).toBe(36);
	expect(uprightBy(face({ tilt: 30 }))).toBe(-40);
	expect(uprightBy(face({ tilt: 14 }))).toBe(0);
	expect(uprightBy(face({ tilt: 30, width: 40 }))).toBe(0);
});

test('enough good looks make a template, whatever came between them', () => {
	const enrolment = createEnrolment();
	const looks = [0.1, 0.2, 0.3, 0.15].map((share) => along(0, 1, share));
	const states = looks.flatMap((likeness) => [
		enrolment.add({ fit: 'turned', likeness: null }),
		enrolment.add({ fit: 'good', likeness })
	]);
	expect(states.map(({ looks: count }) => count)).toEqual([0, 1, 1, 2, 2, 3, 3, LOOKS_WANTED]);
	expect(states[0]?.lacking).toBe('turned');
	const template = states.at(-1)?.template;
	if (!template) throw new Error('No template.');
	expect(states.slice(0, -1).every((state) => state.template === null)).toBe(true);
	for (const look of looks) expect(similarity(template, look)).toBeGreaterThan(0.98);
});

test('looks at two people make no template of both', () => {
	const enrolment = createEnrolment();
	for (let i = 0; i < 3; i++) enrolment.add({ fit: 'good', likeness: along(0) });
	expect(enrolment.add({ fit: 'good', likeness: along(5) })).toEqual({
		looks: 1,
		lacking: null,
		template: null
	});
});

/** A slice of `npm run bench:models`: the aims that seconds of a recording can show. Times are the recordings' own. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { films, nameOf, sounds, type Labelled } from '../bench/models/labels.ts';
import { likenesses, voices } from '../bench/models/labels-of-whom.ts';
import { openMeasuring, type Measured, type Measuring } from '../bench/models/measure.ts';
import { score } from '../bench/models/score.ts';
import { asset } from '../support/assets.ts';

const landmarker = fileURLToPath(
	new URL('../../static/vendor/mediapipe/face_landmarker.task', import.meta.url)
);
const seesHeads = existsSync(landmarker);
let measuring: Measuring;
beforeAll(async () => {
	measuring = await openMeasuring({ feeds: seesHeads ? ['face', 'head'] : ['face'] });
});
afterAll(() => measuring.close());

const labelled = (name: string): Labelled => {
	const found = [...films, ...sounds, ...likenesses, ...voices].find(
		(each) => nameOf(each) === name
	);
	if (!found) throw new Error(`No recording is labelled ${name}.`);
	return found;
};
/** Null where the recording is not to be had: then the test says so and shows nothing. */
function there(name: string): Labelled | null {
	if (asset(labelled(name).file)) return labelled(name);
	console.info(`No recordings found (INVIGIL_ASSETS): ${name} is not measured.`);
	return null;
}
const begun = ({ told }: Measured) =>
	told.filter(({ phase }) => phase !== 'end').map(({ check }) => check);

test.each([
	['no_face', 'face_absent'],
	['face_leaves_short', 'face_absent'],
	['two_faces', 'face_multiple']
] as const)('%s: %s is told within 3 s, and nothing else', async (name, check) => {
	const recording = there(name);
	if (!recording) return;
	const played = await measuring.film(recording);
	expect(begun(played).filter((each) => each !== 'picture_frozen')).toEqual([check]);
	expect(score(check, [played], nameOf).delays[0]).toBeLessThanOrEqual(3_000);
});

test('a film is looked at all along, not only at its beginning', async () => {
	const recording = there('asl_again');
	if (!recording) return;
	const { told } = await measuring.film(recording);
	expect(told.map(({ reason }) => reason)).not.toContain('frozen');
});

test.each(['one_face', 'other_person'])('%s leaves nothing', async (name) => {
	const recording = there(name);
	if (recording) expect(begun(await measuring.film(recording))).toEqual([]);
});

test.each(['left', 'right', 'top', 'bottom'])(
	'a face that is cut by the %s edge is told as partly out of the picture, and not as absent',
	async (edge) => {
		const recording = there(`other_person, then cut by the ${edge} edge`);
		if (recording) expect(begun(await measuring.film(recording))).toEqual(['face_partial']);
	}
);

test.each(['hand', 'finger'])(
	'a %s over the lens is told as such, and not as nobody',
	async (thing) => {
		const recording = there(`one_face, then a ${thing} over the lens`);
		if (recording) expect(begun(await measuring.film(recording))).toEqual(['camera_blocked']);
	}
);

test('somebody who stands two metres away is not absent', async () => {
	const recording = there('asl_thanks');
	if (recording) expect(begun(await measuring.film(recording))).not.toContain('face_absent');
});

test('the head that turns away in looking_away is told', async () => {
	const recording = seesHeads ? there('looking_away') : null;
	if (recording) expect(begun(await measuring.film(recording))).toEqual(['head_away']);
});

test('speech after ten quiet seconds is told within 2 s, and its end within 3 s', async () => {
	const recording = there('quiet_speech_quiet');
	if (!recording) return;
	const { delays, endDelays, falseAlarms } = score(
		'speech',
		[await measuring.sound(recording)],
		nameOf
	);
	expect(falseAlarms).toBe(0);
	expect(delays[0]).toBeLessThanOrEqual(2_000);
	expect(endDelays).toHaveLength(1);
	expect(endDelays[0]).toBeLessThanOrEqual(3_000);
});

test('somebody else than the enrolled one is told, the enrolled one is not', async () => {
	const [own, other] = [there('other_person, D enrolled'), there('one_face (A), D enrolled')];
	if (!own || !other) return;
	expect(begun(await measuring.film(own))).toEqual([]);
	expect(begun(await measuring.film(other))).toEqual(['identity_changed']);
});

test('a head tilted by 40° is as like as it is upright', async () => {
	const recording = there('other_person, D enrolled');
	if (!recording) return;
	const { told, compared } = await measuring.film(recording, 'tilted');
	expect(told).toEqual([]);
	expect(compared.length).toBeGreaterThan(3);
	// Looked at as it is, this recording measures 0.74.
	expect(Math.min(...compared)).toBeGreaterThan(0.82);
});

test('another voice than the enrolled one is told, the enrolled one is not', async () => {
	const [own, other] = [there('george, george enrolled'), there('lucas, george enrolled')];
	if (!own || !other) return;
	expect(begun(await measuring.sound(own))).not.toContain('speaker_changed');
	expect(begun(await measuring.sound(other))).toContain('speaker_changed');
});

test.each(['typing', 'noise', 'quiet', 'ceiling-fan'])('%s leaves nothing', async (name) => {
	const recording = there(name);
	if (recording) expect(begun(await measuring.sound(recording))).toEqual([]);
});

import { expect, test } from 'vitest';
import { asset } from '../../tests/support/assets.ts';
import { voiceLike, quietRoom } from '../../tests/support/signals.ts';
import { speakers, spoken, type Speaker } from '../../tests/support/spoken.ts';
import { readWav, type Sound } from '../../tests/support/wav.ts';
import { createFramer } from './framer.ts';
import { createEnrolment, createSpeakerReader } from './speaker.ts';
import { addTimbre, noTimbre, unlikeness, type Timbre } from './timbre.ts';
import { frameFeatures } from './voice-features.ts';
import { createVoiceReader, WINDOW_MS } from './voice-reading.ts';

const listen = ({ rate, samples }: Sound) => {
	const reader = createVoiceReader({ timbre: true });
	return createFramer(rate)
		.push(samples)
		.flatMap((frame) => reader.push(frameFeatures(frame)) ?? [])
		.map((reading, i) => ({ ...reading, at: (i + 1) * WINDOW_MS }));
};
const enrol = (sound: Sound): Timbre | null => {
	const enrolment = createEnrolment();
	for (const reading of listen(sound)) {
		const enrolled = enrolment.push(reading);
		if (enrolled) return enrolled;
	}
	return null;
};
const higher = (sound: Sound): Sound => ({ ...sound, rate: sound.rate * 1.5 });

test('a quiet room enrols nobody; a voice does once enough was heard', () => {
	expect(enrol(quietRoom(30))).toBeNull();
	const enrolment = createEnrolment();
	const steps = listen(voiceLike(40)).map((reading) => [
		enrolment.push(reading) !== null,
		enrolment.progress
	]);
	expect(steps[0]).toEqual([false, expect.closeTo(0, 1)]);
	expect(steps.at(-1)).toEqual([true, 1]);
});

test('a made voice is like itself, and unlike the same half as high again', () => {
	const enrolled = enrol(voiceLike(60));
	if (!enrolled) throw new Error('Nobody was enrolled.');
	const said = (sound: Sound) => {
		const speaker = createSpeakerReader(enrolled);
		return listen(sound).flatMap((reading) => speaker.push(reading) ?? []);
	};
	const same = said(voiceLike(30));
	const other = said(higher(voiceLike(40)));
	expect(same.length).toBeGreaterThan(10);
	expect(Math.max(...same.map(({ unlike }) => unlike))).toBeLessThan(0.2);
	expect(other.length).toBeGreaterThan(10);
	expect(Math.min(...other.map(({ unlike }) => unlike))).toBeGreaterThan(0.8);
	expect(said(quietRoom(20))).toEqual([]);
});

test('sums of pieces in any order are the sums of the whole', () => {
	const pieces = listen(voiceLike(20)).flatMap(({ timbre }) => timbre ?? []);
	const whole = pieces.reduce(addTimbre, noTimbre());
	const turned = pieces.toReversed().reduce(addTimbre, noTimbre());
	expect(unlikeness(whole, whole)).toBeCloseTo(0, 6);
	expect(unlikeness(whole, turned)).toBeCloseTo(0, 6);
});

/** Share of the same voice called another, at the limit where as large a share of others passes. */
function equalError(same: number[], others: number[]): number {
	const share = (values: number[], holds: (value: number) => boolean) =>
		values.filter(holds).length / values.length;
	return [...same, ...others]
		.map((limit) => ({
			wrong: share(same, (value) => value >= limit),
			missed: share(others, (value) => value < limit)
		}))
		.reduce((best, each) =>
			Math.abs(each.wrong - each.missed) < Math.abs(best.wrong - best.missed) ? each : best
		).wrong;
}

const noisy = (name: string, belowDb: number) => {
	const path = asset(`camera/${name}.wav`);
	return path ? { noise: { sound: readWav(path), belowDb } } : {};
};
const conditions = [
	['the same words', {}, 0.03],
	['other words', { wordByWord: true }, 0.1],
	['office noise 20 dB below', noisy('noise', 20), 0.05],
	['typing 15 dB below', noisy('typing', 15), 0.05],
	['a fan 20 dB below', noisy('quiet', 20), 0.12]
] as const;

/** Each of the ten recordings of every digit is tried once, against an enrolment from the seven others. */
const folds = [
	[0, 1, 2],
	[3, 4, 5],
	[6, 7, 8, 9]
].map((trying) => ({
	trying,
	enrolling: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((take) => !trying.includes(take))
}));
const enrolled = new Map<string, Timbre>();
function enrolmentOf(speaker: Speaker, takes: number[], wordByWord: boolean): Timbre {
	const key = `${speaker} ${wordByWord} ${takes.join('')}`;
	const found = enrolled.get(key) ?? enrol(spoken({ speaker, takes, wordByWord }) ?? quietRoom(1));
	if (!found) throw new Error(`${speaker} was not enrolled.`);
	enrolled.set(key, found);
	return found;
}

test.skipIf(!asset('speech/fsdd')).each(conditions)(
	'four people counting, %s: who is enrolled is told from the others',
	(condition, noise, bound) => {
		const same: number[] = [];
		const others: number[] = [];
		for (const { trying, enrolling } of folds)
			for (const speaker of speakers) {
				const heard = listen(spoken({ speaker, takes: trying, from: 7, ...noise }) ?? quietRoom(1));
				for (const owner of speakers) {
					const reader = createSpeakerReader(enrolmentOf(owner, enrolling, 'wordByWord' in noise));
					const unlike = heard.flatMap((reading) => reader.push(reading)?.unlike ?? []);
					(owner === speaker ? same : others).push(...unlike);
				}
			}
		const wrong = same.filter((unlike) => unlike >= 0.5).length / same.length;
		const missed = others.filter((unlike) => unlike < 0.5).length / others.length;
		const error = equalError(same, others);
		console.info(
			`Speaker, ${condition}: ${same.length} comparisons with the same voice, ${others.length} with others; ` +
				`equal error rate ${(100 * error).toFixed(1)} %; at the limit ${(100 * wrong).toFixed(1)} % ` +
				`of the same voice are called another, ${(100 * missed).toFixed(1)} % of others pass.`
		);
		expect(same.length).toBeGreaterThan(20);
		expect(error).toBeLessThan(bound);
		expect(wrong).toBeLessThan(0.1);
	},
	120_000
);

import { expect, test } from 'vitest';
import { asset } from '../../tests/support/assets.ts';
import { hum, keys, quietRoom, silence, voiceLike } from '../../tests/support/signals.ts';
import { readWav, type Sound } from '../../tests/support/wav.ts';
import { createFramer } from './framer.ts';
import { frameFeatures } from './voice-features.ts';
import { createVoiceReader } from './voice-reading.ts';

function read({ rate, samples }: Sound) {
	const reader = createVoiceReader();
	return createFramer(rate)
		.push(samples)
		.map((frame) => reader.push(frameFeatures(frame)))
		.filter((reading) => reading !== null);
}
const speechShare = (sound: Sound) => {
	const readings = read(sound);
	return readings.filter((reading) => reading.speech >= 0.5).length / readings.length;
};

/** Share of half-second windows called speech. The recordings of speech have pauses: a trained detector says 0.68 of the first. */
const recordings: [name: string, least: number, most: number][] = [
	['speech', 0.6, 0.85],
	['digits_george', 0.9, 1],
	['digits_jackson', 0.9, 1],
	['digits_lucas', 0.65, 1],
	['digits_nicolas', 0.9, 1],
	['quiet_speech_quiet', 0.2, 0.36],
	['quiet', 0, 0],
	['typing', 0, 0.05],
	['noise', 0, 0.05]
];

for (const [name, least, most] of recordings) {
	const path = asset(`camera/${name}.wav`);
	test.skipIf(!path)(
		`recording ${name}: ${least} to ${most} of the windows are speech${path ? '' : ' (not here)'}`,
		() => {
			const share = speechShare(readWav(path ?? ''));
			expect(share).toBeGreaterThanOrEqual(least);
			expect(share).toBeLessThanOrEqual(most);
		}
	);
}

test('made signals: a voice-like buzz is speech; a quiet room, keys, hum and silence are not', () => {
	expect(speechShare(voiceLike(10))).toBeGreaterThan(0.6);
	expect(speechShare(quietRoom(10))).toBe(0);
	expect(speechShare(keys(10))).toBeLessThan(0.05);
	expect(speechShare(hum(12))).toBeLessThan(0.1);
	expect(speechShare(silence(5))).toBe(0);
});

test('speech 30 dB quieter is found as well', () => {
	const loud = voiceLike(10);
	const samples = loud.samples.map((sample) => sample * 10 ** (-30 / 20));
	expect(speechShare({ ...loud, samples })).toBeGreaterThan(0.9 * speechShare(loud));
});

test('loudness is the level in dBFS, and a number in digital silence too', () => {
	const tone = Float32Array.from(
		{ length: 16_000 },
		(_, i) => 0.1 * Math.SQRT2 * Math.sin((2 * Math.PI * 440 * i) / 16_000)
	);
	expect(read({ rate: 16_000, samples: tone })[0]).toMatchObject({ windowMs: 512, loudness: -20 });
	expect(read(silence(1))[0]?.loudness).toBe(-100);
});

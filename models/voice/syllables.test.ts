import { expect, test } from 'vitest';
import { voiceLike } from '../../tests/support/signals.ts';
import { createFramer } from './framer.ts';
import { createSyllableCounter } from './syllables.ts';
import { frameFeatures } from './voice-features.ts';
import { createVoiceReader } from './voice-reading.ts';

test('a rise counts once, and again only after the level fell; noise without a voice never does', () => {
	const count = (levels: number[], voiced = true) => {
		const counter = createSyllableCounter();
		return levels.filter((level) => counter.push(level, voiced)).length;
	};
	expect(count([-60, -40, -30, -31, -30, -29])).toBe(1);
	expect(count([-60, -30, -36, -30, -40, -30])).toBe(3);
	expect(count([-60, -30, -36, -30], false)).toBe(0);
});

test('a made voice of about 120 Hz and four syllables a second is measured as one', () => {
	const reader = createVoiceReader({ prosody: true });
	const { rate, samples } = voiceLike(20);
	const spoken = createFramer(rate)
		.push(samples)
		.flatMap((frame) => reader.push(frameFeatures(frame))?.prosody ?? []);
	const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
	expect(mean(spoken.map(({ pitch }) => pitch))).toBeGreaterThan(105);
	expect(mean(spoken.map(({ pitch }) => pitch))).toBeLessThan(135);
	expect(mean(spoken.map(({ syllables }) => syllables)) / 0.512).toBeGreaterThan(2.5);
	expect(mean(spoken.map(({ syllables }) => syllables)) / 0.512).toBeLessThan(4.5);
});

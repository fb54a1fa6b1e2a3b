import { expect, test } from 'vitest';
import { createFramer } from './framer.ts';

const tone = (rate: number, seconds: number) =>
	Float32Array.from({ length: rate * seconds }, (_, i) => Math.sin((2 * Math.PI * 200 * i) / rate));

test('sound at 16 kHz comes through unchanged, in whole frames, whatever the pieces', () => {
	const sound = tone(16_000, 1);
	const framer = createFramer(16_000);
	const frames: Float32Array[] = [];
	for (let i = 0; i < sound.length; i += 333)
		frames.push(...framer.push(sound.subarray(i, i + 333)));
	expect(frames).toHaveLength(31);
	expect(frames[2]).toEqual(sound.slice(1024, 1536));
});

test.each([8_000, 22_050, 44_100, 48_000])('sound at %i Hz keeps its pitch and level', (rate) => {
	const frames = createFramer(rate).push(tone(rate, 2));
	expect(frames.length).toBeGreaterThanOrEqual(61);
	expect(frames.length).toBeLessThanOrEqual(63);
	const samples = frames.slice(0, 60).flatMap((frame) => [...frame]);
	const rms = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
	expect(rms).toBeCloseTo(Math.SQRT1_2, 1);
	const crossings = samples.filter((value, i) => i > 0 && value >= 0 && (samples[i - 1] ?? 0) < 0);
	expect(crossings.length).toBeCloseTo((200 * samples.length) / 16_000, -1);
});

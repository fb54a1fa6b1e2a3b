import { expect, test, vi } from 'vitest';
import { DIMENSIONS } from '#models/voice/timbre.ts';
import type { Timbre } from '#models/voice/index.ts';
import { listenForSpeaker, type EnrolledVoice } from './listen-for-speaker.ts';

/** Of a voice whose cepstrum lies around `middle`: so much of it that it is enrolled, or compared, at once. */
function voice(middle: number, frames = 4_000): Timbre {
	const sums = new Array<number>(DIMENSIONS).fill(middle * frames);
	const products: number[] = [];
	for (let i = 0; i < DIMENSIONS; i++)
		for (let j = 0; j <= i; j++) products.push(frames * (middle * middle + (i === j ? 1 : 0)));
	return { frames, sums, products };
}
function memory(held: Timbre | null = null) {
	const keep = vi.fn(async (enrolled: Timbre) => void (held = enrolled));
	return { keep, load: async () => held } satisfies EnrolledVoice;
}
const started = () => new Promise((resolve) => setTimeout(resolve));

test('the first voice is enrolled and given to be kept; after a reload it is the one that is compared with', async () => {
	const kept = memory();
	const first = listenForSpeaker(kept);
	await started();
	expect(first.hear({ at: 0, timbre: voice(0) })).toBeNull();
	expect(first.enrolled).toBe(1);
	expect(kept.keep).toHaveBeenCalledOnce();
	expect(first.hear({ at: 1_000, timbre: voice(0) })?.unlike).toBeLessThan(0.5);

	const reloaded = listenForSpeaker(kept);
	await started();
	expect(reloaded.enrolled).toBe(1);
	expect(reloaded.hear({ at: 0, timbre: voice(9) })?.unlike).toBeGreaterThan(0.5);
	expect(kept.keep).toHaveBeenCalledOnce();
});

test('until it is known whether somebody is enrolled nobody else is', async () => {
	const kept = memory(voice(0));
	const listening = listenForSpeaker(kept);
	expect(listening.hear({ at: 0, timbre: voice(9) })).toBeNull();
	await started();
	expect(kept.keep).not.toHaveBeenCalled();
	expect(listening.hear({ at: 1_000, timbre: voice(9) })?.unlike).toBeGreaterThan(0.5);
});

test('without a place to keep it, or one that fails, voices are compared all the same', async () => {
	const broken: EnrolledVoice = {
		load: () => Promise.reject(new Error('no storage')),
		keep: () => Promise.reject(new Error('no storage'))
	};
	const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
	for (const listening of [listenForSpeaker(), listenForSpeaker(broken)]) {
		await started();
		listening.hear({ at: 0, timbre: voice(0) });
		expect(listening.hear({ at: 1_000, timbre: voice(9) })?.unlike).toBeGreaterThan(0.5);
	}
	await started();
	expect(warned).toHaveBeenCalledTimes(2);
	warned.mockRestore();
});

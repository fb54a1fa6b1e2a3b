import { expect, test } from 'vitest';
import type { CaptureOutcome } from '#app/device/capture.ts';
import { defaultPolicy } from '#sync/schema/policy.ts';
import { Preflight, usedSensors } from './preflight.svelte.ts';

function setUp() {
	const log: string[] = [];
	let answer: Promise<void> = Promise.resolve();
	const open = (name: string) => async (): Promise<CaptureOutcome> => {
		log.push(`open ${name}`);
		await answer;
		const track = { stop: () => log.push(`stop ${name}`) } as unknown as MediaStreamTrack;
		const stream = { getTracks: () => [track] } as unknown as MediaStream;
		return { outcome: 'granted', track, stream, stop: () => track.stop() };
	};
	const preflight = new Preflight({
		attempt: 'a',
		api: { health: () => Promise.reject(new Error('unasked')) },
		store: { open: () => Promise.reject(new Error('unasked')) },
		locks: undefined,
		openCamera: open('camera'),
		openMicrophone: open('microphone'),
		granted: async () => true
	});
	return { preflight, log, answers: (when: Promise<void>) => (answer = when) };
}

test('a camera that is granted away is not opened, whatever an older ticket says', () => {
	const off = { off: ['camera' as const, 'gaze' as const] };
	const without = { camera: false, microphone: true };
	expect(usedSensors({ policy: defaultPolicy }, undefined)).toEqual({
		camera: true,
		microphone: true
	});
	expect(usedSensors({ policy: defaultPolicy }, off)).toEqual(without);
	expect(usedSensors({ policy: defaultPolicy, accommodation: off }, undefined)).toEqual(without);
});

test('before there is a ticket a press opens what is not granted away, and no more', async () => {
	const { preflight, log } = setUp();
	preflight.spare(['camera', 'pictures']);
	await preflight.tryDevices();
	expect(log).toEqual(['open microphone']);
	expect(preflight.facts).toMatchObject({ camera: 'unused', microphone: 'working' });
});

test('a device that works is not opened again, and one that is not wanted any more is closed', async () => {
	const { preflight, log } = setUp();
	await preflight.useDevices({ camera: true, microphone: true });
	await preflight.useDevices({ camera: true, microphone: true });
	expect(log).toEqual(['open camera', 'open microphone']);
	await preflight.useDevices({ camera: false, microphone: true });
	expect(log.slice(2)).toEqual(['stop camera']);
	expect([preflight.cameraStream, preflight.facts.camera]).toEqual([null, 'unused']);
	expect(preflight.facts.microphone).toBe('working');
});

test('a camera that opens once it is not wanted any more is closed at once', async () => {
	const { preflight, log, answers } = setUp();
	const { promise, resolve } = Promise.withResolvers<undefined>();
	answers(promise);
	const opening = preflight.tryDevice('camera');
	await preflight.useDevices({ camera: false, microphone: false });
	resolve(undefined);
	await opening;
	expect(log).toEqual(['open camera', 'stop camera']);
	expect([preflight.cameraStream, preflight.facts.camera]).toEqual([null, 'unused']);
});

import { expect, test } from 'vitest';
import { openCamera } from './camera.ts';
import type { CaptureDevices } from './capture.ts';
import { listMicrophones, openMicrophone } from './microphone.ts';

function devices(answer: () => Promise<unknown>) {
	const asked: MediaStreamConstraints[] = [];
	const fake: CaptureDevices = {
		getUserMedia: (constraints) => {
			asked.push(constraints ?? {});
			return answer() as Promise<MediaStream>;
		},
		enumerateDevices: () =>
			Promise.resolve([
				{ kind: 'audioinput', deviceId: 'a', label: 'Built-in' },
				{ kind: 'videoinput', deviceId: 'b', label: 'Camera' }
			] as MediaDeviceInfo[]),
		addEventListener: () => undefined,
		removeEventListener: () => undefined
	};
	return { fake, asked };
}
const refusing = (name: string) =>
	devices(() => Promise.reject(Object.assign(new Error(name), { name }))).fake;

test.each([
	['NotAllowedError', 'permission_denied'],
	['NotFoundError', 'device_missing'],
	['OverconstrainedError', 'device_missing'],
	['NotReadableError', 'device_in_use'],
	['AbortError', 'device_failed'],
	['SomethingNewError', 'device_failed']
])('%s is told as %s', async (name, reason) => {
	expect(await openCamera(undefined, refusing(name))).toEqual({ outcome: 'refused', reason });
});

test('a page without media devices is told as not supported', async () => {
	expect(await openMicrophone(undefined, undefined)).toEqual({
		outcome: 'refused',
		reason: 'not_supported'
	});
	expect(await listMicrophones(undefined)).toEqual([]);
});

test('a granted track is stopped by its outcome', async () => {
	let stopped = 0;
	const track = { stop: () => stopped++ };
	const { fake, asked } = devices(() => Promise.resolve({ getTracks: () => [track] }));
	const outcome = await openCamera('b', fake);
	if (outcome.outcome !== 'granted') throw new Error('It is granted.');
	outcome.stop();
	expect(stopped).toBe(1);
	expect(asked).toMatchObject([{ video: { deviceId: { exact: 'b' } } }]);
});

test('the microphone is asked for without any processing', async () => {
	const { fake, asked } = devices(() => Promise.resolve({ getTracks: () => [{}] }));
	await openMicrophone(undefined, fake);
	expect(asked).toMatchObject([
		{ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } }
	]);
});

test('only devices of the kind are listed', async () => {
	const { fake } = devices(() => Promise.reject(new Error()));
	expect(await listMicrophones(fake)).toEqual([{ id: 'a', label: 'Built-in' }]);
});

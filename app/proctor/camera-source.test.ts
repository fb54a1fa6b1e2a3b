import { expect, test } from 'vitest';
import { createCameraSources, isVirtualName } from './camera-source.ts';

test.each([
	'OBS Virtual Camera',
	'OBS-Camera (obs-virtual)',
	'ManyCam Virtual Webcam',
	'Snap Camera',
	'v4l2loopback',
	'Dummy video device (0x0000)',
	'XSplit VCam',
	'NVIDIA Broadcast',
	'DroidCam Source 3',
	'Unity Video Capture'
])('%s is the name of a virtual camera', (label) => expect(isVirtualName(label)).toBe(true));

test.each([
	'FaceTime HD Camera (Built-in) (05ac:8514)',
	'Integrated Webcam (0bda:5520)',
	'HD Pro Webcam C920 (046d:082d)',
	'Front Camera',
	'camera2 1, facing front',
	'fake_device_0',
	'Robson’s iPhone Camera',
	''
])('%s is not', (label) => expect(isVirtualName(label)).toBe(false));

test('the first camera is no change, nor is the same one opened again; another is, and the first one again', () => {
	const sources = createCameraSources();
	const another = (id: string, label = 'Camera') => sources.opened({ id, label }).another;
	expect([another('a'), another('a', 'Renamed'), another('b'), another('b'), another('a')]).toEqual(
		[false, false, true, false, true]
	);
});

test('without ids the names tell; without names nothing does', () => {
	const sources = createCameraSources();
	const another = (label: string) => sources.opened({ id: '', label }).another;
	expect([another('One'), another('One'), another('Two'), another(''), another('Two')]).toEqual([
		false,
		false,
		true,
		false,
		false
	]);
});

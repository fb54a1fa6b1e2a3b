import { capture, captureDevices, listDevices, type CaptureOutcome } from './capture.ts';

/** Small and slow on purpose: the models look at a few small frames a second, and the battery lasts longer. */
export function openCamera(deviceId?: string, devices = captureDevices()): Promise<CaptureOutcome> {
	return capture(
		'camera',
		{
			width: { ideal: 640 },
			height: { ideal: 480 },
			frameRate: { ideal: 15 },
			...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: 'user' })
		},
		devices
	);
}

export const listCameras = (devices = captureDevices()) => listDevices('camera', devices);

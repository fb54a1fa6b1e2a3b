import { capture, captureDevices, listDevices, type CaptureOutcome } from './capture.ts';

/** Unprocessed: noise suppression and gain control would move the levels that are measured. */
export function openMicrophone(
	deviceId?: string,
	devices = captureDevices()
): Promise<CaptureOutcome> {
	return capture(
		'microphone',
		{
			channelCount: { ideal: 1 },
			echoCancellation: false,
			noiseSuppression: false,
			autoGainControl: false,
			...(deviceId ? { deviceId: { exact: deviceId } } : {})
		},
		devices
	);
}

export const listMicrophones = (devices = captureDevices()) => listDevices('microphone', devices);

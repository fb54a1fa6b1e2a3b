/** Asking the browser for one camera or microphone, with one clear outcome for each way that can go. */

export type CaptureFailure =
	/** The person or a policy said no, or has not said yes. */
	| 'permission_denied'
	| 'device_missing'
	/** Another program holds it. */
	| 'device_in_use'
	/** This browser or this page (not https) offers none. */
	| 'not_supported'
	| 'device_failed';

export type CaptureOutcome =
	| { outcome: 'granted'; track: MediaStreamTrack; stream: MediaStream; stop: () => void }
	| { outcome: 'refused'; reason: CaptureFailure };

export type CaptureKind = 'camera' | 'microphone';
/** What of navigator.mediaDevices is used. */
export type CaptureDevices = Pick<
	MediaDevices,
	'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

const reasons: Record<string, CaptureFailure> = {
	NotAllowedError: 'permission_denied',
	SecurityError: 'permission_denied',
	NotFoundError: 'device_missing',
	OverconstrainedError: 'device_missing',
	NotReadableError: 'device_in_use',
	AbortError: 'device_failed',
	TypeError: 'not_supported'
};

/** Absent where the page is not served safely, whatever the types say. */
export function captureDevices(): CaptureDevices | undefined {
	return globalThis.navigator?.mediaDevices;
}

export const failureOf = (error: unknown): CaptureFailure =>
	reasons[error instanceof Error ? error.name : ''] ?? 'device_failed';

export async function capture(
	kind: CaptureKind,
	constraints: MediaTrackConstraints,
	devices: CaptureDevices | undefined
): Promise<CaptureOutcome> {
	if (!devices) return { outcome: 'refused', reason: 'not_supported' };
	try {
		const stream = await devices.getUserMedia(
			kind === 'camera' ? { video: constraints } : { audio: constraints }
		);
		const [track] = stream.getTracks();
		if (!track) return { outcome: 'refused', reason: 'device_missing' };
		return { outcome: 'granted', track, stream, stop: () => track.stop() };
	} catch (error) {
		return { outcome: 'refused', reason: failureOf(error) };
	}
}

/** Which device a track comes from; empty where the browser does not say. */
export function sourceOf(track: MediaStreamTrack): { id: string; label: string } {
	return { id: track.getSettings().deviceId ?? '', label: track.label };
}

export interface CaptureDevice {
	id: string;
	/** Empty until permission was given. */
	label: string;
}

export async function listDevices(
	kind: CaptureKind,
	devices: CaptureDevices | undefined
): Promise<CaptureDevice[]> {
	const wanted = kind === 'camera' ? 'videoinput' : 'audioinput';
	const all = (await devices?.enumerateDevices().catch(() => [])) ?? [];
	return all
		.filter((device) => device.kind === wanted)
		.map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** Calls back when a device was plugged in or out, or the permission was changed. Returns what stops that. */
export function onCaptureChange(
	kind: CaptureKind,
	changed: () => void,
	devices = captureDevices()
): () => void {
	devices?.addEventListener('devicechange', changed);
	let permission: PermissionStatus | null = null;
	let stopped = false;
	const follow = (status: PermissionStatus) => {
		permission = status;
		if (!stopped) status.addEventListener('change', changed);
	};
	// Not every browser knows these names; there the person asks again by hand.
	void globalThis.navigator?.permissions?.query({ name: kind }).then(follow, () => undefined);
	return () => {
		stopped = true;
		devices?.removeEventListener('devicechange', changed);
		permission?.removeEventListener('change', changed);
	};
}

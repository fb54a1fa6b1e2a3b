/** The codes for why a camera, a microphone or its analysis gives nothing, in a few words. */
import { m } from './generated/messages.js';

const reasons = new Map<string, () => string>([
	['permission_denied', m.watch_reason_permission_denied],
	['permission_pending', m.watch_reason_permission_pending],
	['device_missing', m.watch_reason_device_missing],
	['device_in_use', m.watch_reason_device_in_use],
	['not_supported', m.watch_reason_not_supported],
	['device_failed', m.watch_reason_device_failed],
	['track_ended', m.watch_reason_track_ended],
	['track_muted', m.watch_reason_track_muted],
	['model_missing', m.watch_reason_model_missing],
	['wasm_failed', m.watch_reason_wasm_failed],
	['worker_crashed', m.watch_reason_worker_crashed],
	['worklet_failed', m.watch_reason_worklet_failed],
	['audio_suspended', m.watch_reason_audio_suspended],
	['no_readings', m.watch_reason_no_readings]
]);

/** Null for a code of a newer version: the sentence stands without it. */
export function reasonText(code: string): string | null {
	const [, sensor, rest] = /^(?:(camera|microphone)_)?(.+)$/.exec(code) ?? [];
	const reason = reasons.get(rest ?? '')?.();
	if (reason === undefined) return null;
	if (sensor === 'camera') return m.observation_camera_reason({ reason });
	if (sensor === 'microphone') return m.observation_microphone_reason({ reason });
	return reason;
}

/** Why a sensor or its analysis was not there. */
import { m } from '#app/i18n/generated/messages.js';

const words: Readonly<Record<string, () => string>> = {
	permission_denied: m.watch_reason_permission_denied,
	permission_pending: m.watch_reason_permission_pending,
	device_missing: m.watch_reason_device_missing,
	device_in_use: m.watch_reason_device_in_use,
	not_supported: m.watch_reason_not_supported,
	device_failed: m.watch_reason_device_failed,
	track_ended: m.watch_reason_track_ended,
	track_muted: m.watch_reason_track_muted,
	model_missing: m.watch_reason_model_missing,
	wasm_failed: m.watch_reason_wasm_failed,
	worker_crashed: m.watch_reason_worker_crashed,
	worklet_failed: m.watch_reason_worklet_failed,
	audio_suspended: m.watch_reason_audio_suspended,
	no_readings: m.watch_reason_no_readings
};

/** A code of a newer app is shown as it is written: better than nothing. */
export function reasonWords(code: string): string {
	const known = words[code]?.();
	if (known !== undefined) return known;
	if (code.startsWith('camera_'))
		return m.observation_camera_reason({ reason: reasonWords(code.slice('camera_'.length)) });
	if (code.startsWith('microphone_'))
		return m.observation_microphone_reason({
			reason: reasonWords(code.slice('microphone_'.length))
		});
	return code.replaceAll('_', ' ');
}

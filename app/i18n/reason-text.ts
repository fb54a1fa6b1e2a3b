/** Why a sensor or its analysis gives nothing, and what an observation is more exactly, in a few words. */
import { analysed, type Analysed } from '#sync/checks.ts';
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
	['no_readings', m.watch_reason_no_readings],
	['model_damaged', m.watch_reason_model_damaged],
	['frozen', m.watch_reason_frozen],
	['looped', m.watch_reason_looped],
	['turned', m.watch_reason_turned],
	['raised', m.watch_reason_raised],
	['lowered', m.watch_reason_lowered],
	['tilted', m.watch_reason_tilted],
	['sideways', m.watch_reason_sideways],
	['up', m.watch_reason_up],
	['down', m.watch_reason_down],
	['not_real', m.watch_reason_not_real],
	['not_live', m.watch_reason_not_live],
	['small', m.watch_reason_small],
	['split', m.watch_reason_split],
	['docked', m.watch_reason_docked],
	['shortcut', m.watch_reason_shortcut],
	['webdriver', m.watch_reason_webdriver],
	['share_not_offered', m.watch_reason_share_not_offered],
	['share_missing', m.watch_reason_share_missing],
	['share_stopped', m.watch_reason_share_stopped],
	['quota_exceeded', m.watch_reason_quota_exceeded],
	['write_failed', m.watch_reason_write_failed]
]);

const whose: Record<Analysed, (inputs: { reason: string }) => string> = {
	camera: m.observation_camera_reason,
	microphone: m.observation_microphone_reason,
	head: m.observation_head_reason,
	identity: m.observation_identity_reason,
	things: m.observation_things_reason,
	speaker: m.observation_speaker_reason,
	arousal: m.observation_arousal_reason
};

/** Null for a code of a newer version: the sentence stands without it. */
export function reasonText(code: string): string | null {
	const plain = reasons.get(code)?.();
	if (plain !== undefined) return plain;
	const of = analysed.find((each) => code.startsWith(`${each}_`));
	const reason = of && reasons.get(code.slice(of.length + 1))?.();
	return of && reason ? whose[of]({ reason }) : null;
}

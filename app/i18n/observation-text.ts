/** An observation as one calm sentence: what was there and for how long, never what it might mean. */
import type { LastingCheck, MomentCheck } from '#sync/checks.ts';
import type { Observation } from '#sync/schema/observation.ts';
import { m } from './generated/messages.js';
import { reasonText } from './reason-text.ts';

interface Sentences {
	/** It goes on, or how long is not known. */
	now: () => string;
	lasted: (inputs: { duration: string }) => string;
}
const plain = (now: () => string): Sentences => ({
	now,
	lasted: ({ duration }) => m.observation_for({ what: now(), duration })
});

const lasting: Record<LastingCheck | 'storage_damaged', Sentences> = {
	face_absent: { now: m.observation_face_absent, lasted: m.observation_face_absent_for },
	face_multiple: { now: m.observation_face_multiple, lasted: m.observation_face_multiple_for },
	face_partial: plain(m.observation_face_partial),
	camera_blocked: { now: m.observation_camera_blocked, lasted: m.observation_camera_blocked_for },
	picture_frozen: plain(m.observation_picture_frozen),
	camera_unavailable: {
		now: m.observation_camera_unavailable,
		lasted: m.observation_camera_unavailable_for
	},
	camera_virtual: plain(m.observation_camera_virtual),
	head_away: plain(m.observation_head_away),
	eyes_away: plain(m.observation_eyes_away),
	identity_changed: plain(m.observation_identity_changed),
	spoof_suspected: plain(m.observation_spoof_suspected),
	thing_phone: plain(m.observation_thing_phone),
	thing_book: plain(m.observation_thing_book),
	microphone_unavailable: {
		now: m.observation_microphone_unavailable,
		lasted: m.observation_microphone_unavailable_for
	},
	speech: { now: m.observation_speech, lasted: m.observation_speech_for },
	several_voices: plain(m.observation_several_voices),
	loud: { now: m.observation_loud, lasted: m.observation_loud_for },
	speaker_changed: plain(m.observation_speaker_changed),
	arousal: plain(m.observation_arousal),
	page_hidden: { now: m.observation_page_hidden, lasted: m.observation_page_hidden_for },
	focus_lost: { now: m.observation_focus_lost, lasted: m.observation_focus_lost_for },
	fullscreen_left: {
		now: m.observation_fullscreen_left,
		lasted: m.observation_fullscreen_left_for
	},
	window_small: plain(m.observation_window_small),
	second_screen: plain(m.observation_second_screen),
	devtools: plain(m.observation_devtools),
	automated: plain(m.observation_automated),
	screen_share_ended: plain(m.observation_screen_share_ended),
	analysis_unavailable: {
		now: m.observation_analysis_unavailable,
		lasted: m.observation_analysis_unavailable_for
	},
	analysis_slow: { now: m.observation_analysis_slow, lasted: m.observation_analysis_slow_for },
	battery_low: plain(m.observation_battery_low),
	storage_low: plain(m.observation_storage_low),
	storage_failing: {
		now: m.observation_storage_failing,
		lasted: m.observation_storage_failing_for
	},
	storage_damaged: {
		now: m.observation_storage_damaged,
		lasted: m.observation_storage_damaged_for
	},
	network_gone: plain(m.observation_network_gone)
};

type Told = Pick<Observation, 'peak'>;
const moments: Record<
	Exclude<MomentCheck, 'storage_damaged'>,
	(observation: Told, duration: (ms: number) => string) => string
> = {
	camera_changed: () => m.observation_camera_changed(),
	copy: ({ peak }) => m.observation_copy({ count: peak }),
	cut: ({ peak }) => m.observation_cut({ count: peak }),
	paste: ({ peak }) => m.observation_paste({ count: peak }),
	drop: ({ peak }) => m.observation_drop({ count: peak }),
	print: () => m.observation_print(),
	context_menu: () => m.observation_context_menu(),
	fast_text: () => m.observation_fast_text(),
	clock_jump({ peak }, duration) {
		const moved = { duration: duration(Math.abs(peak)) };
		return peak < 0
			? m.observation_clock_jump_back(moved)
			: m.observation_clock_jump_forward(moved);
	},
	device_slept: ({ peak }, duration) => m.observation_device_slept({ duration: duration(peak) })
};
const isMoment = (check: Observation['check']): check is keyof typeof moments => check in moments;

function sentence(observation: Observation, duration: (ms: number) => string): string {
	const { check, phase, from, to } = observation;
	if (isMoment(check)) return moments[check](observation, duration);
	const { now, lasted } = lasting[check];
	return phase === 'end' ? lasted({ duration: duration(to - from) }) : now();
}

/** `duration` puts milliseconds into words of the reader's language. */
export function observationText(
	observation: Observation,
	duration: (ms: number) => string
): string {
	const what = sentence(observation, duration);
	const reason = observation.reason === undefined ? null : reasonText(observation.reason);
	return reason === null ? what : m.observation_with_reason({ what, reason });
}

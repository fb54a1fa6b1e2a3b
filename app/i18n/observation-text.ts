/** An observation as one calm sentence: what was there and for how long, never what it might mean. */
import type { Check, Observation } from '#sync/schema/observation.ts';
import { m } from './generated/messages.js';
import { reasonText } from './reason-text.ts';

type Lasting = Exclude<Check, 'copy' | 'cut' | 'paste' | 'clock_jump'>;
interface Sentences {
	/** It goes on, or how long is not known. */
	now: () => string;
	lasted: (inputs: { duration: string }) => string;
}

const lasting: Record<Lasting, Sentences> = {
	face_absent: { now: m.observation_face_absent, lasted: m.observation_face_absent_for },
	face_multiple: { now: m.observation_face_multiple, lasted: m.observation_face_multiple_for },
	camera_blocked: { now: m.observation_camera_blocked, lasted: m.observation_camera_blocked_for },
	camera_unavailable: {
		now: m.observation_camera_unavailable,
		lasted: m.observation_camera_unavailable_for
	},
	microphone_unavailable: {
		now: m.observation_microphone_unavailable,
		lasted: m.observation_microphone_unavailable_for
	},
	speech: { now: m.observation_speech, lasted: m.observation_speech_for },
	loud: { now: m.observation_loud, lasted: m.observation_loud_for },
	page_hidden: { now: m.observation_page_hidden, lasted: m.observation_page_hidden_for },
	focus_lost: { now: m.observation_focus_lost, lasted: m.observation_focus_lost_for },
	fullscreen_left: {
		now: m.observation_fullscreen_left,
		lasted: m.observation_fullscreen_left_for
	},
	analysis_unavailable: {
		now: m.observation_analysis_unavailable,
		lasted: m.observation_analysis_unavailable_for
	},
	analysis_slow: { now: m.observation_analysis_slow, lasted: m.observation_analysis_slow_for },
	storage_failing: {
		now: m.observation_storage_failing,
		lasted: m.observation_storage_failing_for
	},
	storage_damaged: {
		now: m.observation_storage_damaged,
		lasted: m.observation_storage_damaged_for
	}
};

function sentence(observation: Observation, duration: (ms: number) => string): string {
	const { check, phase, from, to, peak } = observation;
	if (check === 'copy') return m.observation_copy({ count: peak });
	if (check === 'cut') return m.observation_cut({ count: peak });
	if (check === 'paste') return m.observation_paste({ count: peak });
	if (check === 'clock_jump') {
		const moved = { duration: duration(Math.abs(peak)) };
		return peak < 0
			? m.observation_clock_jump_back(moved)
			: m.observation_clock_jump_forward(moved);
	}
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

/** How a sensor is, in words for the student: calm, and what they can do where they can do something. */
import type { AnalysisReason, Analysed } from '#sync/checks.ts';
import { m } from '#app/i18n/generated/messages.js';
import { reasonText } from '../i18n/reason-text.ts';
import type { Sensor } from './judge.ts';
import type { SensorState } from './sensor.ts';

const words = {
	camera: {
		starting: m.watch_camera_starting,
		watching: m.watch_camera_on,
		device: m.watch_camera_unavailable,
		analysis: m.watch_camera_unread,
		partly: m.watch_camera_partly
	},
	microphone: {
		starting: m.watch_microphone_starting,
		watching: m.watch_microphone_on,
		device: m.watch_microphone_unavailable,
		analysis: m.watch_microphone_unread,
		partly: m.watch_microphone_partly
	}
};

export type ShownState = Exclude<SensorState, { state: 'off' }>;

/** `partly`: an analysis beside the sensor's own gives nothing. */
export const sensorText = (sensor: Sensor, state: ShownState, partly = false): string => {
	if (state.state === 'unavailable') return words[sensor][state.part]();
	return words[sensor][partly && state.state === 'watching' ? 'partly' : state.state]();
};

export type Unread = Readonly<Partial<Record<Analysed, AnalysisReason>>>;

/** By whose sensor they are: the analyses that give nothing just now, each in a sentence. */
export function unreadTexts(unread: Unread): { sensor: Sensor; text: string }[] {
	return (Object.entries(unread) as [Analysed, AnalysisReason][]).map(([of, why]) => {
		const what = m.observation_analysis_unavailable();
		const reason = reasonText(`${of}_${why}`);
		return {
			sensor: of === 'speaker' || of === 'arousal' || of === 'microphone' ? 'microphone' : 'camera',
			text: reason === null ? what : m.observation_with_reason({ what, reason })
		};
	});
}

export const sensorReason = (state: ShownState): string | null =>
	state.state === 'unavailable' ? reasonText(state.reason) : null;

/** Null where there is nothing the student could do. */
export function sensorAdvice(state: ShownState): string | null {
	if (state.state !== 'unavailable') return null;
	if (state.reason === 'permission_denied' || state.reason === 'permission_pending')
		return m.watch_allow();
	if (state.reason === 'device_in_use') return m.watch_free();
	if (state.reason === 'device_missing' || state.reason === 'track_ended') return m.watch_plug();
	return null;
}

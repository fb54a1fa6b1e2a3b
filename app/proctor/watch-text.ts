/** How a sensor is, in words for the student: calm, and what they can do where they can do something. */
import { m } from '#app/i18n/generated/messages.js';
import { reasonText } from '../i18n/reason-text.ts';
import type { Sensor } from './judge.ts';
import type { SensorState } from './sensor.ts';

const words = {
	camera: {
		starting: m.watch_camera_starting,
		watching: m.watch_camera_on,
		device: m.watch_camera_unavailable,
		analysis: m.watch_camera_unread
	},
	microphone: {
		starting: m.watch_microphone_starting,
		watching: m.watch_microphone_on,
		device: m.watch_microphone_unavailable,
		analysis: m.watch_microphone_unread
	}
};

export type ShownState = Exclude<SensorState, { state: 'off' }>;

export const sensorText = (sensor: Sensor, state: ShownState): string =>
	words[sensor][state.state === 'unavailable' ? state.part : state.state]();

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

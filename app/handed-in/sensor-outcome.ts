/** Whether a camera or microphone gave something during an exam, from what the log says. Pure. */
import type { Entry } from '#sync/schema/entry.ts';

/** short: over before anything was counted. */
export type SensorOutcome = 'off' | 'worked' | 'gaps' | 'nothing' | 'short';

const missing = { camera: 'camera_unavailable', microphone: 'microphone_unavailable' } as const;

export function sensorOutcome(
	sensor: 'camera' | 'microphone',
	used: boolean,
	entries: readonly Entry[]
): SensorOutcome {
	if (!used) return 'off';
	const read = entries.some(({ kind, data }) =>
		kind !== 'readings'
			? false
			: sensor === 'camera'
				? (data.face?.frames ?? 0) > 0
				: (data.voice?.windows ?? 0) > 0
	);
	const gaps = entries.some(
		({ kind, data }) =>
			kind === 'observation' &&
			(data.check === missing[sensor] || data.check === 'analysis_unavailable')
	);
	if (read) return gaps ? 'gaps' : 'worked';
	return gaps ? 'nothing' : 'short';
}

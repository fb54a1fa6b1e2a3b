/** Whether a camera or microphone gave something during an exam, from what the log says. Pure. */
import type { Entry } from '#sync/schema/entry.ts';

/** partly: what else is read out of it was not; short: over before anything was counted. */
export type SensorOutcome = 'off' | 'worked' | 'partly' | 'gaps' | 'nothing' | 'short';

type Sensor = 'camera' | 'microphone';
const missing = { camera: 'camera_unavailable', microphone: 'microphone_unavailable' } as const;
/** Of whom an analysis gave nothing, by what its reason begins with. */
const heard = ['microphone', 'speaker', 'arousal'];

export function sensorOutcome(
	sensor: Sensor,
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
	const gaps = entries.some(({ kind, data }) => {
		if (kind !== 'observation') return false;
		if (data.check === missing[sensor]) return true;
		return data.check === 'analysis_unavailable' && analysisOf(data.reason) === sensor;
	});
	if (!read) return gaps ? 'nothing' : 'short';
	if (gaps) return 'gaps';
	return entries.some((entry) => isPartOf(sensor, entry)) ? 'partly' : 'worked';
}

/** `camera_model_missing` is of the camera, `head_model_missing` of the head. */
const analysisOf = (reason: string | undefined): string | undefined => reason?.split('_', 1)[0];

function isPartOf(sensor: Sensor, { kind, data }: Entry): boolean {
	if (kind !== 'observation' || data.check !== 'analysis_unavailable') return false;
	const of = analysisOf(data.reason);
	if (of === undefined) return false;
	return heard.includes(of) === (sensor === 'microphone');
}

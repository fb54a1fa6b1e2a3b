/** What is heard: that someone speaks, and that it is loud. */
import type { VoiceReading } from '#models/voice/index.ts';
import type { Rule, RuleDeps } from './rule.ts';

export function createVoiceRule({ thresholds, sampled }: RuleDeps): Rule<VoiceReading> {
	const speech = sampled('speech');
	const loud = sampled('loud');
	let speaking = false;
	let isLoud = false;

	return (t, reading) => {
		const peak = reading.loudness;
		speaking = reading.speech >= (speaking ? thresholds.speechUntil : thresholds.speechFrom);
		isLoud = peak >= (isLoud ? thresholds.loudUntil : thresholds.loudFrom);
		return [
			...(speaking ? speech.holds(t, { peak, confidence: reading.speech }) : speech.fails(t)),
			...(isLoud ? loud.holds(t, { peak, confidence: 1 }) : loud.fails(t))
		];
	};
}

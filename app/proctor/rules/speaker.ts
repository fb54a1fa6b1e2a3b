/** Whose voice it is, once there is one to compare with. */
import type { SpeakerReading } from '#models/voice/index.ts';
import type { Rule, RuleDeps } from './rule.ts';

export function createSpeakerRule({ thresholds, sampled }: RuleDeps): Rule<SpeakerReading> {
	const changed = sampled('speaker_changed');
	let other = false;

	return (t, { unlike }) => {
		other = unlike >= (other ? thresholds.otherVoiceUntil : thresholds.otherVoiceFrom);
		return other ? changed.holds(t, { peak: unlike, confidence: unlike }) : changed.fails(t);
	};
}

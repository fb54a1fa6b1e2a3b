import { m } from '#app/i18n/generated/messages.js';
import type { Tone } from '#app/ui/tone.ts';
import type { PictureAdvice, SoundAdvice } from './advice.ts';
import type { Calibration, DeviceTry } from './device-try.svelte.ts';

export interface Advice {
	tone: Tone;
	text: string;
}

const pictures: Record<PictureAdvice, () => string> = {
	one_face: m.advice_one_face,
	no_face: m.advice_no_face,
	more_faces: m.advice_more_faces,
	too_dark: m.advice_too_dark,
	light_behind: m.advice_light_behind,
	too_far: m.advice_too_far,
	at_edge: m.advice_at_edge
};
const sounds: Record<SoundAdvice, () => string> = {
	sound_well: m.advice_sound_well,
	too_loud: m.advice_too_loud,
	too_quiet: m.advice_too_quiet,
	speech: m.advice_speech
};

/** null: nothing was seen yet. */
export const pictureWords = (advice: PictureAdvice | null): Advice =>
	advice === null
		? { tone: 'busy', text: m.advice_starting() }
		: { tone: advice === 'one_face' ? 'good' : 'warn', text: pictures[advice]() };

export const soundWords = (advice: SoundAdvice | null): Advice =>
	advice === null
		? { tone: 'busy', text: m.advice_starting() }
		: {
				tone: advice === 'sound_well' || advice === 'speech' ? 'good' : 'warn',
				text: sounds[advice]()
			};

/** null: nothing has come of it yet. */
export function calibrationWords(calibration: Calibration): Advice | null {
	switch (calibration.state) {
		case 'idle':
			return null;
		case 'running':
			return { tone: 'busy', text: m.calibrate_running() };
		case 'done':
			return { tone: 'good', text: m.calibrate_done() };
		case 'failed':
			return {
				tone: 'warn',
				text: {
					no_face: m.calibrate_no_face,
					moving: m.calibrate_moving,
					no_analysis: m.advice_failed
				}[calibration.because]()
			};
	}
}

/** For the report: what was seen, if anything was. */
export function seenWords(
	tried: Pick<DeviceTry, 'picture' | 'sound' | 'calibration'>
): { title: string; text: string }[] {
	const calibrated = calibrationWords(tried.calibration);
	return [
		...(tried.picture ? [{ title: m.check_camera(), text: pictureWords(tried.picture).text }] : []),
		...(tried.sound ? [{ title: m.check_microphone(), text: soundWords(tried.sound).text }] : []),
		...(calibrated ? [{ title: m.calibrate_title(), text: calibrated.text }] : [])
	];
}

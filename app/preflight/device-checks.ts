import { m } from '#app/i18n/generated/messages.js';
import type { CaptureFailure } from '#app/device/capture.ts';
import type { DeviceFact } from './facts.ts';
import type { Verdict } from './verdict.ts';

const sentences = {
	camera: {
		working: m.check_camera_pass,
		unused: m.check_camera_off,
		untried: m.check_camera_untried,
		refused: m.check_camera_refused,
		missing: m.check_camera_missing
	},
	microphone: {
		working: m.check_microphone_pass,
		unused: m.check_microphone_off,
		untried: m.check_microphone_untried,
		refused: m.check_microphone_refused,
		missing: m.check_microphone_missing
	}
};

const failures: Record<CaptureFailure, 'refused' | 'missing' | 'busy'> = {
	permission_denied: 'refused',
	device_missing: 'missing',
	not_supported: 'missing',
	device_in_use: 'busy',
	device_failed: 'busy'
};

/** A camera or microphone never stops a start: without it the exam goes on and the record says so. */
export function deviceCheck(
	kind: keyof typeof sentences,
	fact: DeviceFact
): { verdict: Verdict; text: string } {
	const say = sentences[kind];
	switch (fact) {
		case 'asking':
			return { verdict: 'running', text: '' };
		case 'untried':
			return { verdict: 'untried', text: say.untried() };
		case 'unused':
			return { verdict: 'pass', text: say.unused() };
		case 'working':
			return { verdict: 'pass', text: say.working() };
		default: {
			const failure = failures[fact];
			return {
				verdict: 'warn',
				text: failure === 'busy' ? m.check_camera_busy() : say[failure]()
			};
		}
	}
}

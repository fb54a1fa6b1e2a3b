/** The strongest reading of an observation in words, in the unit that its check is measured in. */
import { m } from '#app/i18n/generated/messages.js';
import { durationWords } from '../words/duration.ts';
import { figure, percent } from '../words/figures.ts';
import type { Fact } from './model.ts';

type Observed = Pick<Extract<Fact, { kind: 'observation' }>, 'check' | 'peak' | 'reason'>;

/** null: the number would say nothing that the name does not. */
export function peakWords({ check, peak, reason }: Observed, locale: string): string | null {
	switch (check) {
		case 'face_multiple':
			return m.timeline_peak_faces({ count: peak });
		case 'face_partial':
			return m.timeline_peak_outside({ share: percent(peak, locale) });
		case 'picture_frozen':
			return reason === 'looped'
				? m.timeline_peak_repeats({ time: durationWords(peak, locale) })
				: null;
		case 'head_away':
			return m.timeline_peak_degrees({ n: figure(peak, locale) });
		case 'copy':
		case 'cut':
		case 'paste':
		case 'drop':
			return m.timeline_peak_characters({ count: peak, n: figure(peak, locale) });
		case 'fast_text':
			return m.timeline_peak_rate({ n: figure(peak, locale) });
		case 'window_small':
			return m.timeline_peak_screen({ share: percent(peak, locale) });
		case 'battery_low':
			return m.timeline_peak_left({ amount: percent(peak, locale) });
		case 'storage_low':
			return m.timeline_peak_left({ amount: `${figure(peak / 1_000_000, locale)} MB` });
		case 'speech':
		case 'loud':
			return peak < 0 ? m.timeline_peak_level({ level: figure(peak, locale) }) : null;
		case 'clock_jump':
			return m.timeline_peak_jump({ time: durationWords(Math.abs(peak), locale) });
		case 'device_slept':
			return m.timeline_peak_slept({ time: durationWords(peak, locale) });
		default:
			return null;
	}
}

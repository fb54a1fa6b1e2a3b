/** What the sensors say now, in a few words and small numbers. */
import { formatNumber, formatPercent } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { Readings } from './readings.ts';

export interface ShownReading {
	label: string;
	value: string;
}

/** Small numbers: a hundredth of a percent is nobody's news. */
const percent = (share: number) => formatPercent(Math.round(share * 100) / 100);
const degrees = (value: number) =>
	m.observed_degrees({ count: formatNumber(Math.round(Math.abs(value))) });

export function cameraReadings({ face, head }: Readings): ShownReading[] {
	const away = head?.away;
	return [
		...(face
			? [
					{ label: m.observed_faces(), value: formatNumber(face.faces) },
					{ label: m.observed_brightness(), value: percent(face.brightness) }
				]
			: []),
		...(away
			? [
					{ label: m.observed_turn(), value: degrees(away.yaw) },
					{ label: m.observed_nod(), value: degrees(away.pitch) },
					{ label: m.observed_tilt(), value: degrees(away.roll) }
				]
			: [])
	];
}

export const soundReadings = ({ voice }: Readings): ShownReading[] =>
	voice
		? [
				{
					label: m.observed_loudness(),
					value: m.observed_decibel({ count: formatNumber(Math.round(voice.loudness)) })
				},
				{
					label: m.observed_speech(),
					value: m.observed_speech_percent({ percent: percent(voice.speech) })
				}
			]
		: [];

/** What has to be true of the given recordings. Pure. */
import type { Check } from '#sync/schema/observation.ts';
import { DEFAULT_AIM, DEFAULT_POLICY, type Download } from './downloads.ts';
import { nameOf } from './labels.ts';
import { score, type Heard } from './score.ts';

export interface Aim {
	what: string;
	met: boolean;
	found: string;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const slowest = (values: number[]) => (values.length > 0 ? Math.max(...values) : NaN);

function seenWithin(what: string, check: Check, plays: Heard[], mostMs: number): Aim {
	const { delays, events, found, wrong } = score(check, plays, nameOf);
	const late = slowest(delays);
	return {
		what,
		met: events > 0 && found === events && late <= mostMs,
		found:
			found === events
				? `at most ${seconds(late)}, ${events} times`
				: `${found} of ${events} (${wrong.join(', ')})`
	};
}

function nothingTold(what: string, plays: Heard[], checks: readonly Check[] | null): Aim {
	const told = plays.flatMap((play) =>
		play.told
			.filter(({ phase, check }) => phase !== 'end' && (checks?.includes(check) ?? true))
			// A recording that is shown again and again is one, and says so.
			.filter(({ check, reason }) => !(check === 'picture_frozen' && reason === 'looped'))
			.map(({ check }) => `${nameOf(play.labelled)}: ${check}`)
	);
	const minutes = plays.reduce((sum, play) => sum + play.seconds, 0) / 60;
	return {
		what,
		met: told.length === 0 && plays.length > 0,
		found: told.length > 0 ? told.join(', ') : `nothing in ${Math.round(minutes)} minutes`
	};
}

export function aims(given: {
	films: Heard[];
	sounds: Heard[];
	long: Heard[];
	downloads: Download[];
}): Aim[] {
	const { films, sounds, long, downloads } = given;
	const named = (plays: Heard[], ...names: string[]) =>
		plays.filter(({ labelled }) => names.includes(nameOf(labelled)));
	const speech = named(sounds, 'quiet_speech_quiet');
	const ends = score('speech', speech, nameOf).endDelays;
	const wire = downloads.find(({ what }) => what === DEFAULT_POLICY)?.wire ?? NaN;
	return [
		seenWithin(
			'a face that is absent is seen within 3 s in every clip',
			'face_absent',
			films,
			3000
		),
		seenWithin('two faces are seen within 3 s in every clip', 'face_multiple', films, 3000),
		nothingTold(
			'one_face and other_person, ten minutes each: nothing is told but that the recording repeats',
			named(long, 'one_face', 'other_person'),
			null
		),
		nothingTold(
			'typing and a fan, ten minutes each: nothing is told',
			named(long, 'typing', 'ceiling-fan'),
			null
		),
		seenWithin(
			'the turned head in looking_away is seen',
			'head_away',
			named(films, 'looking_away'),
			Infinity
		),
		seenWithin('speech in quiet_speech_quiet is seen within 2 s', 'speech', speech, 2000),
		{
			what: 'its end is told within 3 s',
			met: ends.length === 1 && slowest(ends) <= 3000,
			found: seconds(slowest(ends))
		},
		nothingTold(
			'no speech in typing, noise and quiet, ten minutes each',
			named(long, 'typing', 'noise', 'quiet'),
			['speech']
		),
		{
			what: `the default policy is under ${DEFAULT_AIM} MB on the wire besides the app`,
			met: wire < DEFAULT_AIM,
			found: `${wire.toFixed(2)} MB`
		}
	];
}

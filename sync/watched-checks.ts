/** Which checks run for one student: what the sitting's policy asks for, less what was granted to them. Pure. */
import type { Check } from './schema/observation.ts';
import type { TicketAccommodation } from './schema/accommodation.ts';
import type { Analysis, Policy } from './schema/policy.ts';

/** As of a ticket; `without` and `analyses` may be absent. */
export type WatchPolicy = Pick<
	Policy,
	'camera' | 'microphone' | 'fullscreen' | 'analyses' | 'without'
>;
export type WatchGranted = Pick<TicketAccommodation, 'off' | 'reader'>;

type Need = 'camera' | 'microphone' | 'fullscreen' | Analysis;

/** All of them must be there; what is not named here needs nothing. */
const needs: Readonly<Partial<Record<Check, readonly Need[]>>> = {
	face_absent: ['camera'],
	face_multiple: ['camera'],
	face_partial: ['camera'],
	camera_blocked: ['camera'],
	picture_frozen: ['camera'],
	camera_unavailable: ['camera'],
	camera_changed: ['camera'],
	camera_virtual: ['camera'],
	head_away: ['camera', 'head'],
	eyes_away: ['camera', 'eyes'],
	identity_changed: ['camera', 'identity'],
	spoof_suspected: ['camera', 'identity'],
	thing_phone: ['camera', 'things'],
	thing_book: ['camera', 'things'],
	microphone_unavailable: ['microphone'],
	speech: ['microphone'],
	several_voices: ['microphone'],
	loud: ['microphone'],
	speaker_changed: ['microphone', 'speaker'],
	arousal: ['microphone', 'arousal'],
	fullscreen_left: ['fullscreen'],
	screen_share_ended: ['screen']
};

/** Without what an analysis has nothing to look at. */
const sensorOf: Readonly<Record<Analysis, 'camera' | 'microphone' | null>> = {
	head: 'camera',
	eyes: 'camera',
	identity: 'camera',
	things: 'camera',
	speaker: 'microphone',
	arousal: 'microphone',
	screen: null
};

const offByGrant: Readonly<Record<TicketAccommodation['off'][number], readonly Check[]>> = {
	// Their checks end with the sensor.
	camera: [],
	microphone: [],
	gaze: ['head_away', 'eyes_away'],
	company: ['face_multiple', 'several_voices', 'speaker_changed']
};
/** Speech is what was granted. */
const offByReader: readonly Check[] = ['speech', 'several_voices', 'speaker_changed'];

function sensorOn(
	policy: WatchPolicy,
	granted: WatchGranted | null | undefined,
	sensor: 'camera' | 'microphone'
): boolean {
	return policy[sensor] && granted?.off.includes(sensor) !== true;
}

/** What is analysed beside faces and voice: asked for, with its sensor on, and with a check left that it serves. */
export function analysed(policy: WatchPolicy, granted?: WatchGranted | null): Analysis[] {
	return (policy.analyses ?? []).filter((analysis) => {
		const sensor = sensorOf[analysis];
		if (sensor !== null && !sensorOn(policy, granted, sensor)) return false;
		const served = (Object.keys(needs) as Check[]).filter((check) =>
			needs[check]?.includes(analysis)
		);
		return served.some((check) => !switchedOff(policy, granted, check));
	});
}

export function isWatched(
	policy: WatchPolicy,
	granted: WatchGranted | null | undefined,
	check: Check
): boolean {
	if (switchedOff(policy, granted, check)) return false;
	return (needs[check] ?? []).every((need) => {
		if (need === 'camera' || need === 'microphone') return sensorOn(policy, granted, need);
		if (need === 'fullscreen') return policy.fullscreen;
		return policy.analyses?.includes(need) === true;
	});
}

/** Whether a sensor is asked for at all: on, and with a check left that it serves. */
export function isSensed(
	policy: WatchPolicy,
	granted: WatchGranted | null | undefined,
	sensor: 'camera' | 'microphone'
): boolean {
	return (Object.keys(needs) as Check[]).some(
		(check) =>
			check !== `${sensor}_unavailable` &&
			needs[check]?.includes(sensor) === true &&
			isWatched(policy, granted, check)
	);
}

function switchedOff(
	policy: WatchPolicy,
	granted: WatchGranted | null | undefined,
	check: Check
): boolean {
	return (
		(policy.without as readonly Check[] | undefined)?.includes(check) === true ||
		granted?.off.some((each) => offByGrant[each].includes(check)) === true ||
		(granted?.reader === true && offByReader.includes(check))
	);
}

/** Names of `models/weights/manifest.ts`: what a weight is needed `for`. Voice and speaker need no weights. */
export const weightUses = ['faces', 'landmarks', 'likeness', 'things'] as const;
export type WeightUse = (typeof weightUses)[number];

const usesOf: Readonly<Partial<Record<Analysis, readonly WeightUse[]>>> = {
	head: ['landmarks'],
	eyes: ['landmarks'],
	identity: ['likeness'],
	things: ['things']
};

/** What must be on the device before the exam, so that nothing else is fetched and kept. In the order of `weightUses`. */
export function modelNeeds(policy: WatchPolicy, granted?: WatchGranted | null): WeightUse[] {
	const camera = isSensed(policy, granted, 'camera');
	const running = analysed(policy, granted);
	const wanted = new Set(running.flatMap((analysis) => usesOf[analysis] ?? []));
	if (camera) wanted.add('faces');
	// Blinks are part of it; without a camera it goes by the voice alone.
	if (camera && running.includes('arousal')) wanted.add('landmarks');
	return weightUses.filter((use) => wanted.has(use));
}

/**
 * What the student is told before the exam, made from the ticket's policy and what was granted: each sensor with its purpose and its
 * checks, what stays on the device, what leaves it, for how long, who sees it and how to object. As message keys and codes, so that
 * what was shown can be hashed whatever language it was read in; the hash is sealed in `open`.
 */
import type { TicketAccommodation } from '#sync/schema/accommodation.ts';
import { partOf, type CheckPart } from '#sync/check-parts.ts';
import { checks, type Check } from '#sync/schema/observation.ts';
import type { Policy } from '#sync/schema/policy.ts';
import { analysed, isSensed, isWatched } from '#sync/watched-checks.ts';

/** Raised when the meaning of a sentence changes. */
export const NOTICE_VERSION = 3;

export const noticeHeadings = [
	'notice_by_camera',
	'notice_by_microphone',
	'notice_by_screen',
	'notice_by_page',
	'notice_by_device',
	'notice_off',
	'notice_stays',
	'notice_leaves',
	'notice_kept',
	'notice_sees',
	'notice_object'
] as const;
export type NoticeHeading = (typeof noticeHeadings)[number];

/** Sentences that stand for themselves. */
export const noticeSentences = [
	'notice_camera',
	'notice_why_camera',
	'notice_head',
	'notice_eyes',
	'notice_identity',
	'notice_things',
	'notice_microphone',
	'notice_why_microphone',
	'notice_speaker',
	'notice_arousal',
	'notice_no_sensors',
	'notice_screen',
	'notice_page_how',
	'notice_why_page',
	'notice_typing',
	'notice_device_how',
	'notice_why_device',
	'notice_lasts',
	'notice_stays_straight',
	'notice_stays_pattern',
	'notice_record',
	'notice_no_pictures',
	'notice_stills',
	'notice_no_sound',
	'notice_kept_record',
	'notice_sees_staff',
	'notice_sees_stills',
	'notice_sees_you',
	'notice_people',
	'notice_goes_on',
	'notice_object_before',
	'notice_object_after'
] as const;
export type NoticeSentence = (typeof noticeSentences)[number];

/** What is summed up every ten seconds. */
export const summedUp = [
	'faces',
	'head',
	'eyes',
	'identity',
	'loudness',
	'speech',
	'typing'
] as const;
export type SummedUp = (typeof summedUp)[number];

/** `off`: a sensor, a group of checks, or that speech is expected. */
type Off = keyof NonNullable<TicketAccommodation['by']>;
export type NoticeLine =
	| { key: NoticeSentence }
	| { key: 'notice_checks'; checks: Check[] }
	| { key: 'notice_summary'; summed: SummedUp[] }
	| { key: 'notice_kept_stills'; days: number }
	| { key: 'notice_off_institution' | 'notice_off_sitting'; what: Off };
export interface NoticeSection {
	heading: NoticeHeading;
	lines: NoticeLine[];
}
export interface Notice {
	version: number;
	sections: NoticeSection[];
}

export type NoticePolicy = Pick<
	Policy,
	'camera' | 'microphone' | 'fullscreen' | 'analyses' | 'without' | 'stills' | 'retentionDays'
>;
export type NoticeGranted = Pick<TicketAccommodation, 'off' | 'reader' | 'by'>;

const say = (...keys: NoticeSentence[]): NoticeLine[] => keys.map((key) => ({ key }));
const when = (holds: boolean, ...keys: NoticeSentence[]): NoticeLine[] =>
	holds ? say(...keys) : [];

export function noticeOf(policy: NoticePolicy, granted?: NoticeGranted): Notice {
	const { camera, microphone } = policy;
	const running = new Set(analysed(policy, granted));
	const stills = camera && policy.stills === 'on_flag';
	const noted = (part: CheckPart): NoticeLine[] => {
		const found = checks.filter(
			(check) => partOf(check) === part && isWatched(policy, granted, check)
		);
		return found.length > 0 ? [{ key: 'notice_checks', checks: found }] : [];
	};
	const sections: NoticeSection[] = [
		{
			heading: 'notice_by_camera',
			lines: camera
				? [
						...say('notice_camera'),
						...when(running.has('head'), 'notice_head'),
						...when(running.has('eyes'), 'notice_eyes'),
						...when(running.has('identity'), 'notice_identity'),
						...when(running.has('things'), 'notice_things'),
						...say('notice_why_camera'),
						...noted('camera')
					]
				: when(!microphone, 'notice_no_sensors')
		},
		{
			heading: 'notice_by_microphone',
			lines: microphone
				? [
						...say('notice_microphone'),
						...when(running.has('speaker'), 'notice_speaker'),
						...when(running.has('arousal'), 'notice_arousal'),
						...say('notice_why_microphone'),
						...noted('microphone')
					]
				: []
		},
		{
			heading: 'notice_by_screen',
			lines: running.has('screen')
				? [...say('notice_screen', 'notice_why_page'), ...noted('screen')]
				: []
		},
		{
			heading: 'notice_by_page',
			lines: [
				...say('notice_page_how'),
				...when(isWatched(policy, granted, 'fast_text'), 'notice_typing'),
				...say('notice_why_page'),
				...noted('page')
			]
		},
		{
			heading: 'notice_by_device',
			lines: [
				...say('notice_device_how', 'notice_why_device'),
				...noted('device'),
				...say('notice_lasts')
			]
		},
		{ heading: 'notice_off', lines: offLines(granted) },
		{
			heading: 'notice_stays',
			lines: [
				...when(camera && !stills, 'notice_no_pictures'),
				...when((microphone && !camera) || stills, 'notice_no_sound'),
				...when(running.has('head') || running.has('eyes'), 'notice_stays_straight'),
				...when(running.has('identity') || running.has('speaker'), 'notice_stays_pattern')
			]
		},
		{
			heading: 'notice_leaves',
			lines: [
				...say('notice_record'),
				...summaryLines(policy, granted),
				...when(stills, 'notice_stills')
			]
		},
		{
			heading: 'notice_kept',
			lines: [
				...say('notice_kept_record'),
				...(stills ? [{ key: 'notice_kept_stills' as const, days: policy.retentionDays }] : [])
			]
		},
		{
			heading: 'notice_sees',
			lines: [
				...say('notice_sees_staff'),
				...when(stills, 'notice_sees_stills'),
				...say('notice_sees_you')
			]
		},
		{
			heading: 'notice_object',
			lines: say('notice_people', 'notice_goes_on', 'notice_object_before', 'notice_object_after')
		}
	];
	return { version: NOTICE_VERSION, sections: sections.filter(({ lines }) => lines.length > 0) };
}

/** As `readings-summary.ts` counts. */
function summaryLines(policy: NoticePolicy, granted: NoticeGranted | undefined): NoticeLine[] {
	const on = (check: Check) => isWatched(policy, granted, check);
	const counted: Record<SummedUp, boolean> = {
		faces: isSensed(policy, granted, 'camera'),
		head: on('head_away') || on('eyes_away'),
		eyes: on('eyes_away'),
		identity: on('identity_changed'),
		loudness: isSensed(policy, granted, 'microphone'),
		speech: on('speech'),
		typing: on('fast_text')
	};
	const summed = summedUp.filter((each) => counted[each]);
	return summed.length > 0 ? [{ key: 'notice_summary', summed }] : [];
}

/** A ticket of before does not say by whom: then it was the institution. */
function offLines(granted: NoticeGranted | undefined): NoticeLine[] {
	const what: Off[] = [...(granted?.off ?? []), ...(granted?.reader ? ['reader' as const] : [])];
	return what.map((each) => ({
		key: granted?.by?.[each] === 'sitting' ? 'notice_off_sitting' : 'notice_off_institution',
		what: each
	}));
}

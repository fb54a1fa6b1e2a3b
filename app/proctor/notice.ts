/**
 * What the student is told before the exam, from the policy: what is watched, what leaves the device, how long it is kept and
 * who decides. As message keys, so that what was shown can be hashed whatever language it was read in.
 */
import type { TicketAccommodation } from '#sync/schema/accommodation.ts';
import type { Check } from '#sync/schema/observation.ts';
import type { Policy } from '#sync/schema/policy.ts';
import { analysed, isWatched, type WatchPolicy } from '#sync/watched-checks.ts';
import { m } from '#app/i18n/generated/messages.js';

/** Raised when the meaning of a sentence changes. */
export const NOTICE_VERSION = 2;

const sentences = {
	granted_notice_camera: m.granted_notice_camera,
	granted_notice_microphone: m.granted_notice_microphone,
	granted_notice_reader: m.granted_notice_reader,
	granted_notice_gaze: m.granted_notice_gaze,
	granted_notice_company: m.granted_notice_company,
	notice_camera: m.notice_camera,
	notice_head: m.notice_head,
	notice_eyes: m.notice_eyes,
	notice_microphone: m.notice_microphone,
	notice_no_sensors: m.notice_no_sensors,
	notice_page: m.notice_page,
	notice_clipboard: m.notice_clipboard,
	notice_window: m.notice_window,
	notice_typing: m.notice_typing,
	notice_device: m.notice_device,
	notice_fullscreen: m.notice_fullscreen,
	notice_lasts: m.notice_lasts,
	notice_record: m.notice_record,
	notice_no_pictures: m.notice_no_pictures,
	notice_stills: m.notice_stills,
	notice_no_sound: m.notice_no_sound,
	notice_kept_record: m.notice_kept_record,
	notice_people: m.notice_people,
	notice_goes_on: m.notice_goes_on
};
const headings = {
	notice_watched: m.notice_watched,
	notice_leaves: m.notice_leaves,
	notice_kept: m.notice_kept,
	notice_decides: m.notice_decides
};

export type NoticeLine =
	{ key: keyof typeof sentences } | { key: 'notice_kept_stills'; days: number };
export interface NoticeSection {
	heading: keyof typeof headings;
	lines: NoticeLine[];
}
export interface Notice {
	version: number;
	sections: NoticeSection[];
}

export function noticeOf(
	policy: WatchPolicy & Pick<Policy, 'stills' | 'retentionDays'>,
	granted?: Pick<TicketAccommodation, 'off' | 'reader'>
): Notice {
	const { camera, microphone, fullscreen } = policy;
	const stills = camera && policy.stills === 'on_flag';
	const isOff = (what: TicketAccommodation['off'][number]) => granted?.off.includes(what) === true;
	const running = analysed(policy, granted);
	const any = (...checks: Check[]) => checks.some((check) => isWatched(policy, granted, check));
	const when = (holds: boolean, line: NoticeLine): NoticeLine[] => (holds ? [line] : []);
	return {
		version: NOTICE_VERSION,
		sections: [
			{
				heading: 'notice_watched',
				lines: [
					...when(camera, { key: 'notice_camera' }),
					...when(running.includes('head'), { key: 'notice_head' }),
					...when(running.includes('eyes'), { key: 'notice_eyes' }),
					...when(microphone, { key: 'notice_microphone' }),
					...when(!camera && !microphone, { key: 'notice_no_sensors' }),
					...when(isOff('camera'), { key: 'granted_notice_camera' }),
					...when(isOff('microphone'), { key: 'granted_notice_microphone' }),
					...when(granted?.reader === true, { key: 'granted_notice_reader' }),
					...when(isOff('gaze'), { key: 'granted_notice_gaze' }),
					...when(isOff('company'), { key: 'granted_notice_company' }),
					...when(any('page_hidden', 'focus_lost'), { key: 'notice_page' }),
					...when(any('copy', 'cut', 'paste', 'drop'), { key: 'notice_clipboard' }),
					...when(any('window_small', 'second_screen', 'print', 'context_menu', 'devtools'), {
						key: 'notice_window'
					}),
					{ key: 'notice_typing' },
					{ key: 'notice_device' },
					...when(fullscreen, { key: 'notice_fullscreen' }),
					...when(camera || microphone, { key: 'notice_lasts' })
				]
			},
			{
				heading: 'notice_leaves',
				lines: [
					{ key: 'notice_record' },
					...when(stills, { key: 'notice_stills' }),
					...when(camera && !stills, { key: 'notice_no_pictures' }),
					...when(!camera && microphone, { key: 'notice_no_sound' })
				]
			},
			{
				heading: 'notice_kept',
				lines: [
					{ key: 'notice_kept_record' },
					...when(stills, { key: 'notice_kept_stills', days: policy.retentionDays })
				]
			},
			{
				heading: 'notice_decides',
				lines: [{ key: 'notice_people' }, { key: 'notice_goes_on' }]
			}
		]
	};
}

export const noticeHeading = (key: NoticeSection['heading']): string => headings[key]();

export const noticeText = (line: NoticeLine): string =>
	line.key === 'notice_kept_stills'
		? m.notice_kept_stills({ days: line.days })
		: sentences[line.key]();

/** In the language of the page. */
export const noticeSections = (...terms: Parameters<typeof noticeOf>) =>
	noticeOf(...terms).sections.map(({ heading, lines }) => ({
		heading: noticeHeading(heading),
		lines: lines.map(noticeText)
	}));

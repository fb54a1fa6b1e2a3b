/** The notice in the language of the page. */
import { checkWords } from '#app/i18n/check-words.ts';
import { m } from '#app/i18n/generated/messages.js';
import { offWords } from '#app/i18n/granted-words.ts';
import {
	noticeOf,
	type NoticeHeading,
	type NoticeLine,
	type NoticeSection,
	type SummedUp
} from './notice.ts';

const summedWords: Record<SummedUp, () => string> = {
	faces: m.notice_summed_faces,
	head: m.notice_summed_head,
	eyes: m.notice_summed_eyes,
	identity: m.notice_summed_identity,
	loudness: m.notice_summed_loudness,
	speech: m.notice_summed_speech,
	typing: m.notice_summed_typing
};

export const noticeHeading = (key: NoticeHeading): string => m[key]();

export function noticeText(line: NoticeLine): string {
	switch (line.key) {
		case 'notice_checks':
			return m.notice_checks({ checks: line.checks.map(checkWords).join(' · ') });
		case 'notice_summary':
			return m.notice_summary({
				what: line.summed.map((each) => summedWords[each]()).join(' · ')
			});
		case 'notice_kept_stills':
			return m.notice_kept_stills({ days: line.days });
		case 'notice_off_institution':
		case 'notice_off_sitting':
			return m[line.key]({ what: offWords[line.what]() });
		default:
			return m[line.key]();
	}
}

const inWords = ({ heading, lines }: NoticeSection) => ({
	heading: noticeHeading(heading),
	lines: lines.map(noticeText)
});

/** `only`: some of it, as for who sits in the exam. */
export const noticeSections = (
	policy: Parameters<typeof noticeOf>[0],
	granted?: Parameters<typeof noticeOf>[1],
	only?: readonly NoticeHeading[]
) =>
	noticeOf(policy, granted)
		.sections.filter(({ heading }) => !only || only.includes(heading))
		.map(inWords);

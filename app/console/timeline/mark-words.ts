/** Marks in words: for the card at the pointer, for a screen reader at the focus, and for the table. */
import { m } from '#app/i18n/generated/messages.js';
import { checkWords } from '../words/check-words.ts';
import { durationWords, elapsedDigits } from '../words/duration.ts';
import { clock, percent } from '../words/figures.ts';
import { reasonWords } from '../words/reason-words.ts';
import { peakWords } from './peak-words.ts';
import { lasted } from './totals.ts';
import type { Fact, Lane, Mark, RowId, Timeline } from './model.ts';

export type Told = { title: string; lines: readonly string[] };

export const laneWords: Record<Lane, () => string> = {
	responses: m.timeline_lane_responses,
	page: m.timeline_lane_page,
	face: m.timeline_lane_face,
	voice: m.timeline_lane_voice,
	device: m.timeline_lane_device,
	network: m.timeline_lane_network,
	control: m.timeline_lane_control
};

export function rowWords(row: RowId): string {
	switch (row) {
		case 'visits':
			return m.timeline_row_visits();
		case 'review':
			return m.timeline_row_review();
		case 'app':
			return m.timeline_row_app();
		case 'silence':
			return m.timeline_row_silence();
		case 'offline':
			return m.timeline_row_offline();
		case 'told':
			return m.timeline_row_told();
		default:
			return checkWords(row);
	}
}

/** What happened, without how long. */
export function factWords(fact: Fact, locale: string): string {
	switch (fact.kind) {
		case 'visit':
			return m.timeline_question({ n: fact.item + 1 });
		case 'review':
			return fact.marked
				? m.timeline_review_marked({ n: fact.item + 1 })
				: m.timeline_review_unmarked({ n: fact.item + 1 });
		case 'observation':
			return checkWords(fact.check);
		case 'offline':
			return m.timeline_row_offline();
		case 'silence':
			return m.timeline_row_silence();
		case 'resumed':
			return fact.reason === 'reload' ? m.timeline_reloaded() : m.timeline_woken();
		case 'opened':
			if (fact.device > 0) return m.timeline_opened_device();
			return fact.keyFrom === 'start_code' ? m.timeline_opened_code() : m.timeline_opened();
		case 'submitted':
			return submittedWords[fact.by]();
		case 'message':
			return m.timeline_message({ text: fact.text });
		case 'warning':
			return m.timeline_warning({ text: fact.text });
		case 'correction':
			return m.control_timeline_correction({ text: fact.text });
		case 'break':
			return m.control_timeline_break();
		case 'went_on':
			return m.control_timeline_went_on();
		case 'paused':
			return m.timeline_paused();
		case 'extended':
			return m.timeline_extended({ time: durationWords(fact.addMs, locale) });
		case 'handed_over':
			return m.handover_timeline();
		case 'ended':
			return m.timeline_ended();
	}
}

const submittedWords = {
	student: m.timeline_submitted_student,
	clock: m.timeline_submitted_clock,
	control: m.timeline_submitted_control
};

/** What else is known about one mark. */
function details(mark: Mark, locale: string): string[] {
	const { fact } = mark;
	const lines: string[] = [];
	if (fact.kind === 'observation') {
		const peak = peakWords(fact, locale);
		if (peak) lines.push(peak);
		if (fact.confidence < 1)
			lines.push(m.timeline_confidence({ share: percent(fact.confidence, locale) }));
		if (fact.reason) lines.push(m.timeline_reason({ reason: reasonWords(fact.reason) }));
	} else if (fact.kind === 'resumed' && fact.gapMs > 0)
		lines.push(m.timeline_gap({ time: durationWords(fact.gapMs, locale) }));
	else if (fact.kind === 'message' || fact.kind === 'warning')
		lines.push(
			fact.shownAt === null
				? m.timeline_not_shown()
				: m.timeline_shown({ time: clock(fact.shownAt, locale) })
		);
	if (mark.open) lines.push(m.timeline_still());
	return lines;
}

/** What a mark says in one line, with how long it lasted. */
export function markWords(mark: Mark, locale: string): string {
	const time = durationWords(mark.to - mark.from, locale);
	if (mark.fact.kind === 'visit')
		return m.timeline_visit({ n: mark.fact.item + 1, time, count: mark.fact.changes });
	const what = factWords(mark.fact, locale);
	return mark.to > mark.from ? m.timeline_for({ what, time }) : what;
}

/** One mark or several that stand together. */
export function tell(timeline: Timeline, marks: readonly Mark[], locale: string): Told {
	const [first, last] = [marks[0], marks.at(-1)];
	if (!first || !last) return { title: '', lines: [] };
	const from = clock(timeline.startedAt + first.from, locale);
	const to = clock(timeline.startedAt + Math.max(...marks.map((mark) => mark.to)), locale);
	const when = from === to ? from : m.timeline_span({ from, to });
	const elapsed = m.timeline_elapsed({ time: elapsedDigits(first.from) });
	if (marks.length === 1)
		return {
			title: markWords(first, locale),
			lines: [
				`${when} · ${elapsed}`,
				...details(first, locale),
				...(first.entry === null ? [] : [m.timeline_entry({ n: first.entry })])
			]
		};
	const several =
		first.fact.kind === 'visit'
			? m.timeline_visits({ count: marks.length })
			: m.timeline_several({ what: rowWords(first.row), count: marks.length });
	const sum = lasted(marks);
	const total = sum > 0 ? [m.timeline_in_all({ time: durationWords(sum, locale) })] : [];
	return { title: several, lines: [`${when} · ${elapsed}`, ...total] };
}

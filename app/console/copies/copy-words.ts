import { m } from '#app/i18n/generated/messages.js';
import type { Tone } from '#app/ui/tone.ts';
import type { CopyReport } from '#sync/schema/copy.ts';
import { figure } from '../words/figures.ts';
import type { CopyLine, OwnOutcome } from './bringing.svelte.ts';

export type LineWords = { tone: Tone; text: string };

const own: Record<OwnOutcome, () => string> = {
	empty: m.copies_line_empty,
	too_large: m.copies_line_too_large,
	unreadable: m.copies_line_unreadable,
	unreachable: m.copies_line_unreachable
};

export function lineWords(line: CopyLine, locale: string): LineWords {
	switch (line.state) {
		case 'waiting':
			return { tone: 'neutral', text: m.copies_line_waiting() };
		case 'sending':
			return { tone: 'busy', text: m.copies_line_sending() };
		case 'failed':
			return { tone: 'warn', text: own[line.because]() };
		case 'done':
			return reportWords(line.report, locale);
	}
}

function reportWords({ outcome, entries, sitting, code }: CopyReport, locale: string): LineWords {
	switch (outcome) {
		case 'taken':
			return {
				tone: 'good',
				text: m.copies_line_taken({ count: entries, n: figure(entries, locale) })
			};
		case 'already':
			return { tone: 'neutral', text: m.copies_line_already() };
		case 'older':
			return { tone: 'neutral', text: m.copies_line_older() };
		case 'forked':
			return { tone: 'warn', text: m.copies_line_forked() };
		case 'connected':
			return { tone: 'warn', text: m.copies_line_connected() };
		case 'other_sitting':
			return {
				tone: 'warn',
				text: sitting ? m.copies_line_other_named({ title: sitting.title }) : m.copies_line_other()
			};
		case 'not_a_copy':
			return { tone: 'warn', text: m.copies_line_not_a_copy() };
		case 'newer_version':
			return { tone: 'warn', text: m.copies_line_newer() };
		case 'damaged':
			return { tone: 'warn', text: m.copies_line_damaged() };
		case 'no_key':
			return { tone: 'warn', text: m.copies_line_no_key() };
		case 'unknown_attempt':
			return { tone: 'warn', text: m.copies_line_unknown() };
		case 'erased':
			return { tone: 'neutral', text: m.copies_line_erased() };
		case 'refused':
			return { tone: 'warn', text: m.copies_line_refused({ code: code ?? '' }) };
	}
}

/** `[[3]]` in the text: the third choice belongs there. Each place is a gap of its own, in the order of the text. */
import { gapMark } from '../html.ts';
import { LeftOutError } from '../report.ts';
import type { Base, MoodleQuestion } from './question.ts';

export type NumberedGap = { id: string; choice: number };

export function numberedGaps(
	question: MoodleQuestion,
	word: 'gap' | 'blank',
	choices: number
): { base: Base; gaps: NumberedGap[] } {
	const gaps: NumberedGap[] = [];
	const base = question.base((source) =>
		source.replaceAll(/\[\[\s*(\d{1,3})\s*\]\]/g, (whole, number: string) => {
			const choice = Number(number);
			if (choice < 1 || choice > choices) throw new LeftOutError('malformed', whole);
			const id = `${word}-${gaps.length + 1}`;
			gaps.push({ id, choice });
			return gapMark(id);
		})
	);
	if (gaps.length === 0) throw new LeftOutError('malformed', '[[1]]');
	return { base, gaps };
}

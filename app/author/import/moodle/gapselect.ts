import { childOf, textOf } from '../xml.ts';
import { numberedGaps } from './numbered-gaps.ts';
import type { Made, MoodleQuestion } from './question.ts';

export function readGapSelect(question: MoodleQuestion): Made {
	const choices = question.all('selectoption').map((element) => ({
		text: question.markdown(element),
		group: textOf(childOf(element, 'group')).trim() || '1'
	}));
	const { base, gaps } = numberedGaps(question, 'gap', choices.length);
	const shuffle = question.flag('shuffleanswers');
	return {
		item: {
			...base,
			type: 'gap_text',
			gaps: gaps.map(({ id, choice }) => ({
				id,
				input: 'choice',
				shuffle,
				options: choices.flatMap(({ text, group }, at) =>
					group === choices[choice - 1]?.group ? [{ id: `option-${at + 1}`, text }] : []
				)
			}))
		},
		solution: {
			type: 'gap_text',
			item: base.id,
			credit: 'parts',
			gaps: gaps.map(({ id, choice }) => ({
				gap: id,
				weight: 1,
				input: 'choice',
				shares: [{ option: `option-${choice}`, share: 1 }]
			}))
		}
	};
}

import type { SolutionOf } from '#sync/schema/solution.ts';
import { textTag } from '../text/xml.ts';
import { keyed, type WriteQuestion } from './kinds.ts';

const gradings: Record<SolutionOf<'ordering'>['credit'], string> = {
	all: 'ALL_OR_NOTHING',
	position: 'ABSOLUTE_POSITION',
	next: 'RELATIVE_NEXT_EXCLUDE_LAST',
	longest: 'LONGEST_ORDERED_SUBSET'
};

export const writeOrdering: WriteQuestion = (authored, texts) => {
	const { item, solution } = keyed('ordering', authored);
	return {
		type: 'ordering',
		combined: true,
		inside: [
			textTag('layouttype', 'VERTICAL'),
			textTag('selecttype', 'ALL'),
			textTag('selectcount', 0),
			textTag('gradingtype', gradings[solution.credit]),
			textTag('showgrading', 'SHOW'),
			textTag('numberingstyle', 'none'),
			...solution.correct.map((id, at) =>
				texts.line('answer', item.options.find((option) => option.id === id)?.text ?? '', {
					fraction: at + 1
				})
			)
		]
	};
};

/** Rows, each with the one option that belongs to it; options alone are there to mislead. */
import { LeftOutError } from '../report.ts';
import type { Base, Made } from './question.ts';

/** `row` '': an option alone. */
export type Pair = { row: string; option: string };

export function pairs(base: Base, written: readonly Pair[]): Made {
	const texts = [...new Set(written.map(({ option }) => option).filter((text) => text !== ''))];
	const asked = written.filter(({ row, option }) => row !== '' && option !== '');
	if (asked.length === 0) throw new LeftOutError('no_right_answer');
	if (texts.length < 2) throw new LeftOutError('too_few_options');
	return {
		item: {
			...base,
			type: 'matching',
			rows: asked.map(({ row }, at) => ({ id: `row-${at + 1}`, text: row })),
			options: texts.map((text, at) => ({ id: `option-${at + 1}`, text })),
			several: false,
			reuse: true,
			// In the order of the file every option would stand beside its row.
			shuffle: true
		},
		solution: {
			type: 'matching',
			item: base.id,
			correct: asked.map(({ option }, at) => ({
				row: `row-${at + 1}`,
				option: `option-${texts.indexOf(option) + 1}`
			})),
			credit: 'parts'
		}
	};
}

import { NotWrittenError } from '../report.ts';
import { tag, textTag } from '../text/xml.ts';
import { keyed, type WriteQuestion } from './kinds.ts';

export const writeMatching: WriteQuestion = (authored, texts) => {
	const { item, solution } = keyed('matching', authored);
	const optionOf = new Map<string, string>();
	for (const { row, option } of solution.correct) {
		// A row of Moodle's has one option.
		if (optionOf.has(row)) throw new NotWrittenError('marks_unsupported');
		optionOf.set(row, option);
	}
	if (item.rows.some(({ id }) => !optionOf.has(id))) throw new NotWrittenError('marks_unsupported');
	const used = new Set(optionOf.values());
	const answer = (id: string) => {
		const html = texts.html(item.options.find((option) => option.id === id)?.text ?? '');
		return tag('answer', {}, textTag('text', asWords(html)));
	};
	return {
		type: 'matching',
		combined: true,
		inside: [
			textTag('shuffleanswers', String(item.shuffle)),
			...item.rows.map(({ id, text }) =>
				texts.line('subquestion', text, {}, answer(optionOf.get(id) ?? ''))
			),
			...item.options
				.filter(({ id }) => !used.has(id))
				.map(({ id }) => texts.line('subquestion', '', {}, answer(id)))
		]
	};
};

/** It stands in a list to choose from: words, unless there is markup in it, or what would be taken for some. */
function asWords(html: string): string {
	const words = html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
	return /<\/?[a-z]/i.test(html) || /<\/?[a-z]/i.test(words) ? html : words;
}

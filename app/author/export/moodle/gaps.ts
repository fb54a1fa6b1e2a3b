/** Gaps as embedded answers (cloze), or as a list to choose from in each, where that carries more. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Gap } from '#sync/schema/item.ts';
import type { GapSolution, TypedRule } from '#sync/schema/solution.ts';
import { NotWrittenError } from '../report.ts';
import { allowedBy, saidAnswers, type SaidAnswer } from '../said-answers.ts';
import { escapeXml, tag, textTag } from '../text/xml.ts';
import { fraction } from './grades.ts';
import { keyed, type Keyed, type WriteQuestion } from './kinds.ts';
import { numberText, partOf, type QuestionText } from './question-text.ts';

export const writeGaps: WriteQuestion = (authored, texts) => {
	const all = keyed('gap_text', authored);
	return asLists(all, texts) ?? asCloze(authored, texts);
};

function asCloze(authored: AuthoredItem, texts: QuestionText) {
	const { item, solution, feedback } = keyed('gap_text', authored);
	const weights = wholeWeights(
		solution.gaps.map(({ weight }) => weight),
		item.points
	);
	const parts = new Map(
		item.gaps.map((gap) => {
			const at = solution.gaps.findIndex((one) => one.gap === gap.id);
			const key = solution.gaps[at];
			if (!key || key.input !== gap.input) throw new NotWrittenError('no_key');
			const answers = saidAnswers(authored, gap.id);
			const said = (id: string) => partOf(feedback, id);
			return [gap.id, cloze(gap, key, { weight: weights[at] ?? 1, answers, said, texts })];
		})
	);
	return {
		type: 'cloze',
		noGrade: true,
		gap: (id: string) => parts.get(id) ?? '',
		guard: { sign: /\{(?=\s*\d*\s*:)/g, by: '&#123;' },
		inside: []
	};
}

function cloze(
	gap: Gap,
	key: GapSolution,
	{
		weight,
		answers,
		said,
		texts
	}: {
		weight: number;
		answers: readonly SaidAnswer[];
		said: (id: string) => string;
		texts: QuestionText;
	}
): string {
	const worth = (share: number) => (share >= 1 ? '=' : share === 0 ? '' : `%${fraction(share)}%`);
	const part = (kind: string, all: string[]) => `{${weight}:${kind}:${all.join('~')}}`;
	const behind = (words: string) => (words === '' ? '' : `#${escaped(texts.html(words))}`);
	switch (key.input) {
		case 'text':
			return part(
				key.caseSensitive ? 'SHORTANSWER_C' : 'SHORTANSWER',
				answers.map(({ rule, share, said: words }) => worth(share) + typed(rule) + behind(words))
			);
		case 'number':
			return part(
				'NUMERICAL',
				answers.map(({ rule, share, said: words }) => worth(share) + typed(rule) + behind(words))
			);
		case 'choice': {
			const options = gap.input === 'choice' ? gap.options : [];
			const shuffle = gap.input === 'choice' && gap.shuffle;
			return part(
				shuffle ? 'MULTICHOICE_S' : 'MULTICHOICE',
				options.map(({ id, text }) => {
					const share = key.shares.find(({ option }) => option === id)?.share ?? 0;
					return worth(share) + escaped(texts.html(text)) + behind(said(id));
				})
			);
		}
	}
}

function typed(rule: TypedRule): string {
	if (rule.input === 'number') return `${numberText(rule.value)}:${numberText(allowedBy(rule))}`;
	if (rule.input !== 'text') return '*';
	const safe = escaped(escapeXml(rule.answer));
	return rule.wildcards ? safe : safe.replaceAll('*', '\\*');
}

/** Signs of the cloze language; `#` of a character reference is none. */
const escaped = (html: string) => html.replaceAll(/\\|[}~"/]|(?<!&)#/g, '\\$&');

/** Moodle's weights are whole, and their sum is what the question is worth: the points, where that can be. */
function wholeWeights(weights: readonly number[], points: number): number[] {
	const of = weights.reduce((sum, weight) => sum + weight, 0);
	const isWhole = (all: readonly number[]) =>
		all.every((one) => one >= 1 && Math.abs(one - Math.round(one)) < 1e-6);
	const scaled = weights.map((weight) => (weight / of) * points);
	if (isWhole(scaled)) return scaled.map(Math.round);
	for (let times = 1; times <= 100; times++) {
		const tried = weights.map((weight) => (weight / of) * times);
		if (isWhole(tried)) return tried.map(Math.round);
	}
	throw new NotWrittenError('marks_unsupported');
}

/** `[[1]]` of the text is no place. */
export const NUMBERED = { sign: /\[(?=\[\s*\d)/g, by: '&#91;' };

/** Where all gaps are lists with one right option each, and nothing is said to any: points and all. */
function asLists({ item, solution, feedback }: Keyed<'gap_text'>, texts: QuestionText) {
	if ((feedback?.parts ?? []).length > 0 || feedback?.typed || solution.credit === 'all')
		return null;
	const lists = item.gaps.flatMap((gap) => (gap.input === 'choice' ? [gap] : []));
	const [first] = lists;
	const weight = solution.gaps[0]?.weight;
	if (!first || lists.length < item.gaps.length) return null;
	if (lists.some(({ shuffle }) => shuffle !== first.shuffle)) return null;
	const groups: string[] = [];
	const choices: { text: string; group: number }[] = [];
	const numbers = new Map<string, number>();
	for (const gap of lists) {
		const key = solution.gaps.find((one) => one.gap === gap.id);
		const [right, ...more] = key?.input === 'choice' ? key.shares : [];
		if (!key || !right || more.length > 0 || right.share !== 1 || key.weight !== weight)
			return null;
		const list = JSON.stringify(gap.options.map(({ text }) => text));
		if (!groups.includes(list)) {
			groups.push(list);
			for (const { text } of gap.options) choices.push({ text, group: groups.length });
		}
		const group = groups.indexOf(list) + 1;
		const before = choices.findIndex((choice) => choice.group === group);
		numbers.set(gap.id, before + gap.options.findIndex(({ id }) => id === right.option) + 1);
	}
	if (groups.length > 20) return null;
	return {
		type: 'gapselect',
		combined: true,
		gap: (id: string) => `[[${numbers.get(id) ?? ''}]]`,
		guard: NUMBERED,
		inside: [
			textTag('shuffleanswers', first.shuffle ? 1 : 0),
			...choices.map(({ text, group }) =>
				tag('selectoption', {}, textTag('text', texts.html(text)), textTag('group', group))
			)
		]
	};
}

import { evaluateFormula } from '#sync/formula.ts';
import type { SolutionOf, TypedRule } from '#sync/schema/solution.ts';
import { LeftOutError } from '../report.ts';
import { childOf, textOf, type XmlElement } from '../xml.ts';
import { readRows, type Row } from './datasets.ts';
import { isFull, shareOf } from './grades.ts';
import { sourceOf, type Made, type MoodleQuestion } from './question.ts';
import { readDecimal } from './read-decimal.ts';
import { saidOf } from './said.ts';
import { readUnits } from './units.ts';
import {
	expressionsIn,
	inNames,
	namesIn,
	plainNames,
	replaceExpressions,
	workedOut
} from './wildcards.ts';

const MOST_ROWS = 200;

export function readCalculated(question: MoodleQuestion): Made {
	const answers = question.all('answer').map((element) => ({
		element,
		source: sourceOf(element).trim(),
		share: shareOf(element),
		said: question.markdown(childOf(element, 'feedback'))
	}));
	const best = answers.find(({ share, source }) => isFull(share) && source !== '*');
	if (!best) throw new LeftOutError('no_right_answer');
	if (answers.some((one) => one !== best && one.share > 0))
		question.note({ code: 'answer_dropped' });

	const text = sourceOf(childOf(question.element, 'questiontext'));
	const said = answers.filter((one) => one !== best && one.said !== '');
	const named = [text, best.source, ...said.map(({ source }) => source)].flatMap(namesIn);
	const used = new Set(named.filter(isDefined(question)));
	namesIn(best.source).forEach((name) => used.add(name));
	const names = plainNames(used);
	const rows = readRows(question, used).map((row) => renamed(row, names));
	if (rows.length === 0) throw new LeftOutError('formula_unreadable', 'dataset_item');
	if (rows.length > MOST_ROWS)
		question.note({ code: 'type_approximated', detail: `${MOST_ROWS} / ${rows.length}` });

	// What the text works out becomes a wildcard of its own, with its numbers beside the others.
	const worked = new Map<string, string>();
	for (const [at, expression] of [...new Set(expressionsIn(text))].entries()) {
		let count = at + 1;
		const isTaken = (name: string) =>
			text.includes(`{${name}}`) || [...names.values(), ...worked.values()].includes(name);
		while (isTaken(`e${count}`)) count++;
		worked.set(expression, `e${count}`);
	}
	const formula = inNames(best.source, names);
	const variants = rows.slice(0, MOST_ROWS).map((row) => {
		workedOut(formula, row);
		return [
			...[...names.values()].map((name) => row[name] ?? 0),
			...[...worked.keys()].map((expression) => workedOut(inNames(expression, names), row))
		];
	});
	const base = question.base((source) =>
		inText(
			replaceExpressions(source, (expression) => `{${worked.get(expression) ?? ''}}`),
			names
		)
	);
	const units = readUnits(question);
	const others = units && units.others.length > 0 ? { units: units.others } : {};
	const ruleOf = ({ source, element }: (typeof answers)[number]): TypedRule =>
		source === '*'
			? { input: 'other' }
			: {
					input: 'formula',
					formula: inNames(source, names),
					tolerance: toleranceOf(question, element),
					...others
				};
	const isReadable = ({ source }: { source: string }) =>
		source === '*' || evaluateFormula(inNames(source, names), rows[0] ?? {}).ok;
	if (!said.every(isReadable)) question.note({ code: 'feedback_dropped' });
	return {
		item: {
			...base,
			type: 'calculated',
			wildcards: [...names.values(), ...worked.values()],
			variants,
			...(units ? { unit: units.unit } : {})
		},
		solution: {
			type: 'calculated',
			item: base.id,
			formula,
			tolerance: toleranceOf(question, best.element),
			...others
		},
		said: saidOf(
			answers.filter(isReadable).map((one) => ({ ...one, rule: ruleOf(one) })),
			question.note
		)
	};
}

/** Braces of a text that no data set is called by are words, or LaTeX. */
function isDefined(question: MoodleQuestion): (name: string) => boolean {
	const known = new Set(
		(childOf(question.element, 'dataset_definitions')?.children ?? []).flatMap((child) =>
			typeof child === 'string' ? [] : [textOf(childOf(child, 'name')).trim()]
		)
	);
	return (name) => known.has(name);
}

const inText = (text: string, names: ReadonlyMap<string, string>): string =>
	[...names].reduce((made, [name, ours]) => made.replaceAll(`{${name}}`, `{${ours}}`), text);

const renamed = (row: Row, names: ReadonlyMap<string, string>): Row =>
	Object.fromEntries(Object.entries(row).map(([name, value]) => [names.get(name) ?? name, value]));

/** 1: a share of the right number; 2: an amount; 3: a factor, which is nearly the first. */
export function toleranceOf(
	question: MoodleQuestion,
	answer: XmlElement
): SolutionOf<'numeric'>['tolerance'] {
	const amount = Math.abs(readDecimal(textOf(childOf(answer, 'tolerance'))) ?? 0);
	const type = textOf(childOf(answer, 'tolerancetype')).trim();
	if (type === '3') question.note({ code: 'type_approximated', detail: 'tolerancetype 3' });
	return { kind: type === '2' ? 'absolute' : 'relative', amount };
}

/** Runs an item's response conditions on an answer: the points, and what would be said. */
import type { Answers } from '../marks/probe.ts';
import { LeftOutError } from '../report.ts';
import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';
import { holdsAll } from './conditions.ts';

export type Said = { score: number; feedback: ReadonlySet<string> };
export type Run = (answers: Answers) => Said;

const MOST_STEPS = 2_000_000;

export function scoringOf(item: XmlElement): Run {
	const conditions = childrenOf(item, 'resprocessing').flatMap((processing) =>
		childrenOf(processing, 'respcondition')
	);
	const name = scoreName(item);
	let steps = 0;
	const step = () => {
		if (++steps > MOST_STEPS)
			throw new LeftOutError('response_processing_unsupported', 'too many rules');
	};
	return (answers) => {
		const values = new Map<string, number>();
		const feedback = new Set<string>();
		let isDecided = false;
		for (const condition of conditions) {
			step();
			const asked = { answers, isDecided, step };
			if (!holdsAll(childOf(condition, 'conditionvar') ?? NOTHING, asked)) continue;
			for (const change of childrenOf(condition, 'setvar')) set(change, values, name);
			for (const { attributes } of childrenOf(condition, 'displayfeedback'))
				feedback.add(attributes['linkrefid'] ?? '');
			if (childrenOf(condition, 'setvar').some((change) => (numberIn(change, values) ?? 0) !== 0))
				isDecided = true;
			// Left out, it should mean No, but those who leave it out add up conditions behind it.
			if (/^no$/i.test(condition.attributes['continue'] ?? '')) break;
		}
		return { score: values.get(name) ?? 0, feedback };
	};
}

const NOTHING: XmlElement = {
	name: 'conditionvar',
	attributes: {},
	children: [{ name: 'other', attributes: {}, children: [] }]
};

function set(change: XmlElement, values: Map<string, number>, score: string): void {
	const name = change.attributes['varname'] ?? score;
	const before = values.get(name) ?? 0;
	const value = numberIn(change, values);
	if (value === null) return;
	switch ((change.attributes['action'] ?? 'Set').toLowerCase()) {
		case 'add':
			values.set(name, before + value);
			break;
		case 'subtract':
			values.set(name, before - value);
			break;
		case 'multiply':
			values.set(name, before * value);
			break;
		case 'divide':
			values.set(name, value === 0 ? before : before / value);
			break;
		default:
			values.set(name, value);
	}
}

/** Respondus adds one variable to another. */
function numberIn(change: XmlElement, values: ReadonlyMap<string, number>): number | null {
	const text = textOf(change).trim();
	// Blackboard writes the name of the item's maximum for all of its points.
	if (/^(SCORE\.max|.*\.max)$/i.test(text)) return 100;
	const number = Number(text);
	if (text !== '' && Number.isFinite(number)) return number;
	return values.get(text) ?? null;
}

function scoreName(item: XmlElement): string {
	const names = descendantsOf(item, 'decvar').map(
		({ attributes }) => attributes['varname'] ?? 'SCORE'
	);
	return names.find((name) => /score/i.test(name)) ?? names[0] ?? 'SCORE';
}

export function maximumIn(item: XmlElement): number | null {
	const name = scoreName(item);
	const variable = descendantsOf(item, 'decvar').find(
		({ attributes }) => (attributes['varname'] ?? 'SCORE') === name
	);
	const text = variable?.attributes['maxvalue']?.trim() ?? '';
	return text !== '' && Number(text) > 0 ? Number(text) : null;
}

/** The sets that a condition asks for as a whole: each could be the key. */
export function likelyKeys(item: XmlElement, respident: string): string[][] {
	const positive = (element: XmlElement): string[] =>
		childrenOf(element).flatMap((child) => {
			if (child.name === 'not') return [];
			if (child.name === 'varequal' && (child.attributes['respident'] ?? '').trim() === respident)
				return [textOf(child).trim()];
			return positive(child);
		});
	return descendantsOf(item, 'conditionvar')
		.map(positive)
		.filter((key) => key.length > 0);
}

/** Every value that conditions compare one response with, in their order. */
export const comparedWith = (item: XmlElement, respident: string): string[] => [
	...new Set(
		['varequal', 'vargt', 'vargte', 'varlt', 'varlte', 'varsubstring']
			.flatMap((name) => descendantsOf(item, name))
			.filter(({ attributes }) => (attributes['respident'] ?? '').trim() === respident)
			.map((element) => textOf(element).trim())
			.filter((text) => text !== '')
	)
];

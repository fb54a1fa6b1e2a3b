/** Names of wildcards and formulas inside a text. Ours are short and plain, so another name gets a plain one. */
import { evaluateFormula } from '#sync/formula.ts';
import { LeftOutError } from '../report.ts';
import { WILDCARD, type Row } from './datasets.ts';

/** `{={a}*{b}}` in a text: to be worked out before the student sees it. */
const EXPRESSION = /\{=([^{}]*(?:\{[^{}]+\}[^{}]*)*)\}/g;
const PLAIN = /^[A-Za-z][A-Za-z0-9_]{0,31}$/;

export const expressionsIn = (text: string): string[] =>
	[...text.matchAll(EXPRESSION)].map((found) => found[1] ?? '');

export const replaceExpressions = (text: string, put: (expression: string) => string): string =>
	text.replaceAll(EXPRESSION, (_, expression: string) => put(expression));

export const namesIn = (text: string): string[] =>
	[...text.matchAll(WILDCARD)].map((found) => found[1] ?? '');

/** Another's name to ours: itself where it can be. */
export function plainNames(names: Iterable<string>): Map<string, string> {
	const made = new Map<string, string>();
	const taken = new Set([...names].filter((name) => PLAIN.test(name)));
	let count = 0;
	for (const name of names) {
		if (PLAIN.test(name)) made.set(name, name);
		else {
			do count++;
			while (taken.has(`v${count}`));
			made.set(name, `v${count}`);
		}
	}
	return made;
}

/** The formula in our names; entities and wide spaces of an editor are no part of it. */
export const inNames = (formula: string, names: ReadonlyMap<string, string>): string =>
	formula
		.replaceAll(/&nbsp;|\u00a0/g, ' ')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll(/\s+/g, ' ')
		.trim()
		.replace(/^=\s*/, '')
		.replaceAll(WILDCARD, (whole, name: string) => {
			const ours = names.get(name);
			return ours === undefined ? whole : `{${ours}}`;
		});

/** To as many digits as a text shows. */
export function workedOut(formula: string, row: Row): number {
	const result = evaluateFormula(formula, row);
	if (!result.ok)
		throw new LeftOutError(
			'formula_unreadable',
			`${formula.slice(0, 200)} (${result.at + 1}: ${result.because})`
		);
	return Number(result.value.toPrecision(14));
}

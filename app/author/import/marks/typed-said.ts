/** What is said to single typed answers. In most formats the first answer that fits is the one that counts, and it alone says something. */
import type { TypedFeedback, TypedRule } from '#sync/schema/solution.ts';
import { fits } from '#sync/scoring/text.ts';
import type { Change } from '../report.ts';
import { numberRanges } from './number-ranges.ts';

export type SaidTo = { rule: TypedRule; said: string; gap?: string };

const MOST = 200;
const MOST_LETTERS = 1000;

/** An answer that says nothing stays where it keeps what is said to a later one from being said to it. */
export function toBeSaid<Answer extends SaidTo>(answers: readonly Answer[]): Answer[] {
	return answers.filter(
		(one, at) =>
			one.said !== '' ||
			answers
				.slice(at + 1)
				.some(
					(later) => later.said !== '' && one.gap === later.gap && mayMeet(one.rule, later.rule)
				)
	);
}

/** Somebody could type what both take in. */
export function mayMeet(one: TypedRule, other: TypedRule): boolean {
	if (one.input === 'other' || other.input === 'other') return true;
	if (one.input === 'text' && other.input === 'text') {
		const caseSensitive = one.caseSensitive && other.caseSensitive;
		return (
			one.wildcards ||
			other.wildcards ||
			fits(one.answer, other.answer, { caseSensitive, wildcards: false })
		);
	}
	if (one.input === 'number' && other.input === 'number')
		return Math.abs(one.value - other.value) <= around(one) + around(other);
	return one.input === other.input;
}

const around = ({ value, tolerance: { kind, amount } }: Extract<TypedRule, { input: 'number' }>) =>
	kind === 'absolute' ? amount : amount * Math.abs(value);

/** What an earlier rule of the file keeps from ever being said: it is kept, and still is never said. */
export function withHidden(said: readonly SaidTo[], hidden: readonly SaidTo[]): SaidTo[] {
	const silent = hidden
		.filter(({ rule }) => !said.some((one) => takesIn(one.rule, rule)))
		.map((one) => ({ ...one, said: '' }));
	return [...said, ...silent, ...hidden];
}

/** All that `other` takes in is taken in by `one`. */
export function takesIn(one: TypedRule, other: TypedRule): boolean {
	if (one.input === 'other') return true;
	if (one.input === 'text' && other.input === 'text') {
		if (other.wildcards && other.answer.includes('*')) return one.answer === other.answer;
		return fits(other.answer, one.answer, one);
	}
	if (one.input === 'number' && other.input === 'number')
		return Math.abs(one.value - other.value) + around(other) <= around(one) + 1e-9;
	if (one.input !== 'formula' || other.input !== 'formula') return false;
	const plain = (formula: string) => formula.replaceAll(/\s+/g, '');
	return plain(one.formula) === plain(other.formula);
}

/** With a name each. */
export function typedOf(
	answers: readonly SaidTo[],
	note: (change: Change) => void
): { typed?: TypedFeedback[] } {
	const kept = answers.filter(
		({ rule }) =>
			(rule.input !== 'text' || (rule.answer !== '' && rule.answer.length <= MOST_LETTERS)) &&
			(rule.input !== 'formula' || rule.formula.length <= 2 * MOST_LETTERS)
	);
	if (kept.length > MOST || answers.some((one) => one.said !== '' && !kept.includes(one)))
		note({ code: 'feedback_dropped' });
	const typed = kept.slice(0, MOST).map(({ rule, said, gap }, at) => ({
		id: `said-${at + 1}`,
		...(gap === undefined ? {} : { gap }),
		...rule,
		text: said
	}));
	return typed.length === 0 ? {} : { typed };
}

/** What is said to numbers, asked at every place where it could change; `beside`: what is said to any other. null: it has no end. */
export function saidToNumbers(
	edges: readonly number[],
	saidTo: (value: number) => string,
	beside: string
): SaidTo[] | null {
	const texts = [beside];
	const ranges = numberRanges(edges, (value) => {
		const said = saidTo(value);
		if (!texts.includes(said)) texts.push(said);
		return texts.indexOf(said);
	});
	if (ranges === null) return null;
	const toNumber = (value: number, amount: number, said: string) => ({
		rule: { input: 'number' as const, value, tolerance: { kind: 'absolute' as const, amount } },
		said
	});
	const made = ranges.map(({ value, amount, score }) =>
		toNumber(value, amount, texts[score] ?? '')
	);
	// Of two ranges that touch, one has the number between them; of a number within another range the same is true.
	const between = [
		...new Set(made.flatMap(({ rule }) => [rule.value - around(rule), rule.value + around(rule)]))
	]
		.map((value) => toNumber(value, 0, saidTo(value)))
		.filter(({ rule, said }) => {
			const first = made.find((one) => takesIn(one.rule, rule));
			return said !== beside && first?.said !== said;
		});
	const isThere = ({ rule }: (typeof made)[number]) =>
		around(rule) === 0 && between.some((one) => one.rule.value === rule.value);
	return [...between, ...made.filter((one) => !isThere(one))];
}

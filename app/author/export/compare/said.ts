/** What is said to whatever is typed, written one way: two that say the same are equal, whichever answers they name. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { TypedFeedback, TypedRule } from '#sync/schema/solution.ts';
import { isWithin } from '#sync/scoring/number.ts';
import { fits } from '#sync/scoring/text.ts';
import { allowedBy, keyAnswers } from '../said-answers.ts';
import { shownBlock } from '../text/shown.ts';

type Rule = TypedRule | TypedFeedback;
const STRANGE = '\u0000';
const exact = (value: number) => Number(value.toPrecision(9));

export function saidToTyped(authored: AuthoredItem, nameOf: (gap: string) => string): unknown {
	const { item } = authored;
	if (item.type !== 'gap_text') return saidAt(authored, undefined);
	return item.gaps
		.flatMap(({ id, input }) =>
			input === 'choice' ? [] : [[nameOf(id), saidAt(authored, id)] as const]
		)
		.toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** Of an item, what is said for right or wrong too: some formats know no other place for it. */
function saidAt(authored: AuthoredItem, gap: string | undefined): unknown {
	const { feedback } = authored;
	const key = keyAnswers(authored, gap);
	const typed = (feedback?.typed ?? []).filter((one) => one.gap === gap);
	const byShare = (share: number) => {
		if (gap !== undefined) return '';
		if (share >= 1) return feedback?.correct ?? '';
		return (share > 0 ? feedback?.partlyCorrect : undefined) ?? feedback?.wrong ?? '';
	};
	const sayTo = (isFor: (rule: Rule) => boolean): string => {
		const own = typed.find((one) => one.input === 'other' || isFor(one))?.text ?? '';
		const share = key.find(({ rule }) => isFor(rule))?.share ?? 0;
		return shownBlock([own, byShare(share)].filter((text) => text !== '').join('\n\n'));
	};
	const beside = sayTo(() => false);
	const rules: Rule[] = [...key.map(({ rule }) => rule), ...typed];
	const unreached =
		gap === undefined && !key.some(({ share }) => share > 0 && share < 1)
			? shownBlock(feedback?.partlyCorrect ?? '')
			: '';
	return {
		beside,
		unreached,
		ones: [
			...words(rules, sayTo, beside),
			...numbers(rules, sayTo, beside),
			...formulas(rules, sayTo)
		]
	};
}

type SayTo = (isFor: (rule: Rule) => boolean) => string;

function words(rules: readonly Rule[], sayTo: SayTo, beside: string): unknown[] {
	const texts = rules.flatMap((rule) => (rule.input === 'text' ? [rule] : []));
	const patterns = texts.filter(({ wildcards, answer }) => wildcards && answer.includes('*'));
	const say = (text: string) =>
		sayTo((rule) => rule.input === 'text' && fits(text, rule.answer, rule));
	const answers = new Set(
		texts.map(({ answer }) => answer.normalize('NFC').replaceAll(/\s+/gu, ' ').trim())
	);
	const told = [...answers]
		.flatMap((answer) => [answer, answer.toLowerCase(), answer.toUpperCase()])
		.map((answer) => [answer, say(answer)] as const)
		.filter(([, said]) => patterns.length > 0 || said !== beside);
	return [
		...[...new Map(told)].toSorted(([one], [other]) => (one < other ? -1 : 1)),
		// In their order: what one takes in, the next may too.
		...patterns.map((rule) => [rule.answer, 'text' in rule ? shownBlock(rule.text) : STRANGE])
	];
}

/** From where to where the same is said. */
function numbers(rules: readonly Rule[], sayTo: SayTo, beside: string): unknown[] {
	const own = rules.flatMap((rule) => (rule.input === 'number' ? [rule] : []));
	const edges = own.flatMap((rule) => [rule.value - allowedBy(rule), rule.value + allowedBy(rule)]);
	const places = [...new Set(edges.map(exact))].sort((one, other) => one - other);
	const say = (value: number) =>
		sayTo((rule) => rule.input === 'number' && isWithin(value, rule.value, rule.tolerance));
	const probes = places.flatMap((place, at) => {
		const next = places[at + 1];
		return next === undefined ? [place] : [place, (place + next) / 2];
	});
	const made: { from: number; to: number; said: string }[] = [];
	for (const place of probes) {
		const said = say(place);
		const last = made.at(-1);
		if (last && last.said === said) last.to = place;
		else made.push({ from: place, to: place, said });
	}
	const units = own.map((rule) => JSON.stringify(rule.units ?? [])).toSorted();
	return [
		...made
			.filter(({ said }) => said !== beside)
			.map(({ from, to, said }) => [exact(from), exact(to), said]),
		...new Set(units)
	];
}

function formulas(rules: readonly Rule[], sayTo: SayTo): unknown[] {
	const plain = (formula: string) => formula.replaceAll(/\s+/g, '');
	const made = rules.flatMap((rule) => {
		if (rule.input !== 'formula') return [];
		const formula = plain(rule.formula);
		const said = sayTo((one) => one.input === 'formula' && plain(one.formula) === formula);
		return [JSON.stringify([formula, rule.tolerance, rule.units ?? [], said])];
	});
	return [...new Set(made)];
}

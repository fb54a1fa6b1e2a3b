/**
 * Canvas says something to each answer of a gap, or of a field. What is typed has no id of ours, so what is said to it stands beside the
 * rule that the answer has.
 */
import type { Feedback } from '#sync/schema/solution.ts';
import { saidToNumbers, typedOf, withHidden, type SaidTo } from '../marks/typed-said.ts';
import { htmlToWords } from '../html.ts';
import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';
import { holdsAll } from './conditions.ts';
import { identOf, labelsIn, type Context, type Made } from './context.ts';
import { textsHtml } from './material.ts';
import { comparedWith, maximumIn } from './scoring.ts';

export type SaidAnswers = { names: Set<string>; feedback: Omit<Feedback, 'item'> };
type Piece = { ident: string; said: string };
type Asked = { respident: string; values: string[] };

/** `names`: the pieces that are told here and need no other place. */
export function saidAnswers(
	made: Made,
	pieces: readonly Piece[],
	names: readonly string[],
	context: Context
): SaidAnswers {
	const { item, note } = context;
	const places = placesOf(made, names);
	const told = new Set<string>();
	const parts: { id: string; text: string }[] = [];
	const typed = new Map<string, (Piece & Asked)[]>();
	for (const { ident, said } of pieces) {
		const asked = askedFor(item, ident);
		if (!asked || !places.has(asked.respident) || isOfEveryRight(ident, asked, places, context))
			continue;
		const options = optionsFor(asked, made, places, context);
		if (options) {
			told.add(ident);
			for (const id of options) parts.push({ id, text: said });
			continue;
		}
		const { respident } = asked;
		typed.set(respident, [...(typed.get(respident) ?? []), { ident, said, ...asked }]);
	}
	const all = [...typed].flatMap(([respident, ones]) => {
		const gap = places.get(respident);
		const rules =
			made.item.type === 'numeric'
				? toNumbers(respident, ones, context)
				: toWords(ones, isStrict(made, gap ?? null), context);
		if (rules) for (const { ident } of ones) told.add(ident);
		return (rules ?? []).map((one) => ({ ...one, ...(gap == null ? {} : { gap }) }));
	});
	return {
		names: told,
		feedback: { ...(parts.length === 0 ? {} : { parts }), ...typedOf(all, note) }
	};
}

/** As the rules say it; behind that what an earlier rule keeps from ever being said, as it is there. null: one is said to no number. */
function toNumbers(
	respident: string,
	ones: readonly Piece[],
	{ item, run }: Context
): SaidTo[] | null {
	const numbers = comparedWith(item, respident).map(Number).filter(Number.isFinite);
	const edges = numbers.slice(0, 200);
	const shown = new Set<string>();
	const byRules = saidToNumbers(
		edges,
		(value) => {
			const { feedback } = run({ [respident]: [String(value)] });
			const here = ones.filter(({ ident }) => feedback.has(ident));
			for (const { ident } of here) shown.add(ident);
			return here.map(({ said }) => said).join('\n\n');
		},
		''
	);
	const hidden = ones
		.filter(({ ident }) => !shown.has(ident))
		.map(({ ident, said }) => saidToNumbers(edges, onlyIf(item, ident, respident, said), '') ?? []);
	if (byRules === null || hidden.some((one) => one.length === 0)) return null;
	return withHidden(byRules, hidden.flat());
}

/** By its own condition, whatever those before it do. */
function onlyIf(item: XmlElement, ident: string, respident: string, said: string) {
	const condition = conditionFor(item, ident);
	return (value: number): string => {
		const asked = { answers: { [respident]: [String(value)] }, isDecided: false, step: () => {} };
		return condition && holdsAll(condition, asked) ? said : '';
	};
}

/** A label is one answer, whatever words it has; words are what the rules take them for. Behind them, again, what is never said. */
function toWords(
	ones: readonly (Piece & Asked)[],
	caseSensitive: boolean,
	context: Context
): SaidTo[] {
	const isShown = ({ ident, respident, values }: Piece & Asked, value: string): boolean =>
		labelOf(respident, value, context)
			? values.includes(value)
			: context.run({ [respident]: [value] }).feedback.has(ident);
	const saidTo = (value: string, some: readonly (Piece & Asked)[]): SaidTo => ({
		rule: {
			input: 'text',
			answer: wordOf(some[0]?.respident ?? '', value, context),
			caseSensitive,
			wildcards: false
		},
		said: some.map(({ said }) => said).join('\n\n')
	});
	const answers = [...new Set(ones.flatMap(({ values }) => values))];
	const byRules = answers.map((value) => ({
		value,
		some: ones.filter((one) => isShown(one, value))
	}));
	const hidden = ones.filter((one) => !byRules.some(({ some }) => some.includes(one)));
	return withHidden(
		byRules.flatMap(({ value, some }) => (some.length > 0 ? [saidTo(value, some)] : [])),
		hidden.flatMap((one) => one.values.map((value) => saidTo(value, [one])))
	);
}

/** As the key takes them. */
function isStrict({ solution }: Made, gap: string | null): boolean {
	if (solution?.type === 'short_text') return solution.caseSensitive;
	const rule = solution?.type === 'gap_text' && solution.gaps.find((one) => one.gap === gap);
	return rule && rule.input === 'text' ? rule.caseSensitive : false;
}

/** The gap of each response; null where all of the item is typed into one field. */
function placesOf({ item }: Made, names: readonly string[]): Map<string, string | null> {
	if (item.type === 'gap_text')
		return new Map(names.map((name, at) => [name, item.gaps[at]?.id ?? null]));
	return item.type === 'numeric' || item.type === 'short_text'
		? new Map(names.slice(0, 1).map((name) => [name, null]))
		: new Map();
}

function conditionFor(item: XmlElement, ident: string): XmlElement | undefined {
	const condition = descendantsOf(item, 'respcondition').find((one) =>
		childrenOf(one, 'displayfeedback').some(({ attributes }) => attributes['linkrefid'] === ident)
	);
	return condition && childOf(condition, 'conditionvar');
}

/** The answer that brings a piece up, as its condition has it. */
function askedFor(item: XmlElement, ident: string): Asked | null {
	const asked = conditionFor(item, ident);
	if (!asked || descendantsOf(asked, 'not').length > 0) return null;
	const equal = descendantsOf(asked, 'varequal');
	const ends = ['vargt', 'vargte', 'varlt', 'varlte'].flatMap((name) => descendantsOf(asked, name));
	const used = equal.length > 0 ? equal : ends;
	const respidents = new Set([...equal, ...ends].map(respidentOf));
	const [respident] = respidents;
	if (respident === undefined || respidents.size > 1) return null;
	const values = [...new Set(used.map((one) => textOf(one).trim()))];
	return { respident, values };
}

const respidentOf = ({ attributes }: XmlElement) => (attributes['respident'] ?? '').trim();

/** Then it is said to a right answer, whichever it is. */
function isOfEveryRight(
	ident: string,
	{ respident }: Asked,
	places: ReadonlyMap<string, string | null>,
	{ item, run }: Context
): boolean {
	if (places.size > 1) return false;
	const tried = comparedWith(item, respident).map((value) => run({ [respident]: [value] }));
	const most = maximumIn(item) ?? Math.max(...tried.map(({ score }) => score));
	const best = tried.filter(({ score }) => score >= most);
	return best.length > 0 && best.every(({ feedback }) => feedback.has(ident));
}

/** Of a list in a gap: what is chosen there has an id. */
function optionsFor(
	{ respident, values }: Asked,
	{ item }: Made,
	places: ReadonlyMap<string, string | null>,
	{ responses }: Context
): string[] | null {
	const gaps = item.type === 'gap_text' ? item.gaps : [];
	const gap = gaps.find(({ id }) => id === places.get(respident));
	const response = responses.find((one) => identOf(one) === respident);
	if (gap?.input !== 'choice' || !response) return null;
	const idents = labelsIn(response).map(identOf);
	const ids = values.map((value) => gap.options[idents.indexOf(value)]?.id);
	return ids.every((id) => id !== undefined) ? ids : null;
}

const labelOf = (respident: string, value: string, { responses }: Context) => {
	const response = responses.find((one) => identOf(one) === respident);
	return response && labelsIn(response).find((one) => identOf(one) === value);
};

/** As it is read: a label's words. */
function wordOf(respident: string, value: string, context: Context): string {
	const label = labelOf(respident, value, context);
	return (label && htmlToWords(textsHtml(label, context.note))) || value;
}

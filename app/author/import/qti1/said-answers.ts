/**
 * Canvas says something to each answer of a gap, or of a field. What is typed has no id of ours, so what is said to it stands under its
 * name: to a wrong one where the gap is filled, or where the item is wrong; to one that earns something where all is right,
 * since its name would give it away.
 */
import type { Feedback } from '#sync/schema/solution.ts';
import { saidToEach } from '../marks/said-to.ts';
import { htmlToWords } from '../html.ts';
import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';
import { identOf, labelsIn, type Context, type Made } from './context.ts';
import { textsHtml } from './material.ts';
import { comparedWith, maximumIn } from './scoring.ts';

export type SaidAnswers = { names: Set<string>; feedback: Omit<Feedback, 'item'> };
type Piece = { ident: string; said: string };
type Asked = { respident: string; values: string[]; isRange: boolean };

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
	const right: { name: string; said: string }[] = [];
	const wrong = new Map<string | null, { name: string; said: string }[]>();
	for (const { ident, said } of pieces) {
		const asked = askedFor(item, ident);
		if (!asked || !places.has(asked.respident) || isOfEveryRight(ident, asked, places, context))
			continue;
		told.add(ident);
		const options = optionsFor(asked, made, places, context);
		if (options) {
			for (const id of options) parts.push({ id, text: said });
			continue;
		}
		const one = { name: nameOf(asked, context), said };
		const place = places.get(asked.respident) ?? null;
		if (earns(asked, context)) right.push(one);
		else wrong.set(place, [...(wrong.get(place) ?? []), one]);
	}
	const correct = saidToEach(right, note);
	const whole = saidToEach(wrong.get(null) ?? [], note);
	for (const [id, all] of wrong) if (id !== null) parts.push({ id, text: saidToEach(all, note) });
	return {
		names: told,
		feedback: {
			...(correct === '' ? {} : { correct }),
			...(whole === '' ? {} : { wrong: whole }),
			...(parts.length === 0 ? {} : { parts })
		}
	};
}

/** The gap of each response; null where all of the item is typed into one field. */
function placesOf({ item }: Made, names: readonly string[]): Map<string, string | null> {
	if (item.type === 'gap_text')
		return new Map(names.map((name, at) => [name, item.gaps[at]?.id ?? null]));
	return item.type === 'numeric' || item.type === 'short_text'
		? new Map(names.slice(0, 1).map((name) => [name, null]))
		: new Map();
}

/** The answer that brings a piece up, as its condition has it. */
function askedFor(item: XmlElement, ident: string): Asked | null {
	const condition = descendantsOf(item, 'respcondition').find((one) =>
		childrenOf(one, 'displayfeedback').some(({ attributes }) => attributes['linkrefid'] === ident)
	);
	const asked = condition && childOf(condition, 'conditionvar');
	if (!asked || descendantsOf(asked, 'not').length > 0) return null;
	const equal = descendantsOf(asked, 'varequal');
	const ends = ['vargt', 'vargte', 'varlt', 'varlte'].flatMap((name) => descendantsOf(asked, name));
	const used = equal.length > 0 ? equal : ends;
	const respidents = new Set([...equal, ...ends].map(respidentOf));
	const [respident] = respidents;
	if (respident === undefined || respidents.size > 1) return null;
	const values = [...new Set(used.map((one) => textOf(one).trim()))];
	return { respident, values, isRange: equal.length === 0 };
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

/** The ends of a range may not belong to it. */
function earns({ respident, values, isRange }: Asked, { run, responses }: Context): boolean {
	// The words that Canvas lists for a blank are all right, though its rules name but the first.
	const listed = responses.find((one) => identOf(one) === respident);
	const idents = listed ? labelsIn(listed).map(identOf) : [];
	if (values.some((value) => idents.includes(value))) return true;
	const middle = values.reduce((sum, value) => sum + Number(value), 0) / values.length;
	const tried = isRange ? [...values, String(middle)] : values;
	return tried.some((value) => run({ [respident]: [value] }).score > 0);
}

/** As it is read: the words of a label, a range by its ends. */
function nameOf({ respident, values, isRange }: Asked, { responses, note }: Context): string {
	const response = responses.find((one) => identOf(one) === respident);
	const labels = response ? labelsIn(response) : [];
	const names = values.map((value) => {
		const label = labels.find((one) => identOf(one) === value);
		return (label && htmlToWords(textsHtml(label, note))) || value;
	});
	return names.join(isRange ? ' – ' : ' / ');
}

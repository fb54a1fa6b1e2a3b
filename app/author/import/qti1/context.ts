import type { Made } from '../marks/typed-item.ts';
import { LeftOutError, type Change } from '../report.ts';
import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';
import { declaredPoints, type Fields } from './fields.ts';
import { isResponse, shownHtml, textsHtml, type Place } from './material.ts';
import { maximumIn, type Run } from './scoring.ts';

export type { Made };

export type Context = {
	id: string;
	item: XmlElement;
	presentation: XmlElement;
	fields: Fields;
	responses: readonly XmlElement[];
	run: Run;
	markdown: (html: string) => string;
	/** The identifiers of the file by the ids they got, for feedback. */
	ids: Map<string, string>;
	note: (change: Change) => void;
};

export const responsesIn = (element: XmlElement): XmlElement[] =>
	childrenOf(element).flatMap((child) => (isResponse(child) ? [child] : responsesIn(child)));

export const identOf = ({ attributes }: XmlElement): string => (attributes['ident'] ?? '').trim();

/** `inHtml`: a last change of the whole, before it becomes Markdown. */
export function promptOf(
	context: Context,
	place: Place = () => '',
	inHtml: (html: string) => string = (html) => html
): string {
	const { presentation, note, markdown } = context;
	const prompt = markdown(inHtml(shownHtml(presentation, place, note)));
	if (prompt === '') throw new LeftOutError('no_prompt');
	return prompt;
}

export const labelsIn = (response: XmlElement): XmlElement[] =>
	descendantsOf(response, 'response_label');

export function optionsOf(labels: readonly XmlElement[], prefix: string, context: Context) {
	const ids = new Map(labels.map((label, at) => [identOf(label), `${prefix}-${at + 1}`]));
	if (ids.size !== labels.length) throw new LeftOutError('malformed', 'response_label');
	for (const [ident, id] of ids) context.ids.set(ident, id);
	const options = labels.map((label) => ({
		id: idOf(ids, identOf(label)),
		text: context.markdown(textsHtml(label, context.note))
	}));
	return { ids, options };
}

export function idOf(ids: ReadonlyMap<string, string>, ident: string): string {
	const id = ids.get(ident);
	if (id === undefined) throw new LeftOutError('malformed', ident.slice(0, 100));
	return id;
}

export const shuffleOf = (response: XmlElement): boolean =>
	descendantsOf(response, 'render_choice').some(({ attributes }) =>
		/^yes$/i.test(attributes['shuffle'] ?? '')
	);

/** `top`: what the rules give for the best answer, often of a hundred, whatever the item is worth. */
export function pointsOf({ fields, item, note }: Context, top: number | null): number {
	const declared = declaredPoints(fields);
	if (declared !== null) return declared;
	const maximum = maximumIn(item);
	const said = maximum ?? top;
	if (said !== null && said > 0 && said !== 100) return said;
	note({ code: said === null && !hasRules(item) ? 'points_missing' : 'marks_guessed' });
	return 1;
}

/** Conditions that give points, though perhaps none of them can be met; where each gives nothing, no answer is named as right. */
const hasRules = (item: XmlElement): boolean =>
	descendantsOf(item, 'setvar').some((change) => Number(textOf(change).trim()) !== 0);

export function unkeyed(context: Context): number {
	context.note({ code: hasRules(context.item) ? 'no_right_answer' : 'right_answer_missing' });
	return pointsOf(context, null);
}

export function presentationOf(item: XmlElement): XmlElement {
	const presentation = childOf(item, 'presentation');
	if (!presentation) throw new LeftOutError('malformed', 'presentation');
	return presentation;
}

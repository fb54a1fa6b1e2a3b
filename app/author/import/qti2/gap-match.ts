import { placedShare } from '#sync/scoring/placed.ts';
import { gapMark } from '../html.ts';
import { pairMarks } from '../marks/pair-marks.ts';
import { childrenOf, descendantsOf, type XmlElement } from '../xml.ts';
import { insideHtml, promptHtml } from './body.ts';
import {
	idOf,
	idsFor,
	promptOf,
	responseOf,
	shuffleOf,
	type Context,
	type Made
} from './context.ts';
import { declaredPairs } from './match.ts';

const isOption = ({ name }: XmlElement) => name === 'gapText' || name === 'gapImg';

export function readGapMatch(interaction: XmlElement, context: Context): Made {
	const { id, marking, note, markdown } = context;
	const choices = childrenOf(interaction).filter(isOption);
	const holes = descendantsOf(interaction, 'gap');
	const optionIds = idsFor(choices, 'option', context);
	const blankIds = idsFor(holes, 'blank', context);
	const { name, declaration } = responseOf(interaction, context);
	const place = (element: XmlElement): string | null => {
		if (element.name === 'gap')
			return gapMark(idOf(blankIds, element.attributes['identifier'] ?? ''));
		if (isOption(element)) return '';
		if (element !== interaction) return null;
		const rest = {
			...element,
			children: element.children.filter(
				(child) => typeof child === 'string' || child.name !== 'prompt'
			)
		};
		return promptHtml(element, note) + insideHtml(rest, place, note);
	};
	const base = {
		id,
		type: 'drag_text' as const,
		prompt: promptOf(null, context, place),
		blanks: holes.map(({ attributes }) => idOf(blankIds, attributes['identifier'] ?? '')),
		options: choices.map((choice) => ({
			id: idOf(optionIds, choice.attributes['identifier'] ?? ''),
			text: markdown(insideHtml(choice, () => null, note))
		})),
		reuse: choices.some(({ attributes }) => attributes['matchMax'] !== '1'),
		shuffle: shuffleOf(interaction, choices, context)
	};
	const marks = pairMarks({
		rows: [...blankIds.keys()],
		options: [...optionIds.keys()],
		declared: declaredPairs(declaration).map(([one, other]) =>
			blankIds.has(other) ? { row: other, option: one } : { row: one, option: other }
		),
		scoreOf: (pairs) =>
			marking.scoreOf({ [name]: pairs.map(({ row, option }) => `${option} ${row}`) }),
		ours: (credit, correct, pairs) =>
			placedShare(
				byPlace(correct),
				pairs.map(({ row, option }) => ({ place: row, option })),
				credit
			)
	});
	if (!marks) {
		return { item: { ...base, points: marking.unkeyed() }, solution: null };
	}
	const points = marking.points(marks.top);
	if (!marks.agrees) note({ code: 'marks_guessed', detail: marks.credit });
	return {
		item: { ...base, points },
		solution: {
			type: 'drag_text',
			item: id,
			correct: byPlace(marks.correct).map(({ place: blank, options }) => ({
				blank: idOf(blankIds, blank),
				options: options.map((option) => idOf(optionIds, option))
			})),
			credit: marks.credit
		}
	};
}

/** What may stand at each place. */
export function byPlace(
	pairs: readonly { row: string; option: string }[]
): { place: string; options: string[] }[] {
	const places = new Map<string, string[]>();
	for (const { row, option } of pairs) places.set(row, [...(places.get(row) ?? []), option]);
	return [...places].map(([place, options]) => ({ place, options }));
}

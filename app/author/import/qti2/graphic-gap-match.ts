import { placedShare } from '#sync/scoring/placed.ts';
import { pairMarks } from '../marks/pair-marks.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import { insideHtml } from './body.ts';
import { idOf, idsFor, promptOf, responseOf, type Context, type Made } from './context.ts';
import { byPlace } from './gap-match.ts';
import { declaredPairs } from './match.ts';
import { boxOf, pictureOf, shapeOf } from './picture.ts';

export function readGraphicGapMatch(interaction: XmlElement, context: Context): Made {
	const { id, marking, note, markdown } = context;
	const choices = childrenOf(interaction).filter(
		({ name }) => name === 'gapImg' || name === 'gapText'
	);
	const spots = childrenOf(interaction, 'associableHotspot');
	const optionIds = idsFor(choices, 'option', context);
	const zoneIds = idsFor(spots, 'zone', context);
	const { name, declaration } = responseOf(interaction, context);
	const picture = pictureOf(interaction, context);
	const base = {
		id,
		type: 'drag_picture' as const,
		prompt: promptOf(interaction, context),
		picture: picture.hash,
		alt: picture.alt,
		zones: spots.map((element, at) => ({
			id: idOf(zoneIds, element.attributes['identifier'] ?? ''),
			text: element.attributes['hotspotLabel']?.trim() || String(at + 1),
			...boxOf(shapeOf(element, picture), picture)
		})),
		options: choices.map((choice) => ({
			id: idOf(optionIds, choice.attributes['identifier'] ?? ''),
			text: markdown(insideHtml(choice, () => null, note))
		})),
		reuse: choices.some(({ attributes }) => attributes['matchMax'] !== '1'),
		shuffle: interaction.attributes['shuffle'] === 'true'
	};
	const marks = pairMarks({
		rows: [...zoneIds.keys()],
		options: [...optionIds.keys()],
		declared: declaredPairs(declaration).map(([one, other]) =>
			zoneIds.has(other) ? { row: other, option: one } : { row: one, option: other }
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
			type: 'drag_picture',
			item: id,
			correct: byPlace(marks.correct).map(({ place: zone, options }) => ({
				zone: idOf(zoneIds, zone),
				options: options.map((option) => idOf(optionIds, option))
			})),
			credit: marks.credit
		}
	};
}

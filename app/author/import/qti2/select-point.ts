/**
 * A point anywhere on a picture; hidden areas count. Ours shows its places, which makes the question easier: said as a change, and where
 * every place is worth something nothing would be left to find.
 */
import { choiceMarks } from '../marks/choice-marks.ts';
import { LeftOutError } from '../report.ts';
import type { XmlElement } from '../xml.ts';
import { promptOf, responseOf, type Context, type Made } from './context.ts';
import { numberIn } from './declarations.ts';
import { pictureOf, shapeOf } from './picture.ts';

export function readSelectPoint(interaction: XmlElement, context: Context): Made {
	const { id, marking, note } = context;
	const { name, declaration } = responseOf(interaction, context);
	const places = declaration?.places ?? [];
	const score = (chosen: readonly string[]) => marking.scoreOf({ [name]: chosen });
	const keys = places.map((_, at) => String(at));
	const nothing = score([]);
	if (keys.every((key) => score([key]) > nothing)) throw new LeftOutError('places_hidden');
	const picture = pictureOf(interaction, context);
	const declared = numberIn(interaction, 'maxChoices') ?? 1;
	const most = declaration?.single ? 1 : declared === 0 ? places.length : declared;
	const areaOf = (key: string) => `area-${Number(key) + 1}`;
	note({ code: 'type_approximated', detail: interaction.name });
	const base = {
		id,
		type: 'hotspot' as const,
		prompt: promptOf(interaction, context),
		picture: picture.hash,
		alt: picture.alt,
		areas: places.map((place, at) => ({
			id: areaOf(String(at)),
			text: String(at + 1),
			shape: shapeOf(place, picture)
		})),
		most: Math.min(most, places.length)
	};
	const marks = choiceMarks({
		options: keys,
		most: base.most,
		likely: [],
		scoreOf: score,
		rules: ['all', 'parts_less_wrong', 'parts']
	});
	if (!marks) return { item: { ...base, points: marking.unkeyed() }, solution: null };
	const points = marking.points(marks.top);
	if (!marks.agrees) note({ code: 'marks_guessed', detail: marks.rule });
	else if (marks.takesAway) note({ code: 'penalty_dropped' });
	return {
		item: { ...base, points },
		solution: {
			type: 'hotspot',
			item: id,
			correct: marks.correct.map(areaOf),
			credit: marks.rule === 'shares' ? 'parts' : marks.rule
		}
	};
}

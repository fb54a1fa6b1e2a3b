import { choiceMarks } from '../marks/choice-marks.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import { numberIn } from './declarations.ts';
import { idOf, idsFor, promptOf, responseOf, type Context, type Made } from './context.ts';
import { pictureOf, shapeOf } from './picture.ts';

export function readHotspot(interaction: XmlElement, context: Context): Made {
	const { id, marking, note } = context;
	const places = childrenOf(interaction, 'hotspotChoice');
	const ids = idsFor(places, 'area', context);
	const { name, declaration } = responseOf(interaction, context);
	const picture = pictureOf(interaction, context);
	const declared = numberIn(interaction, 'maxChoices') ?? 1;
	const most = declaration?.single ? 1 : declared === 0 ? Math.max(1, places.length) : declared;
	const base = {
		id,
		type: 'hotspot' as const,
		prompt: promptOf(interaction, context),
		picture: picture.hash,
		alt: picture.alt,
		areas: places.map((element, at) => ({
			id: idOf(ids, element.attributes['identifier'] ?? ''),
			text: element.attributes['hotspotLabel']?.trim() || String(at + 1),
			shape: shapeOf(element, picture)
		})),
		most
	};
	const marks = choiceMarks({
		options: [...ids.keys()],
		most,
		likely: [declaration?.correct.map(String) ?? []],
		scoreOf: (chosen) => marking.scoreOf({ [name]: chosen }),
		rules: ['all', 'parts_less_wrong', 'parts']
	});
	if (!marks) {
		return { item: { ...base, points: marking.unkeyed() }, solution: null };
	}
	const points = marking.points(marks.top);
	if (!marks.agrees) note({ code: 'marks_guessed', detail: marks.rule });
	else if (marks.takesAway) note({ code: 'penalty_dropped' });
	return {
		item: { ...base, points },
		solution: {
			type: 'hotspot',
			item: id,
			correct: marks.correct.map((place) => idOf(ids, place)),
			credit: marks.rule === 'shares' ? 'parts' : marks.rule
		}
	};
}

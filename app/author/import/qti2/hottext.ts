import { gapMark } from '../html.ts';
import { choiceMarks } from '../marks/choice-marks.ts';
import { descendantsOf, type XmlElement } from '../xml.ts';
import { numberIn } from './declarations.ts';
import { idOf, idsFor, inside, promptOf, responseOf, type Context, type Made } from './context.ts';
import { promptHtml } from './body.ts';
import { insideHtml } from './body.ts';

export function readHottext(interaction: XmlElement, context: Context): Made {
	const { id, marking, note } = context;
	const words = descendantsOf(interaction, 'hottext');
	const ids = idsFor(words, 'span', context);
	const { name, declaration } = responseOf(interaction, context);
	const declared = numberIn(interaction, 'maxChoices') ?? 0;
	const most = declared === 0 ? Math.max(1, words.length) : declared;
	const place = (element: XmlElement): string | null => {
		if (element.name === 'hottext')
			return gapMark(idOf(ids, element.attributes['identifier'] ?? ''));
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
		type: 'hot_text' as const,
		prompt: promptOf(null, context, place),
		spans: words.map((word) => ({
			id: idOf(ids, word.attributes['identifier'] ?? ''),
			text: inside(word, context)
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
			type: 'hot_text',
			item: id,
			correct: marks.correct.map((option) => idOf(ids, option)),
			credit: marks.rule === 'shares' ? 'parts' : marks.rule
		}
	};
}

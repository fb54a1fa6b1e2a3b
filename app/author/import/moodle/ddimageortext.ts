import { imageSize, type Size } from '../image-size.ts';
import { LeftOutError } from '../report.ts';
import { childOf, textOf, type XmlElement } from '../xml.ts';
import { background, placeOn } from './background.ts';
import { reuseOf } from './drag-reuse.ts';
import { fileBytes } from './files.ts';
import type { Made, MoodleQuestion } from './question.ts';

export const numberIn = (element: XmlElement, name: string): number =>
	Number(textOf(childOf(element, name)).trim() || 'NaN');

export function readDragOntoImage(question: MoodleQuestion): Made {
	const base = question.base();
	const { picture, alt, size } = background(question);
	const drags = question.all('drag').map((element) => ({
		...optionOf(question, element),
		number: numberIn(element, 'no'),
		group: textOf(childOf(element, 'draggroup')).trim() || '1',
		isEndless: childOf(element, 'infinite') !== undefined
	}));
	const drops = question.all('drop').map((element, at) => {
		const choice = drags.findIndex(({ number }) => number === numberIn(element, 'choice'));
		const [x, y] = [numberIn(element, 'xleft'), numberIn(element, 'ytop')];
		if (choice < 0 || !Number.isFinite(x + y))
			throw new LeftOutError('malformed', `drop ${at + 1}`);
		// A place is as large as the largest thing of its group.
		const group = drags.filter((drag) => drag.group === drags[choice]?.group);
		const width = Math.max(...group.map((drag) => drag.size.width));
		const height = Math.max(...group.map((drag) => drag.size.height));
		return {
			id: `zone-${at + 1}`,
			choice,
			text: textOf(childOf(element, 'text')).trim() || String(at + 1),
			place: placeOn(size, { x, y, width, height })
		};
	});
	if (drops.length === 0) throw new LeftOutError('no_right_answer');
	return {
		item: {
			...base,
			type: 'drag_picture',
			picture,
			alt,
			zones: drops.map(({ id, text, place }) => ({ id, text, ...place })),
			options: drags.map(({ text }, at) => ({ id: `option-${at + 1}`, text })),
			reuse: reuseOf(
				drags,
				drops.map(({ choice }) => choice),
				question.note
			),
			shuffle: question.flag('shuffleanswers')
		},
		solution: {
			type: 'drag_picture',
			item: base.id,
			correct: drops.map(({ id, choice }) => ({ zone: id, options: [`option-${choice + 1}`] })),
			credit: 'parts'
		}
	};
}

/** Words are about as wide as this in the size they are shown in. */
const wordsSize = (words: string): Size => ({ width: 12 + 8 * words.length, height: 26 });

function optionOf(question: MoodleQuestion, drag: XmlElement): { text: string; size: Size } {
	const words = textOf(childOf(drag, 'text')).trim();
	const file = childOf(drag, 'file');
	if (!file || textOf(file).trim() === '')
		return { text: question.toMarkdown(words, 'html'), size: wordsSize(words) };
	const bytes = fileBytes(file);
	const name = file.attributes['name'] ?? 'picture';
	const hash = bytes && question.shelf.add(name, bytes);
	if (!bytes || !hash) throw new LeftOutError('picture_missing', name);
	if (words === '') question.note({ code: 'alternative_text_missing', detail: name });
	return {
		text: `![${words.replaceAll(/[[\]\\]/g, '\\$&')}](media:${hash})`,
		size: imageSize(bytes) ?? wordsSize(words)
	};
}

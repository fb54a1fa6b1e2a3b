/**
 * Markers are put anywhere on a picture; hidden areas count. Ours shows its places, which makes the question easier: said as a change,
 * and with one place alone nothing would be left to find.
 */
import { LeftOutError } from '../report.ts';
import { childOf, textOf, type XmlElement } from '../xml.ts';
import { background, placeOn } from './background.ts';
import { numberIn } from './ddimageortext.ts';
import { reuseOf } from './drag-reuse.ts';
import type { Made, MoodleQuestion } from './question.ts';

export function readMarkers(question: MoodleQuestion): Made {
	const base = question.base();
	const { picture, alt, size } = background(question);
	const drags = question.all('drag').map((element) => ({
		number: numberIn(element, 'no'),
		text: question.toMarkdown(textOf(childOf(element, 'text')), 'html'),
		group: '1',
		isEndless: childOf(element, 'infinite') !== undefined || numberIn(element, 'noofdrags') > 1
	}));
	const drops = question.all('drop').map((element, at) => {
		const choice = drags.findIndex(({ number }) => number === numberIn(element, 'choice'));
		const box = boxOf(element);
		if (choice < 0 || !box) throw new LeftOutError('malformed', `drop ${at + 1}`);
		return { id: `zone-${at + 1}`, choice, place: placeOn(size, box) };
	});
	if (drops.length < 2) throw new LeftOutError('places_hidden');
	question.note({ code: 'type_approximated', detail: 'ddmarker' });
	return {
		item: {
			...base,
			type: 'drag_picture',
			picture,
			alt,
			zones: drops.map(({ id, place }, at) => ({ id, text: String(at + 1), ...place })),
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

/** `x,y;r`, `x,y;width,height`, or corner after corner; the box around it. */
function boxOf(drop: XmlElement) {
	const points = textOf(childOf(drop, 'coords'))
		.trim()
		.split(';')
		.map((part) => part.split(',').map(Number));
	const [first, second] = points;
	const [x, y] = [first?.[0] ?? NaN, first?.[1] ?? NaN];
	if (points.flat().some((number) => !Number.isFinite(number)) || !Number.isFinite(x + y))
		return null;
	switch (textOf(childOf(drop, 'shape')).trim().toLowerCase()) {
		case 'circle': {
			const radius = second?.[0] ?? NaN;
			return radius > 0
				? { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }
				: null;
		}
		case 'rectangle': {
			const [width, height] = [second?.[0] ?? 0, second?.[1] ?? 0];
			return width > 0 && height > 0 ? { x, y, width, height } : null;
		}
		case 'polygon': {
			if (points.length < 3 || points.some((point) => point.length !== 2)) return null;
			const [xs, ys] = [points.map((point) => point[0] ?? 0), points.map((point) => point[1] ?? 0)];
			const [left, top] = [Math.min(...xs), Math.min(...ys)];
			return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
		}
		default:
			return null;
	}
}

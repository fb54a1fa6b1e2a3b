/** An item before it went out, and as our own importer reads it from the file: what is not the same. */
import { mediaOf } from '../../show/media-of.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Item } from '#sync/schema/item.ts';
import type { Shape } from '#sync/schema/picture.ts';
import type { Loss } from '../report.ts';
import { shownBlock, shownLine } from '../text/shown.ts';
import { about, isAlike } from './alike.ts';
import { keyOf } from './key.ts';
import { ordered, PartNames } from './names.ts';
import { saidToTyped } from './said.ts';

type Face = Record<Exclude<Loss, 'picture_missing'>, unknown>;

type Limit = 'unit_lost' | 'length_lost' | 'choosing_lost' | 'files_lost';
const hanging: ReadonlySet<Loss> = new Set([
	...(['options_changed', 'order_changed', 'unit_lost'] as const),
	...(['length_lost', 'choosing_lost', 'files_lost'] as const)
]);
/** As a short answer begins here and as importers make it: nobody set them. */
const UNSET_LENGTHS: ReadonlySet<number> = new Set([200, 255, 1000]);

const line = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

export function lossesOf(before: AuthoredItem, after: AuthoredItem): Loss[] {
	const isTyped = hasTyped(before) || hasTyped(after);
	const isSameOrder = isAlike(orderOf(before.item), orderOf(after.item));
	// Where the order is another one, it is not told a second time by all that hangs on it.
	const [one, other] = isSameOrder
		? [faceOf(before, isTyped), faceOf(after, isTyped)]
		: [
				{ ...faceOf(mixed(before), isTyped), order_changed: orderOf(before.item) },
				{ ...faceOf(mixed(after), isTyped), order_changed: orderOf(after.item) }
			];
	const kept = mediaOf(after);
	const missing = mediaOf(before).some((hash) => !kept.includes(hash));
	const lost = (Object.keys(one) as (keyof Face)[]).filter(
		(loss) => !isAlike(one[loss], other[loss])
	);
	// Of another type, nothing else of it can be compared.
	const all = lost.includes('type_changed') ? lost.filter((loss) => !hanging.has(loss)) : lost;
	return missing ? ['picture_missing', ...all.filter((loss) => loss !== 'text_changed')] : all;
}

/** `isTyped`: one of the two that are compared says something to single typed answers. */
export function faceOf(authored: AuthoredItem, isTyped = hasTyped(authored)): Face {
	const { item } = authored;
	const names = new PartNames(item);
	return {
		type_changed: item.type,
		text_changed: shownBlock(item.prompt, (id) => names.of(id)),
		options_changed: optionsOf(item, names),
		order_changed: orderOf(item),
		marks_changed: keyOf(authored, names),
		points_changed: item.points,
		...limitsOf(item, names),
		feedback_lost: feedbackOf(authored, names, isTyped),
		name_changed: line(authored.name),
		category_lost: authored.category.map(line),
		tags_lost: authored.tags.map(line).toSorted(),
		difficulty_lost: authored.difficulty,
		language_lost: authored.language
	};
}

const hasTyped = ({ feedback }: AuthoredItem) => (feedback?.typed ?? []).length > 0;

function numbersOf(shape: Shape): number[] {
	switch (shape.kind) {
		case 'rectangle':
			return [shape.x, shape.y, shape.width, shape.height];
		case 'circle':
			return [shape.x, shape.y, shape.radius];
		case 'polygon':
			return shape.points.flat();
	}
}

const texts = (options: readonly { text: string }[]) => options.map(({ text }) => shownLine(text));

function optionsOf(item: Item, names: PartNames): unknown {
	switch (item.type) {
		case 'single_choice':
		case 'multiple_choice':
		case 'ordering':
		case 'drag_text':
			return texts(ordered(item));
		case 'matching':
			return [texts(item.rows), texts(ordered(item))];
		case 'gap_text':
			return item.gaps
				.map((gap) => [names.of(gap.id), gap.input, gap.input === 'choice' && texts(ordered(gap))])
				.toSorted((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1));
		case 'drag_picture':
			return [
				item.picture,
				line(item.alt),
				item.zones.map(({ text, x, y, width, height }) => [
					line(text),
					about([x, y, width, height])
				]),
				texts(ordered(item))
			];
		case 'hotspot':
			return [
				item.picture,
				line(item.alt),
				item.areas.map(({ text, shape }) => [line(text), shape.kind, about(numbersOf(shape))])
			];
		case 'hot_text':
			return item.spans.map(({ id, text }) => [names.of(id), shownLine(text)]).toSorted();
		case 'calculated':
			return [item.wildcards, item.variants];
		default:
			return null;
	}
}

function mixed(authored: AuthoredItem): AuthoredItem {
	const { item } = authored;
	if (item.type === 'gap_text') {
		const gaps = item.gaps.map((gap) => (gap.input === 'choice' ? { ...gap, shuffle: true } : gap));
		return { ...authored, item: { ...item, gaps } };
	}
	return 'shuffle' in item ? { ...authored, item: { ...item, shuffle: true } } : authored;
}

function orderOf(item: Item): unknown {
	if (item.type === 'gap_text') {
		const names = new PartNames(item);
		return item.gaps
			.map((gap) => [names.of(gap.id), gap.input === 'choice' && gap.shuffle])
			.toSorted();
	}
	return 'shuffle' in item ? item.shuffle : null;
}

const limitsOf = (item: Item, names: PartNames): Record<Limit, unknown> => ({
	unit_lost: unitsOf(item, names),
	length_lost: lengthOf(item),
	choosing_lost: choosingOf(item),
	files_lost: item.type === 'upload' ? [item.accept.toSorted(), item.most] : null
});

function unitsOf(item: Item, names: PartNames): unknown {
	if (item.type === 'numeric' || item.type === 'calculated') return item.unit ?? '';
	if (item.type !== 'gap_text') return null;
	return item.gaps
		.map((gap) => [names.of(gap.id), gap.input === 'number' ? (gap.unit ?? '') : ''])
		.toSorted();
}

/** Zero words at least are none. */
function lengthOf(item: Item): unknown {
	if (item.type === 'essay') return [item.minWords ?? 0, item.maxWords ?? null];
	if (item.type !== 'short_text') return null;
	return UNSET_LENGTHS.has(item.maxLength) ? null : item.maxLength;
}

function choosingOf(item: Item): unknown {
	switch (item.type) {
		case 'matching':
			return [item.several, item.reuse];
		case 'drag_text':
			// With one place, once and often are the same.
			return item.blanks.length > 1 && item.reuse;
		case 'drag_picture':
			return item.zones.length > 1 && item.reuse;
		case 'hotspot':
		case 'hot_text':
			return item.most;
		default:
			return null;
	}
}

function feedbackOf(authored: AuthoredItem, names: PartNames, isTyped: boolean): unknown {
	const {
		general = '',
		correct = '',
		partlyCorrect = '',
		wrong = '',
		parts = []
	} = authored.feedback ?? {};
	// Which of the two says it to a typed answer, the student does not see.
	const ofMarks =
		isTyped && authored.item.type !== 'gap_text' ? [] : [correct, partlyCorrect, wrong];
	return [
		...[general, ...ofMarks].map((text) => shownBlock(text)),
		parts
			.filter(({ text }) => text.trim() !== '')
			.flatMap(({ id, text }) => names.all(id).map((name) => [name, shownBlock(text)]))
			.toSorted(),
		isTyped ? saidToTyped(authored, (gap) => names.of(gap)) : null
	];
}

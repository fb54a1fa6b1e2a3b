/** Places on a picture, and words of a text, that are chosen. */
import type { Shape } from '#sync/schema/picture.ts';
import type { Credit } from '#sync/schema/solution.ts';
import { imageSize, type Size } from '../../../import/image-size.ts';
import { NotWrittenError } from '../../report.ts';
import { declaration, identifiers, named, RESPONSE, type Desk, type WriteBody } from '../kinds.ts';

function marked(
	desk: Desk,
	points: number,
	key: { correct: readonly string[]; credit: Credit } | null,
	ids: ReadonlyMap<string, string>
) {
	const { rules } = desk;
	const correct = (key?.correct ?? []).map((id) => named(ids, id));
	const isMapped = key !== null && key.credit !== 'all';
	const mapping = {
		entries: correct.map((id) => ({ key: id, value: 1 })),
		otherwise: key?.credit === 'parts_less_wrong' ? -1 : 0,
		least: 0,
		most: correct.length
	};
	return {
		declarations: [
			declaration(
				desk,
				{ identifier: RESPONSE, cardinality: 'multiple', baseType: 'identifier' },
				correct,
				isMapped ? mapping : undefined
			)
		],
		processing: !key
			? []
			: isMapped
				? [rules.scored(points, rules.mapped(RESPONSE), correct.length)]
				: [rules.allOf(points, RESPONSE)],
		chosen: (id: string) =>
			rules.of('member', rules.value('identifier', named(ids, id)), rules.variable(RESPONSE))
	};
}

export const writeHotspot: WriteBody = ({ item, solution }, desk) => {
	if (item.type !== 'hotspot') throw new TypeError(item.type);
	const { text } = desk;
	const bytes = text.media.get(item.picture);
	const size = bytes ? imageSize(bytes) : null;
	if (!size) throw new NotWrittenError('picture_missing');
	const ids = identifiers(
		item.areas.map(({ id }) => id),
		'AREA'
	);
	const key = solution?.type === 'hotspot' ? solution : null;
	return {
		...marked(desk, item.points, key, ids),
		interaction: text.element(
			'hotspotInteraction',
			{ responseIdentifier: RESPONSE, maxChoices: item.most },
			text.object(item.picture, item.alt, size),
			...item.areas.map((area) =>
				text.element('hotspotChoice', {
					identifier: named(ids, area.id),
					...placeOf(area.shape, size),
					hotspotLabel: area.text
				})
			)
		)
	};
};

function placeOf(shape: Shape, { width, height }: Size): { shape: string; coords: string } {
	const written = (numbers: readonly number[]) => numbers.map(Math.round).join(',');
	switch (shape.kind) {
		case 'rectangle': {
			const { x, y } = shape;
			const [right, foot] = [x + shape.width, y + shape.height];
			return {
				shape: 'rect',
				coords: written([x * width, y * height, right * width, foot * height])
			};
		}
		case 'circle':
			return {
				shape: 'circle',
				coords: written([shape.x * width, shape.y * height, shape.radius * width])
			};
		case 'polygon':
			return {
				shape: 'poly',
				coords: written(shape.points.flatMap(([x, y]) => [x * width, y * height]))
			};
	}
}

export const writeHotText: WriteBody = ({ item, solution }, desk) => {
	if (item.type !== 'hot_text') throw new TypeError(item.type);
	const { text } = desk;
	const ids = identifiers(
		item.spans.map(({ id }) => id),
		'SPAN'
	);
	const key = solution?.type === 'hot_text' ? solution : null;
	const words = new Map(item.spans.map((span) => [span.id, span.text]));
	return {
		...marked(desk, item.points, key, ids),
		whole: text.element(
			'hottextInteraction',
			{ responseIdentifier: RESPONSE, maxChoices: item.most },
			text.block(item.prompt, (id) =>
				ids.has(id)
					? text.element('hottext', { identifier: named(ids, id) }, text.line(words.get(id) ?? ''))
					: `[[${id}]]`
			)
		)
	};
};

/** Rows with options, and options put into a text or on a picture: pairs, whatever is paired. */
import type { Credit } from '#sync/schema/solution.ts';
import { imageSize } from '../../../import/image-size.ts';
import { NotWrittenError } from '../../report.ts';
import { declaration, identifiers, named, RESPONSE, type Desk, type WriteBody } from '../kinds.ts';

type Pairs = {
	points: number;
	credit: Credit;
	/** All that count; of those of one place, one is enough. */
	pairs: readonly { key: string; share: number }[];
	/** What all right adds up to. */
	of: number;
	/** Several pairs can be right where but one can be chosen. */
	isAnyOf: boolean;
};

function marked(desk: Desk, given: Pairs | null) {
	const { rules } = desk;
	const attributes = { identifier: RESPONSE, cardinality: 'multiple', baseType: 'directedPair' };
	if (!given) return { declarations: [declaration(desk, attributes, [])], processing: [] };
	const { points, credit, pairs, of, isAnyOf } = given;
	const mapping = {
		entries: pairs.map(({ key, share }) => ({ key, value: share })),
		otherwise: credit === 'parts_less_wrong' ? -1 : 0,
		least: 0,
		most: of
	};
	const right = pairs.filter(({ share }) => share > 0).map(({ key }) => key);
	const isAllOf = credit === 'all' && !isAnyOf;
	const allAndNoMore = rules.of(
		'and',
		rules.of('gte', rules.mapped(RESPONSE), rules.float(of)),
		rules.of('lte', rules.of('containerSize', rules.variable(RESPONSE)), rules.value('integer', of))
	);
	return {
		declarations: [
			declaration(desk, attributes, isAnyOf ? [] : right, isAllOf ? undefined : mapping)
		],
		processing: isAllOf
			? [rules.allOf(points, RESPONSE)]
			: credit === 'all'
				? [rules.when(allAndNoMore, rules.set('SCORE', rules.float(points)))]
				: [rules.scored(points, rules.mapped(RESPONSE), of)]
	};
}

export const writeMatching: WriteBody = ({ item, solution }, desk) => {
	if (item.type !== 'matching') throw new TypeError(item.type);
	const { text } = desk;
	const rows = identifiers(
		item.rows.map(({ id }) => id),
		'ROW'
	);
	const options = identifiers(
		item.options.map(({ id }) => id),
		'OPTION'
	);
	const key = solution?.type === 'matching' ? solution : null;
	const pairs = (key?.correct ?? []).map(({ row, option, share = 1 }) => ({
		key: `${named(rows, row)} ${named(options, option)}`,
		share
	}));
	const set = (names: ReadonlyMap<string, string>, all: typeof item.options, isOnce: boolean) =>
		text.element(
			'simpleMatchSet',
			{},
			...all.map((one) =>
				text.element(
					'simpleAssociableChoice',
					{ identifier: named(names, one.id), matchMax: isOnce ? 1 : 0 },
					text.line(one.text)
				)
			)
		);
	return {
		...marked(
			desk,
			key && {
				points: item.points,
				credit: key.credit,
				pairs,
				of: pairs.reduce((sum, { share }) => sum + Math.max(0, share), 0),
				isAnyOf: false
			}
		),
		interaction: text.element(
			'matchInteraction',
			{ responseIdentifier: RESPONSE, shuffle: item.shuffle, maxAssociations: 0 },
			set(rows, item.rows, !item.several),
			set(options, item.options, !item.reuse)
		)
	};
};

const placed = (
	correct: readonly { place: string; options: readonly string[] }[],
	places: ReadonlyMap<string, string>,
	options: ReadonlyMap<string, string>
) => {
	const asked = correct.filter((one) => one.options.length > 0);
	return {
		pairs: asked.flatMap(({ place, options: right }) =>
			right.map((option) => ({
				key: `${named(options, option)} ${named(places, place)}`,
				share: 1
			}))
		),
		of: asked.length,
		isAnyOf: asked.some((one) => one.options.length > 1)
	};
};

/** A picture alone is one; words are words. */
function gapChoice({ text }: Desk, identifier: string, source: string, reuse: boolean): string {
	const attributes = { identifier, matchMax: reuse ? 0 : 1 };
	const picture = /^!\[((?:\\.|[^\]\\])*)\]\(media:([0-9a-f]{64})\)$/.exec(source.trim());
	if (!picture) return text.element('gapText', attributes, text.line(source));
	const hash = picture[2] ?? '';
	const bytes = text.media.get(hash);
	const { width = 100, height = 100 } = (bytes && imageSize(bytes)) ?? {};
	const words = (picture[1] ?? '').replaceAll(/\\(.)/g, '$1');
	return text.element('gapImg', attributes, text.object(hash, words, { width, height }));
}

export const writeDragText: WriteBody = ({ item, solution }, desk) => {
	if (item.type !== 'drag_text') throw new TypeError(item.type);
	const { text } = desk;
	const blanks = identifiers(item.blanks, 'GAP');
	const options = identifiers(
		item.options.map(({ id }) => id),
		'OPTION'
	);
	const key = solution?.type === 'drag_text' ? solution : null;
	const correct = (key?.correct ?? []).map((one) => ({ place: one.blank, options: one.options }));
	return {
		...marked(
			desk,
			key && {
				points: item.points,
				credit: key.credit,
				...placed(correct, blanks, options)
			}
		),
		whole: text.element(
			'gapMatchInteraction',
			{ responseIdentifier: RESPONSE, shuffle: item.shuffle },
			...item.options.map((option) =>
				gapChoice(desk, named(options, option.id), option.text, item.reuse)
			),
			text.block(item.prompt, (id) =>
				blanks.has(id) ? text.element('gap', { identifier: named(blanks, id) }) : `[[${id}]]`
			)
		)
	};
};

export const writeDragPicture: WriteBody = ({ item, solution }, desk) => {
	if (item.type !== 'drag_picture') throw new TypeError(item.type);
	const { text } = desk;
	const bytes = text.media.get(item.picture);
	const size = bytes ? imageSize(bytes) : null;
	if (!size) throw new NotWrittenError('picture_missing');
	const zones = identifiers(
		item.zones.map(({ id }) => id),
		'ZONE'
	);
	const options = identifiers(
		item.options.map(({ id }) => id),
		'OPTION'
	);
	const key = solution?.type === 'drag_picture' ? solution : null;
	const correct = (key?.correct ?? []).map((one) => ({ place: one.zone, options: one.options }));
	const [wide, high] = [size.width, size.height];
	return {
		...marked(
			desk,
			key && { points: item.points, credit: key.credit, ...placed(correct, zones, options) }
		),
		interaction: text.element(
			'graphicGapMatchInteraction',
			{ responseIdentifier: RESPONSE },
			text.object(item.picture, item.alt, size),
			...item.options.map((option) =>
				gapChoice(desk, named(options, option.id), option.text, item.reuse)
			),
			...item.zones.map((zone) =>
				text.element('associableHotspot', {
					identifier: named(zones, zone.id),
					shape: 'rect',
					coords: [
						zone.x * wide,
						zone.y * high,
						(zone.x + zone.width) * wide,
						(zone.y + zone.height) * high
					]
						.map(Math.round)
						.join(','),
					matchMax: 1,
					hotspotLabel: zone.text
				})
			)
		)
	};
};

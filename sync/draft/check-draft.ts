/** What would go wrong with an exam if it were published as it is. A closed list; each names the item or section it is about. */
import type { Draft, DraftItem, DraftSection } from '../schema/draft.ts';
import type { Media } from '../schema/form.ts';
import { checkReach } from './check-reach.ts';
import { mediaOf } from './media-of.ts';
import { NO_PICTURE } from './no-picture.ts';

export const draftWarnings = [
	'no_title',
	'no_items',
	'empty_section',
	'too_many_items',
	'no_prompt',
	/** Nothing says what is right, and it is not for a person to mark. */
	'no_key',
	/** The key names a part that the item does not have. */
	'key_without_part',
	'gap_without_place',
	'place_without_gap',
	'media_missing',
	'no_alternative_text',
	/** A place on a picture is chosen by words where it cannot be seen, and has none. */
	'place_without_words',
	/** A pool draws as many as it has, or more. */
	'draw_too_large',
	/** Students would get different numbers of points for the same work. */
	'unequal_pool',
	'no_points',
	'same_options',
	/** It would be a choice of nothing. */
	'empty_option',
	'remote_picture',
	/** An item that asks about a picture has none yet. */
	'no_picture',
	/** Nobody can get all points, whatever is answered. */
	'points_unreachable',
	/** A gap, blank or zone that gives nothing. */
	'part_without_key',
	'formula_unreadable',
	/** What the criteria of a question that a person marks add up to is not its points. */
	'criteria_differ',
	/** Nothing can be chosen on the picture but what is right. */
	'only_right_places',
	/** Of a question that takes one answer several give all the points. */
	'several_right'
] as const;
export type DraftWarning = {
	code: (typeof draftWarnings)[number];
	/** It cannot be published so. */
	stops: boolean;
	item?: string;
	section?: string;
	detail?: string;
};

const MOST_ITEMS = 500;
/** In JSON, and not said to be a decoration (picture-words.ts). */
const WORDLESS = /!\[\s*\]\((?!media:[0-9a-f]{64} \\"decoration\\"\))/;

export function checkDraft(draft: Draft, media: readonly Media[]): DraftWarning[] {
	const items = draft.sections.flatMap((section) => section.items);
	const known = new Set(media.map(({ hash }) => hash));
	const found: DraftWarning[] = [];
	if (draft.title.trim() === '') found.push({ code: 'no_title', stops: true });
	if (items.length === 0) found.push({ code: 'no_items', stops: true });
	if (items.length > MOST_ITEMS)
		found.push({ code: 'too_many_items', stops: true, detail: String(items.length) });
	for (const section of draft.sections) found.push(...checkSection(section));
	for (const one of items) found.push(...checkItem(one, known));
	return found;
}

function checkSection(section: DraftSection): DraftWarning[] {
	const about = { section: section.id };
	const asked = section.items.filter(({ item }) => item.type !== 'description');
	if (section.items.length === 0) return [{ code: 'empty_section', stops: true, ...about }];
	if (section.draw === null) return [];
	if (section.draw >= section.items.length)
		return [{ code: 'draw_too_large', stops: false, ...about }];
	const points = new Set(asked.map(({ item }) => item.points));
	return points.size > 1 ? [{ code: 'unequal_pool', stops: true, ...about }] : [];
}

/** Without a key somebody marks it; what is of another type is not finished then. */
export const byPerson = ({ type }: DraftItem['item']): boolean =>
	type === 'essay' || type === 'upload';

/** `known`: hashes of the pictures and sounds there are; null: not to be looked at. */
export function checkItem(
	{ item, solution }: Pick<DraftItem, 'item' | 'solution'>,
	known: ReadonlySet<string> | null
): DraftWarning[] {
	const about = { item: item.id };
	const text = JSON.stringify(item);
	const found: DraftWarning[] = [];
	if (item.prompt.trim() === '') found.push({ code: 'no_prompt', stops: true, ...about });
	if (!solution && item.type !== 'description' && !byPerson(item))
		found.push({ code: 'no_key', stops: true, ...about });
	if (item.points === 0 && item.type !== 'description')
		found.push({ code: 'no_points', stops: false, ...about });
	if ('picture' in item && item.picture === NO_PICTURE)
		found.push({ code: 'no_picture', stops: true, ...about });
	for (const hash of new Set(mediaOf(item)))
		if (known && !known.has(hash) && hash !== NO_PICTURE)
			found.push({ code: 'media_missing', stops: true, ...about, detail: hash });
	if (WORDLESS.test(text) || ('alt' in item && item.alt.trim() === ''))
		found.push({ code: 'no_alternative_text', stops: true, ...about });
	if (placesOf(item).some((words) => words.trim() === ''))
		found.push({ code: 'place_without_words', stops: true, ...about });
	const remote = /!\[[^\]]*\]\((?!media:)([^)]{1,200})/.exec(text)?.[1];
	if (remote) found.push({ code: 'remote_picture', stops: true, ...about, detail: remote });
	found.push(...checkPlaces(item), ...checkKey(item, solution), ...checkReach(item, solution));
	if ('options' in item) {
		const all = item.options.map((option) => option.text.trim());
		const texts = all.filter((text) => text !== '');
		if (texts.length < all.length) found.push({ code: 'empty_option', stops: true, ...about });
		if (new Set(texts).size < texts.length)
			found.push({ code: 'same_options', stops: false, ...about });
	}
	return found;
}

/** Of what is on a picture: its words. */
function placesOf(item: DraftItem['item']): string[] {
	if (item.type === 'hotspot') return item.areas.map(({ text }) => text);
	return item.type === 'drag_picture' ? item.zones.map(({ text }) => text) : [];
}

/** Ids that a prompt must have places for. */
function placed(item: DraftItem['item']): string[] | null {
	if (item.type === 'gap_text') return item.gaps.map(({ id }) => id);
	if (item.type === 'drag_text') return item.blanks;
	return item.type === 'hot_text' ? item.spans.map(({ id }) => id) : null;
}

function checkPlaces(item: DraftItem['item']): DraftWarning[] {
	const ids = placed(item);
	if (!ids) return [];
	const about = { stops: true, item: item.id };
	const places = [...item.prompt.matchAll(/\[\[([a-z0-9][a-z0-9-]{0,63})\]\]/g)].map(
		([, id]) => id ?? ''
	);
	return [
		...ids
			.filter((id) => !places.includes(id))
			.map((detail) => ({ code: 'gap_without_place' as const, ...about, detail })),
		...places
			.filter((id, at) => !ids.includes(id) || places.indexOf(id) !== at)
			.map((detail) => ({ code: 'place_without_gap' as const, ...about, detail }))
	];
}

/** Also of a key that is changed after publishing. */
export function checkKey(item: DraftItem['item'], solution: DraftItem['solution']): DraftWarning[] {
	if (!solution) return [];
	const wrong = (detail: string): DraftWarning[] => [
		{ code: 'key_without_part', stops: true, item: item.id, detail }
	];
	if (solution.type !== item.type) return wrong(solution.type);
	const has = new Set(partsOf(item));
	const lost = keyParts(solution).find((id) => !has.has(id));
	return lost === undefined ? [] : wrong(lost);
}

function partsOf(item: DraftItem['item']): string[] {
	const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
	switch (item.type) {
		case 'matching':
			return [...ids(item.rows), ...ids(item.options)];
		case 'gap_text':
			return item.gaps.flatMap((gap) => [
				gap.id,
				...(gap.input === 'choice' ? ids(gap.options) : [])
			]);
		case 'drag_text':
			return [...item.blanks, ...ids(item.options)];
		case 'drag_picture':
			return [...ids(item.zones), ...ids(item.options)];
		case 'hotspot':
			return ids(item.areas);
		case 'hot_text':
			return ids(item.spans);
		default:
			return 'options' in item ? ids(item.options) : [];
	}
}

function keyParts(solution: NonNullable<DraftItem['solution']>): string[] {
	switch (solution.type) {
		case 'single_choice':
			return [solution.correct, ...(solution.shares ?? []).map(({ option }) => option)];
		case 'multiple_choice':
			return [...solution.correct, ...(solution.shares ?? []).map(({ option }) => option)];
		case 'ordering':
		case 'hotspot':
		case 'hot_text':
			return solution.correct;
		case 'matching':
			return solution.correct.flatMap(({ row, option }) => [row, option]);
		case 'drag_text':
			return solution.correct.flatMap(({ blank, options }) => [blank, ...options]);
		case 'drag_picture':
			return solution.correct.flatMap(({ zone, options }) => [zone, ...options]);
		case 'gap_text':
			return solution.gaps.flatMap((gap) => [
				gap.gap,
				...(gap.input === 'choice' ? gap.shares.map(({ option }) => option) : [])
			]);
		default:
			return [];
	}
}

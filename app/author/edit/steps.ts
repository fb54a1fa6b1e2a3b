/** Changes of an authored item, one step each. What does not fit the item any more changes nothing. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ItemOf, ItemType } from '#sync/schema/item.ts';
import type { Feedback, Solution, SolutionOf } from '#sync/schema/solution.ts';
import { describePicture } from '#sync/draft/picture-words.ts';
import { isObject, nameOf, type Json } from '#sync/draft/shared-value.ts';
import type { Place, Step } from './item-desk.ts';

export type KeyedType = Solution['type'];
type Changed<Type extends KeyedType> = {
	item?: ItemOf<Type>;
	/** null: nothing is right any more. */
	key?: SolutionOf<Type> | null;
};

export const keyOf = <Type extends KeyedType>(
	{ solution }: AuthoredItem,
	type: Type
): SolutionOf<Type> | null => (solution?.type === type ? (solution as SolutionOf<Type>) : null);

/** Item and key together, if the item is of this type. */
export const onType =
	<Type extends KeyedType>(
		type: Type,
		change: (item: ItemOf<Type>, key: SolutionOf<Type> | null) => Changed<Type>
	): Step =>
	(now) => {
		if ((now.item.type as ItemType) !== type) return now;
		const { item, key } = change(now.item as ItemOf<Type>, keyOf(now, type));
		return {
			...now,
			item: item ?? now.item,
			solution: key === undefined ? now.solution : key
		};
	};

/** A new id in an item: two who add at the same time do not choose the same. */
export const newId = (of: string): string => `${of}-${crypto.randomUUID().slice(0, 8)}`;

export const setName =
	(name: string): Step =>
	(now) => ({ ...now, name });
export const setPoints =
	(points: number): Step =>
	(now) =>
		now.item.type === 'description' ? now : { ...now, item: { ...now.item, points } };

/** Words of a picture in its texts; null: it is only a decoration. */
export const describe =
	(hash: string, words: string | null): Step =>
	(now) => ({ ...now, item: describePicture(now.item, hash, words) });

export function textAt(authored: AuthoredItem, place: Place): string {
	let at: Json | undefined = authored as unknown as Json;
	for (const step of place)
		at = Array.isArray(at)
			? at.find((thing) => nameOf(thing) === step)
			: isObject(at)
				? at[step]
				: undefined;
	return typeof at === 'string' ? at : '';
}

export const setText =
	(place: Place, text: string): Step =>
	(now) => {
		const [first, key] = place;
		// Feedback begins with its first words, and ends with its last ones.
		if (first === 'feedback' && key === 'typed')
			return put(
				now as unknown as Json,
				[...place.slice(0, 3), 'text'],
				text
			) as unknown as AuthoredItem;
		if (first === 'feedback')
			return setSaid(key === 'parts' ? ['parts', place[2] ?? ''] : [key ?? ''], text)(now);
		return put(now as unknown as Json, place, text) as unknown as AuthoredItem;
	};

function put(value: Json, [step, ...rest]: Place, text: string): Json {
	if (step === undefined) return text;
	if (Array.isArray(value))
		return value.map((thing) => (nameOf(thing) === step ? put(thing, rest, text) : thing));
	if (!isObject(value)) return value;
	const inside = value[step];
	return inside === undefined && rest.length > 0
		? value
		: { ...value, [step]: put(inside ?? '', rest, text) };
}

function setSaid([key = '', id = '']: Place, text: string): Step {
	return (now) => {
		const { item, parts = [], ...before }: Feedback = now.feedback ?? { item: now.item.id };
		const others = parts.filter((part) => part.id !== id);
		const next = key === 'parts' ? (text === '' ? others : said(parts, id, text)) : parts;
		const words = { ...before, ...(key !== 'parts' && { [key]: text }) };
		const kept = Object.fromEntries(Object.entries(words).filter(([, each]) => each !== ''));
		if (Object.keys(kept).length === 0 && next.length === 0) return { ...now, feedback: null };
		return { ...now, feedback: { item, ...kept, ...(next.length > 0 && { parts: next }) } };
	};
}

const said = (parts: NonNullable<Feedback['parts']>, id: string, text: string) =>
	parts.some((part) => part.id === id)
		? parts.map((part) => (part.id === id ? { id, text } : part))
		: [...parts, { id, text }];

/** What was said about a part goes with it. */
export const forget = (now: AuthoredItem, part: string): AuthoredItem =>
	now.feedback?.parts?.some(({ id }) => id === part) ? setSaid(['parts', part], '')(now) : now;

/**
 * A change of an item as a function of what it says, written into the document as the least that differs: whoever changes another field
 * of the same item meanwhile loses nothing, and of a text only the letters that were typed are touched.
 */
import * as Y from 'yjs';
import type { DraftItem } from '../schema/draft.ts';
import { replaceText } from './draft-document.ts';
import { mendItem } from './mend-item.ts';
import { rankBetween } from './rank.ts';
import {
	fromShared,
	isList,
	isObject,
	listIn,
	nameOf,
	RANK,
	rankOf,
	toShared
} from './shared-value.ts';
import type { Json, JsonObject } from './shared-value.ts';

type Shared = Y.Map<unknown>;
/** Where an item stands; no change of what it says. */
const PLACE = new Set(['section', RANK]);
/** A thing of another kind has other fields: it is put in whole. */
const KINDS = ['type', 'kind', 'input'];

export const sharedItem = (doc: Y.Doc, id: string): Shared | null => {
	const item = doc.getMap<unknown>('items').get(id);
	return item instanceof Y.Map ? item : null;
};

export function changeItem(doc: Y.Doc, id: string, step: (now: DraftItem) => DraftItem): void {
	const shared = sharedItem(doc, id);
	if (!shared) return;
	const { section: _section, ...now } = fromShared(shared) as JsonObject;
	const next = step(mendItem(now) as unknown as DraftItem);
	const plain = JSON.parse(JSON.stringify(next)) as JsonObject;
	doc.transact(() => writeMap(shared, plain));
}

/** What `path` leads to: keys of objects, names in lists. */
export function sharedAt(
	from: Shared,
	path: readonly string[]
): { map: Shared; key: string } | null {
	const key = path.at(-1);
	let at: Shared | null = from;
	for (const step of path.slice(0, -1)) {
		const next: unknown = at?.get(step);
		at = listIn(next) ?? (next instanceof Y.Map ? (next as Shared) : null);
	}
	return at && key !== undefined ? { map: at, key } : null;
}

function writeMap(map: Shared, next: JsonObject): void {
	for (const key of [...map.keys()])
		if (!PLACE.has(key) && !Object.hasOwn(next, key)) map.delete(key);
	for (const [key, value] of Object.entries(next)) if (!PLACE.has(key)) write(map, key, value);
}

function write(map: Shared, key: string, next: Json): void {
	const now: unknown = map.get(key);
	if (map.has(key) && same(fromShared(now), next)) return;
	if (now instanceof Y.Text && typeof next === 'string') return replaceText(map, key, next);
	const list = listIn(now);
	if (list && isList(next)) return writeList(list, next);
	if (!list && now instanceof Y.Map && isObject(next) && alike(now as Shared, next))
		return writeMap(now as Shared, next);
	map.set(key, toShared(next, key));
}

function writeList(list: Shared, next: readonly JsonObject[]): void {
	const names = next.map((thing) => String(nameOf(thing)));
	for (const name of [...list.keys()]) if (!names.includes(name)) list.delete(name);
	const rankAt = (name: string | undefined) => {
		const thing = name === undefined ? undefined : list.get(name);
		return thing instanceof Y.Map ? rankOf(thing) : null;
	};
	let before: string | null = null;
	for (const [at, thing] of next.entries()) {
		const name = names[at] as string;
		let rank = rankAt(name);
		const low: string | null = before;
		const fits = (other: string | null) => other !== null && (low === null || other > low);
		if (!fits(rank))
			rank = rankBetween(
				low,
				names
					.slice(at + 1)
					.map(rankAt)
					.find(fits) ?? null
			);
		before = rank;
		const there = list.get(name);
		if (there instanceof Y.Map && alike(there as Shared, thing)) writeMap(there as Shared, thing);
		else list.set(name, toShared(thing));
		const placed = list.get(name) as Shared;
		if (placed.get(RANK) !== rank) placed.set(RANK, rank);
	}
}

const alike = (map: Shared, next: JsonObject): boolean =>
	KINDS.every((key) => map.get(key) === next[key]);
const same = (a: Json, b: Json): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
/** A Y.Map does not keep the order of its keys. */
const sorted = (value: Json): Json => {
	if (Array.isArray(value)) return value.map(sorted);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.toSorted(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, each]) => [key, sorted(each)])
	);
};

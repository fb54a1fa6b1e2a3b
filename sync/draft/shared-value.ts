/**
 * JSON in a Yjs document: objects become maps, lists of things with an id become maps by id with a rank, prose becomes shared text, in
 * which several people can write at once; all else is one value, and the last write stands.
 */
import * as Y from 'yjs';
import { byRank, rankBetween } from './rank.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Fields that people write sentences into. */
const PROSE = new Set(['prompt', 'text', 'rubric', 'instructions', 'general', 'partlyCorrect']);
const RANK = 'rank';
const LIST = 'list';

const isObject = (value: Json): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json): value is (JsonObject & { id: string })[] =>
	Array.isArray(value) &&
	value.length > 0 &&
	value.every((each) => isObject(each) && typeof each['id'] === 'string');

export function toShared(value: Json, key = ''): unknown {
	if (typeof value === 'string') return PROSE.has(key) ? new Y.Text(value) : value;
	if (isList(value)) return sharedList(value);
	if (isObject(value)) return sharedMap(value);
	return value;
}

export function sharedMap(value: JsonObject): Y.Map<unknown> {
	const map = new Y.Map<unknown>();
	for (const [key, each] of Object.entries(value)) map.set(key, toShared(each, key));
	return map;
}

function sharedList(list: readonly (JsonObject & { id: string })[]): Y.Map<unknown> {
	const things = new Y.Map<unknown>();
	let rank: string | null = null;
	for (const thing of list) {
		rank = rankBetween(rank, null);
		const map = sharedMap(thing);
		map.set(RANK, rank);
		things.set(thing.id, map);
	}
	const holder = new Y.Map<unknown>();
	holder.set(LIST, things);
	return holder;
}

export function fromShared(value: unknown): Json {
	if (value instanceof Y.Text) return value.toString();
	if (!(value instanceof Y.Map)) return value as Json;
	const list: unknown = value.get(LIST);
	if (list instanceof Y.Map) return listed(list);
	const made: JsonObject = {};
	for (const [key, each] of value.entries()) if (key !== RANK) made[key] = fromShared(each);
	return made;
}

function listed(things: Y.Map<unknown>): JsonObject[] {
	return [...things.entries()]
		.flatMap(([id, thing]) => (thing instanceof Y.Map ? [{ id, thing, rank: rankOf(thing) }] : []))
		.toSorted(byRank)
		.map(({ thing }) => fromShared(thing) as JsonObject);
}

const rankOf = (thing: Y.Map<unknown>): string => String(thing.get(RANK) ?? '');

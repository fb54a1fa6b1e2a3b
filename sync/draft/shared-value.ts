/**
 * JSON in a Yjs document: objects become maps, lists of things that have a name of their own become maps by that name with a rank, prose
 * becomes shared text, in which several people can write at once; all else is one value, and the last write stands.
 */
import * as Y from 'yjs';
import { byRank, rankBetween } from './rank.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Fields that people write sentences into. */
const PROSE = new Set(['prompt', 'text', 'rubric', 'instructions', 'general', 'partlyCorrect']);
export const RANK = 'rank';
const LIST = 'list';

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** By what a thing in a list is told apart: its id, or the part of an item that it says something about. */
export function nameOf(thing: unknown): string | null {
	if (!isObject(thing)) return null;
	const said = (key: string) => (typeof thing[key] === 'string' ? thing[key] : null);
	const pair = said('row') !== null && said('option') !== null;
	if (pair) return `${said('row')} ${said('option')}`;
	return said('id') ?? said('gap') ?? said('blank') ?? said('zone') ?? said('option');
}

/** One that names a thing twice, or not at all, is a value like any other. */
export function isList(value: unknown): value is JsonObject[] {
	if (!Array.isArray(value) || value.length === 0) return false;
	const names = value.map(nameOf);
	return !names.includes(null) && new Set(names).size === names.length;
}

/** The things of a list by name; null: it is none. */
export function listIn(value: unknown): Y.Map<unknown> | null {
	const list: unknown = value instanceof Y.Map ? value.get(LIST) : null;
	return list instanceof Y.Map ? list : null;
}

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

function sharedList(list: readonly JsonObject[]): Y.Map<unknown> {
	const things = new Y.Map<unknown>();
	let rank: string | null = null;
	for (const thing of list) {
		rank = rankBetween(rank, null);
		const map = sharedMap(thing);
		map.set(RANK, rank);
		things.set(String(nameOf(thing)), map);
	}
	const holder = new Y.Map<unknown>();
	holder.set(LIST, things);
	return holder;
}

export function fromShared(value: unknown): Json {
	if (value instanceof Y.Text) return value.toString();
	if (!(value instanceof Y.Map)) return value as Json;
	const list = listIn(value);
	if (list) return listed(list);
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

export const rankOf = (thing: Y.Map<unknown>): string => String(thing.get(RANK) ?? '');

import * as z from 'zod';
import { ownResults, releasedResults, type ReleasedResults } from '#sync/schema/release.ts';
import { id, unixMs } from '#sync/schema/text.ts';
import { ownPrefix } from '#app/device/own-prefix.ts';
import type { OwnResult } from './student-results-api.ts';

/** Results as they were seen last, so that they can be read without a network. Gone when their student signs out. */
const of = <Value extends z.ZodType>(value: Value) =>
	z.strictObject({ version: z.literal(1), person: id, wall: unixMs, value });
const keptOne = of(releasedResults);
const keptAll = of(ownResults.shape.results);

export interface Kept<Value> {
	value: Value;
	/** Device time when it came. */
	wall: number;
}

export interface ResultsStore {
	one(person: string, attempt: string): Kept<ReleasedResults> | null;
	saveOne(person: string, value: ReleasedResults, wall: number): void;
	/** No longer for this student to see. */
	dropOne(attempt: string): void;
	all(person: string): Kept<OwnResult[]> | null;
	saveAll(person: string, value: OwnResult[], wall: number): void;
}

const keyOf = (attempt: string) => `${ownPrefix}result-${attempt}`;
const allKey = `${ownPrefix}results`;

export function browserResults(storage: Storage = localStorage): ResultsStore {
	const load = <Value>(
		schema: z.ZodType<Kept<Value> & { person: string }>,
		key: string,
		person: string
	): Kept<Value> | null => {
		const text = storage.getItem(key);
		if (text === null) return null;
		try {
			const kept = schema.safeParse(JSON.parse(text));
			return kept.success && kept.data.person === person ? kept.data : null;
		} catch (error) {
			console.warn('Kept results are damaged and are asked for again:', error);
			return null;
		}
	};
	const save = (key: string, person: string, value: unknown, wall: number) => {
		try {
			storage.setItem(key, JSON.stringify({ version: 1, person, wall, value }));
		} catch (error) {
			// Full: then they are read with a network only. An older copy would be wrong.
			storage.removeItem(key);
			console.warn('Results could not be kept on this device:', error);
		}
	};
	return {
		one: (person, attempt) => load(keptOne, keyOf(attempt), person),
		saveOne: (person, value, wall) => save(keyOf(value.attempt), person, value, wall),
		dropOne: (attempt) => storage.removeItem(keyOf(attempt)),
		all: (person) => load(keptAll, allKey, person),
		saveAll: (person, value, wall) => save(allKey, person, value, wall)
	};
}

import * as z from 'zod';
import { person, type Person } from '#sync/schema/person.ts';
import { forgetOwn } from '#app/device/own-prefix.ts';

/**
 * Who last signed in on this device and has not signed out: enough to open their exams without a network. It is no
 * permission; the edge asks its own cookie.
 */
export interface ProfileStore {
	load(): Person | null;
	save(person: Person): void;
	clear(): void;
}

const key = 'invigil-person';
const kept = z.string().transform((text, context) => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		context.addIssue('not JSON');
		return z.NEVER;
	}
});

/** Synchronous on purpose: the first page knows where to lead before it paints. */
export function browserProfile(storage: Storage = localStorage): ProfileStore {
	return {
		load() {
			const parsed = kept.pipe(person).safeParse(storage.getItem(key));
			return parsed.success ? parsed.data : null;
		},
		save: (person) => storage.setItem(key, JSON.stringify(person)),
		clear() {
			storage.removeItem(key);
			forgetOwn(storage);
		}
	};
}

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
	/** Whom `load` would have known, had a power cut not taken what it reads. */
	recall(): Promise<Person | null>;
}

/** As app/device/person-store.ts. */
type Durable = {
	keep(person: Person): Promise<void>;
	read(): Promise<unknown>;
	forget(): Promise<void>;
};

const key = 'invigil-person';
/** Says that somebody signed out: nobody is recalled then, whatever lies elsewhere. */
const NOBODY = 'nobody';
const kept = z.string().transform((text, context) => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		context.addIssue('not JSON');
		return z.NEVER;
	}
});

/** Loaded when it is needed: the first page does without. */
const personStore = async () => {
	const { PersonStore } = await import('#app/device/person-store.ts');
	return new PersonStore();
};

/** Synchronous on purpose, but for `recall`: the first page knows where to lead before it paints. */
export function browserProfile(
	storage: Storage = localStorage,
	open: () => Promise<Durable> = personStore
): ProfileStore {
	let opened: Promise<Durable> | null = null;
	const durable = () => (opened ??= open());
	const quietly = (done: Promise<unknown>) =>
		void done.catch((problem: unknown) => console.warn('Who is signed in was not kept:', problem));
	return {
		load() {
			const parsed = kept.pipe(person).safeParse(storage.getItem(key));
			return parsed.success ? parsed.data : null;
		},
		save(person) {
			storage.setItem(key, JSON.stringify(person));
			quietly(durable().then((store) => store.keep(person)));
		},
		clear() {
			storage.setItem(key, NOBODY);
			forgetOwn(storage);
			quietly(durable().then((store) => store.forget()));
		},
		async recall() {
			if (storage.getItem(key) === NOBODY) return null;
			try {
				const parsed = person.safeParse(await (await durable()).read());
				return parsed.success && storage.getItem(key) !== NOBODY ? parsed.data : null;
			} catch (problem) {
				console.warn('Who was signed in could not be read:', problem);
				return null;
			}
		}
	};
}

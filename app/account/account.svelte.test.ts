import { expect, test } from 'vitest';
import { ApiError } from '#app/api/api-error.ts';
import type { Person } from '#sync/schema/person.ts';
import { Account } from './account.svelte.ts';
import { browserProfile } from './profile.ts';

const student: Person = {
	id: '0b6f3c52-7d56-4c1e-9f0a-0a4b8c6d2e10',
	name: 'Student',
	email: 'student@example.test',
	roles: ['student']
};

function storage(): Storage {
	const kept = new Map<string, string>();
	const fake: Partial<Storage> = {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key)
	};
	return fake as Storage;
}

/** What a power cut leaves as it is. */
const disk = () => {
	let there: Person | undefined;
	return {
		keep: async (person: Person) => void (there = person),
		read: async () => there,
		forget: async () => void (there = undefined)
	};
};

const profileOn = (kept: Storage, durable = disk()) => browserProfile(kept, async () => durable);

const answers = (code?: 'unreachable' | 'not_signed_in') => {
	const session = async () => {
		if (code) throw new ApiError(code, code);
		return { person: student, now: 1 };
	};
	return { signIn: session, secondFactor: session, session, signOut: async () => undefined };
};

test('who signed in once is known on the next start without a network', async () => {
	const profile = profileOn(storage());
	await new Account(answers(), profile).signIn(' student@example.test ', 'x');
	const later = new Account(answers('unreachable'), profile);
	expect(later.state).toEqual({ status: 'remembered', person: student });
	await later.confirm();
	expect(later.state.status).toBe('remembered');
});

test('an ended session at the edge asks for the password and forgets nothing', async () => {
	const profile = profileOn(storage());
	await new Account(answers(), profile).signIn(student.email, 'x');
	const later = new Account(answers('not_signed_in'), profile);
	await later.confirm();
	expect(later.state).toEqual({ status: 'expired', person: student });
	expect(profile.load()).toEqual(student);
});

test('signing out works without a network and leaves nobody on the device', async () => {
	const profile = profileOn(storage());
	const account = new Account(answers(), profile);
	await account.signIn(student.email, 'x');
	await account.signOut();
	expect(account.person).toBeNull();
	expect(profile.load()).toBeNull();
});

test('an answer that comes after signing out brings nobody back', async () => {
	const profile = profileOn(storage());
	let answer: () => void = () => undefined;
	const waiting = new Promise<void>((done) => (answer = done));
	const session = async () => {
		await waiting;
		return { person: student, now: 1 };
	};
	const account = new Account({ ...answers(), session }, profile);
	await account.signIn(student.email, 'x');
	const confirming = account.confirm();
	await account.signOut();
	answer();
	await confirming;
	expect(account.person).toBeNull();
	expect(profile.load()).toBeNull();
});

test('a damaged profile counts as none', () => {
	const damaged = storage();
	damaged.setItem('invigil-person', '{"id":1');
	expect(new Account(answers(), profileOn(damaged)).person).toBeNull();
	damaged.setItem('invigil-person', '{"id":1}');
	expect(new Account(answers(), profileOn(damaged)).person).toBeNull();
});

test('a passkey that is asked for after the password is given, and then somebody is signed in', async () => {
	const given: unknown[] = [];
	const calls = {
		...answers(),
		signIn: async () => ({ secondFactor: { ceremony: 'c', options: { challenge: 'x' } } }),
		secondFactor: async (...all: unknown[]) => {
			given.push(...all);
			return { person: student, now: 1 };
		}
	};
	const account = new Account(calls, profileOn(storage()), async (options) => ({
		signed: options['challenge']
	}));
	await account.signIn(student.email, 'x');
	expect(given).toEqual(['c', { signed: 'x' }]);
	expect(account.state.status).toBe('signed_in');
});

test('whom a sign-in provider brought back is signed in, whoever was known on the device before', async () => {
	const account = new Account(answers(), profileOn(storage()));
	expect(account.state.status).toBe('signed_out');
	await account.arrive();
	expect(account.state).toEqual({ status: 'signed_in', person: student });
});

test('who signed in is known after a power cut that took localStorage, without a network', async () => {
	const durable = disk();
	await new Account(answers(), profileOn(storage(), durable)).signIn(student.email, 'x');
	const later = new Account(answers('unreachable'), profileOn(storage(), durable));
	expect(later.person).toBeNull();
	expect(await later.recall()).toBe(true);
	expect(later.state).toEqual({ status: 'remembered', person: student });
});

test('who signed out is not recalled, even where the other copy could not be deleted', async () => {
	const [kept, durable] = [storage(), { ...disk(), forget: () => Promise.reject(new Error('no')) }];
	const account = new Account(answers(), profileOn(kept, durable));
	await account.signIn(student.email, 'x');
	await account.signOut();
	const later = new Account(answers(), profileOn(kept, durable));
	expect(await later.recall()).toBe(false);
	expect(later.person).toBeNull();
});

test('nobody is recalled where nobody signed in, or where it cannot be read', async () => {
	expect(await new Account(answers(), profileOn(storage())).recall()).toBe(false);
	const broken = { ...disk(), read: () => Promise.reject(new Error('no')) };
	expect(await new Account(answers(), profileOn(storage(), broken)).recall()).toBe(false);
});

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

const answers = (code?: 'unreachable' | 'not_signed_in') => {
	const session = async () => {
		if (code) throw new ApiError(code, code);
		return { person: student, now: 1 };
	};
	return { signIn: session, secondFactor: session, session, signOut: async () => undefined };
};

test('who signed in once is known on the next start without a network', async () => {
	const profile = browserProfile(storage());
	await new Account(answers(), profile).signIn(' student@example.test ', 'x');
	const later = new Account(answers('unreachable'), profile);
	expect(later.state).toEqual({ status: 'remembered', person: student });
	await later.confirm();
	expect(later.state.status).toBe('remembered');
});

test('an ended session at the edge asks for the password and forgets nothing', async () => {
	const profile = browserProfile(storage());
	await new Account(answers(), profile).signIn(student.email, 'x');
	const later = new Account(answers('not_signed_in'), profile);
	await later.confirm();
	expect(later.state).toEqual({ status: 'expired', person: student });
	expect(profile.load()).toEqual(student);
});

test('signing out works without a network and leaves nobody on the device', async () => {
	const profile = browserProfile(storage());
	const account = new Account(answers(), profile);
	await account.signIn(student.email, 'x');
	await account.signOut();
	expect(account.person).toBeNull();
	expect(profile.load()).toBeNull();
});

test('an answer that comes after signing out brings nobody back', async () => {
	const profile = browserProfile(storage());
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
	expect(new Account(answers(), browserProfile(damaged)).person).toBeNull();
	damaged.setItem('invigil-person', '{"id":1}');
	expect(new Account(answers(), browserProfile(damaged)).person).toBeNull();
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
	const account = new Account(calls, browserProfile(storage()), async (options) => ({
		signed: options['challenge']
	}));
	await account.signIn(student.email, 'x');
	expect(given).toEqual(['c', { signed: 'x' }]);
	expect(account.state.status).toBe('signed_in');
});

test('whom a sign-in provider brought back is signed in, whoever was known on the device before', async () => {
	const account = new Account(answers(), browserProfile(storage()));
	expect(account.state.status).toBe('signed_out');
	await account.arrive();
	expect(account.state).toEqual({ status: 'signed_in', person: student });
});

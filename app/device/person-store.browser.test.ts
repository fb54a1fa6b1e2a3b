import { afterEach, expect, test } from 'vitest';
import type { Person } from '#sync/schema/person.ts';
import { PersonStore } from './person-store.ts';

const name = 'invigil-person-test';
const person: Person = {
	id: '0b6f3c52-7d56-4c1e-9f0a-0a4b8c6d2e10',
	name: 'Student',
	email: 'student@example.test',
	roles: ['student']
};
let store = new PersonStore(name);
const again = () => {
	store.close();
	store = new PersonStore(name);
};
afterEach(() => {
	again();
	indexedDB.deleteDatabase(name);
});

test('who was kept is there the next time, until forgotten', async () => {
	await store.keep(person);
	again();
	expect(await store.read()).toEqual(person);
	await store.forget();
	again();
	expect(await store.read()).toBeUndefined();
});

test('asking after nobody leaves nothing behind', async () => {
	expect(await store.read()).toBeUndefined();
	await store.forget();
	expect((await indexedDB.databases()).map((each) => each.name)).not.toContain(name);
});

test('every write is asked to be durable', async () => {
	const real = IDBDatabase.prototype.transaction;
	const asked: unknown[] = [];
	IDBDatabase.prototype.transaction = function (names, mode, options) {
		if (mode === 'readwrite') asked.push(options?.durability);
		return real.call(this, names, mode, options);
	};
	try {
		await store.keep(person);
		await store.forget();
	} finally {
		IDBDatabase.prototype.transaction = real;
	}
	expect(asked).toEqual(['strict', 'strict']);
});

/** An installation with several institutions: whoever registers chooses theirs, and belongs to no other. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people } from '#sync/schema/administration.ts';
import { signInOptions } from '#sync/schema/accounts.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { addStranger } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
let here: EdgeClient;
let there: EdgeClient;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database((query) => addStranger(query, 'admin@elsewhere.test', 'admin'));
	here = await signedIn(stack.origin, 'admin@demo.test');
	there = await signedIn(stack.origin, 'admin@elsewhere.test');
	const open = { registration: 'open', emailDomains: ['demo.test'] };
	await here.ask('PATCH', '/admin/settings', { body: open });
	await there.ask('PATCH', '/admin/settings', {
		body: { ...open, emailDomains: ['elsewhere.test'] }
	});
});
afterAll(() => stack.dispose());

const offered = async () =>
	signInOptions.parse((await new EdgeClient(stack.origin).ask('GET', '/auth/options')).body)
		.openInstitutions;
const idOf = async (name: string) => (await offered()).find((one) => one.name === name)?.id;
const register = (email: string, institution: string | undefined) =>
	new EdgeClient(stack.origin).ask('POST', '/auth/register', {
		body: { name: 'N', email, password: 'a long password', institution }
	});
const found = async (admin: EdgeClient, email: string) =>
	people.parse((await admin.ask('GET', `/admin/users?search=${email}`)).body).total;

test('both are offered by name, and whoever chooses one is found there and nowhere else', async () => {
	expect((await offered()).map(({ name }) => name)).toEqual(['Demo School', 'Elsewhere']);
	expect((await register('chose@elsewhere.test', await idOf('Elsewhere'))).status).toBe(202);
	expect([
		await found(there, 'chose@elsewhere.test'),
		await found(here, 'chose@elsewhere.test')
	]).toEqual([1, 0]);
});

test('attack: an address of one institution’s domain brought into another, or into none that there is', async () => {
	const elsewhere = await idOf('Elsewhere');
	for (const institution of [elsewhere, crypto.randomUUID(), undefined]) {
		const { status, body } = await register('astray@demo.test', institution);
		expect([status, body]).toEqual([403, expect.objectContaining({ code: 'not_allowed' })]);
	}
	expect([await found(there, 'astray'), await found(here, 'astray')]).toEqual([0, 0]);
});

test('attack: one that takes people in by invitation alone is not offered, and its id opens nothing', async () => {
	const elsewhere = await idOf('Elsewhere');
	await there.ask('PATCH', '/admin/settings', { body: { registration: 'invitation' } });
	expect((await offered()).map(({ name }) => name)).toEqual(['Demo School']);
	expect((await register('late@elsewhere.test', elsewhere)).status).toBe(403);
	expect(await found(there, 'late@elsewhere.test')).toBe(0);
});

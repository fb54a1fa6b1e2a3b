/** The sign-in providers of an institution, as its admins keep them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage } from '#sync/schema/administration.ts';
import { signInOptions } from '#sync/schema/accounts.ts';
import { provider as providerShape, providers } from '#sync/schema/providers.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { addStranger } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { startForgedIssuer, type ForgedIssuer } from '../support/forged-issuer.ts';
import { placeOf } from '../support/oidc-visit.ts';

let stack: EdgeStack;
let at: ForgedIssuer;
let admin: EdgeClient;
let stranger: EdgeClient;
beforeAll(async () => {
	stack = await startEdge();
	at = await startForgedIssuer();
	await stack.database((query) => addStranger(query, 'admin@elsewhere.test', 'admin'));
	admin = await signedIn(stack.origin, 'admin@demo.test');
	stranger = await signedIn(stack.origin, 'admin@elsewhere.test');
});
afterAll(async () => {
	await at.close();
	await stack.dispose();
});

const list = async (who = admin) =>
	providers.parse((await who.ask('GET', '/admin/providers')).body).providers;
const add = (body: Record<string, unknown>) =>
	admin.ask('POST', '/admin/providers', {
		body: { name: 'P', issuer: at.issuer, clientId: 'c', clientSecret: null, ...body }
	});
const added = async (body: Record<string, unknown>) => providerShape.parse((await add(body)).body);
const change = async (id: string, body: Record<string, unknown>, who = admin) =>
	(await who.ask('PATCH', `/admin/providers/${id}`, { body })).status;

test('an address where no provider is, or one that calls itself otherwise, is refused when it is added', async () => {
	const before = await list();
	const renamed = at.issuer.replace('127.0.0.1', 'localhost');
	for (const issuer of ['http://127.0.0.1:1', renamed, `${at.issuer}/tenant`]) {
		const { status, body } = await add({ issuer });
		expect([issuer, status]).toEqual([issuer, 502]);
		expect(body).toMatchObject({ code: 'provider_failed', evidence: { field: 'issuer' } });
	}
	for (const issuer of ['http://elsewhere.example', 'ftp://127.0.0.1', 'elsewhere']) {
		const { status, body } = await add({ issuer });
		expect([issuer, status]).toEqual([issuer, 400]);
		expect(body).toMatchObject({ evidence: { field: 'issuer' } });
	}
	expect(await list()).toEqual(before);
});

test('name, client and secret are changed; the next sign-in uses them, and what is not named stays', async () => {
	const { id } = await added({ clientId: 'before', clientSecret: 'secret-before' });
	const asked = async () => {
		const browser = new EdgeClient(stack.origin);
		const begun = await browser.ask('GET', `/auth/oidc/${id}/start`);
		browser.take(begun);
		const state = new URL(placeOf(begun)).searchParams.get('state') ?? '';
		const back = new URLSearchParams({ code: 'c', state, iss: at.issuer });
		await browser.ask('GET', `/auth/oidc/${id}/callback?${back}`);
		const sent = at.exchanges.at(-1)?.authorization?.replace('Basic ', '') ?? '';
		return Buffer.from(sent, 'base64').toString();
	};
	expect(await asked()).toBe('before:secret%2Dbefore');
	expect(await change(id, { name: 'After', clientId: 'after' })).toBe(204);
	expect(await asked()).toBe('after:secret%2Dbefore');
	expect(await change(id, { clientSecret: 'secret-after' })).toBe(204);
	expect(await asked()).toBe('after:secret%2Dafter');
	const shown = (await list()).find((one) => one.id === id);
	expect(shown).toMatchObject({ name: 'After', clientId: 'after', enabled: true });
});

test('a secret is nowhere to be read: not in the list, not in the log', async () => {
	const { id } = await added({ clientId: 'quiet', clientSecret: 'never-to-be-seen' });
	await change(id, { clientSecret: 'nor-is-this-one' });
	const log = await admin.ask('GET', '/admin/audit-logs?action=provider_changed');
	expect(auditPage.parse(log.body).rows[0]).toMatchObject({
		subject: id,
		// The provider by its name, which is no person's.
		subjectName: 'P',
		subjectIsPerson: false,
		detail: { clientSecret: true }
	});
	expect(JSON.stringify([log.body, await list()])).not.toMatch(/never-to-be-seen|nor-is-this-one/);
});

test('one provider does not become another that is there already, nor is its issuer changed', async () => {
	const [one, two] = [await added({ clientId: 'one' }), await added({ clientId: 'two' })];
	expect((await add({ clientId: 'one' })).status).toBe(409);
	const before = await list();
	expect(await change(two.id, { clientId: 'one' })).toBe(409);
	expect(await change(two.id, { issuer: 'https://elsewhere.example' })).toBe(400);
	expect(await list()).toEqual(before);
	// What it was called before is no other provider.
	expect(await change(one.id, { clientId: 'one', name: 'Renamed' })).toBe(204);
});

test('attack: an admin of another institution changes or removes a provider', async () => {
	const { id } = await added({ clientId: 'ours', clientSecret: 'ours-alone' });
	const before = await list();
	expect(await list(stranger)).toEqual([]);
	expect(await change(id, { clientSecret: 'theirs' }, stranger)).toBe(404);
	expect(await change(id, { name: 'Theirs', enabled: false }, stranger)).toBe(404);
	expect((await stranger.ask('DELETE', `/admin/providers/${id}`)).status).toBe(404);
	expect(await list()).toEqual(before);
});

test('the sign-in page says whose a provider is where there are several institutions; one switched off is not offered', async () => {
	const { id, name } = await added({ clientId: 'offered', name: 'Portal' });
	const offered = async () =>
		signInOptions.parse((await new EdgeClient(stack.origin).ask('GET', '/auth/options')).body)
			.providers;
	expect((await offered()).find((one) => one.id === id)).toMatchObject({
		name,
		institution: { name: 'Demo School' }
	});
	await change(id, { enabled: false });
	expect((await offered()).map((one) => one.id)).not.toContain(id);
});

test('an institution has ten providers at most, however many are added at once; another one still adds its own', async () => {
	for (const { id } of await list()) await admin.ask('DELETE', `/admin/providers/${id}`);
	for (let n = 1; n <= 9; n++) expect((await add({ clientId: `n${n}` })).status).toBe(201);
	const answers = await Promise.all(['a', 'b', 'c'].map((clientId) => add({ clientId })));
	expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
	const { body } = await add({ clientId: 'd' });
	expect(body).toMatchObject({ code: 'conflict', evidence: { because: 'too_many', most: 10 } });
	expect(await list()).toHaveLength(10);
	const made = { name: 'P', issuer: at.issuer, clientId: 'theirs', clientSecret: null };
	expect((await stranger.ask('POST', '/admin/providers', { body: made })).status).toBe(201);
});

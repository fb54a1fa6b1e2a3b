/** Signing in at OpenID providers: real ones, in processes of their own ports, and the ways of cheating with them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { provider as providerShape } from '#sync/schema/providers.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { startOidcProvider, type OidcServer } from '../support/oidc-provider.ts';
import { placeOf, throughProvider, visit } from '../support/oidc-visit.ts';

let stack: EdgeStack;
let one: OidcServer;
let two: OidcServer;
let ids: { one: string; two: string };
beforeAll(async () => {
	stack = await startEdge();
	one = await startOidcProvider();
	two = await startOidcProvider();
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	const add = async ({ issuer, clientId, clientSecret, serve }: OidcServer, name: string) => {
		const body = { name, issuer, clientId, clientSecret };
		const answer = await admin.ask('POST', '/admin/providers', { body });
		const { id } = providerShape.parse(answer.body);
		expect(JSON.stringify(answer.body)).not.toContain(clientSecret);
		serve(`${stack.origin}/api/v1/auth/oidc/${id}/callback`);
		return id;
	};
	ids = { one: await add(one, 'One'), two: await add(two, 'Two') };
});
afterAll(async () => {
	await one.close();
	await two.close();
	await stack.dispose();
});
beforeEach(() => {
	one.become({ sub: 'ada', email: 'student1@demo.test', emailVerified: true });
	two.become({ sub: 'ada', email: 'student1@demo.test', emailVerified: true });
});

const REFUSED = '/?problem=provider_failed';

const fresh = () => new EdgeClient(stack.origin);
async function signInAt(provider: string): Promise<{ browser: EdgeClient; place: string }> {
	const browser = fresh();
	const back = await throughProvider(browser, provider);
	return { browser, place: placeOf(await visit(browser, back)) };
}
const whoIs = async (browser: EdgeClient) => {
	const answer = await browser.ask('GET', '/auth/session');
	return answer.status === 200
		? z.object({ person: z.object({ email: z.string() }) }).parse(answer.body).person.email
		: null;
};

test('who has confirmed the same address on both sides is signed in, and linked from then on', async () => {
	const { browser, place } = await signInAt(ids.one);
	expect([place, await whoIs(browser)]).toEqual(['/account/arrived', 'student1@demo.test']);
	// The address at the provider may change: it is the subject that is known.
	one.become({ sub: 'ada', email: 'married@elsewhere.test', emailVerified: false });
	expect(await whoIs((await signInAt(ids.one)).browser)).toBe('student1@demo.test');
});

test('nobody gets an account by signing in at a provider', async () => {
	one.become({ sub: 'new', email: 'nobody@nowhere.test', emailVerified: true });
	const { browser, place } = await signInAt(ids.one);
	expect([place, await whoIs(browser)]).toEqual([REFUSED, null]);
});

test('a provider that is switched off is there for nobody', async () => {
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	await admin.ask('PATCH', `/admin/providers/${ids.two}`, { body: { enabled: false } });
	expect((await fresh().ask('GET', `/auth/oidc/${ids.two}/start`)).status).toBe(404);
	await admin.ask('PATCH', `/admin/providers/${ids.two}`, { body: { enabled: true } });
});

const asking = (next: string) => `?${new URLSearchParams({ next })}`;

test('the page that was asked for before signing in is gone on to, whether it went well or not', async () => {
	const page = '/console/people?role=student&q=a b#top';
	const browser = fresh();
	const back = await throughProvider(browser, ids.one, asking(page));
	const arrived = new URL(placeOf(await visit(browser, back)), stack.origin);
	expect(arrived.pathname).toBe('/account/arrived');
	expect(arrived.searchParams.get('next')).toBe('/console/people?role=student&q=a%20b#top');
	one.become({ sub: 'new', email: 'nobody@nowhere.test', emailVerified: true });
	const other = fresh();
	const refused = await throughProvider(other, ids.one, asking('/console'));
	expect(placeOf(await visit(other, refused))).toBe(`${REFUSED}&next=%2Fconsole`);
});

describe('attack', () => {
	test('an open redirect: a sign-in that was begun with an address elsewhere ends here', async () => {
		const elsewhere = [
			'https://elsewhere.example/',
			'//elsewhere.example',
			'/\\elsewhere.example',
			'/\t/elsewhere.example',
			'/..//elsewhere.example',
			'javascript:alert(1)'
		];
		for (const next of elsewhere) {
			const browser = fresh();
			const back = await throughProvider(browser, ids.one, asking(next));
			expect([next, placeOf(await visit(browser, back))]).toEqual([next, '/account/arrived']);
		}
		// Nor by what the provider's answer brings.
		const browser = fresh();
		const back = await throughProvider(browser, ids.one, asking('/exams'));
		back.searchParams.set('next', 'https://elsewhere.example/');
		expect(placeOf(await visit(browser, back))).toBe('/account/arrived?next=%2Fexams');
	});

	test('a replayed code: the same answer of the provider opens nothing the second time', async () => {
		const browser = fresh();
		const back = await throughProvider(browser, ids.one);
		const jar = browser.cookie;
		expect(placeOf(await visit(browser, back))).toBe('/account/arrived');
		const thief = fresh();
		thief.cookie = jar;
		expect(placeOf(await visit(thief, back))).toBe(REFUSED);
		expect(await whoIs(thief)).toBe(null);
	});

	test('the answer that another browser got: a link that signs the victim in as the attacker', async () => {
		const attacker = fresh();
		const back = await throughProvider(attacker, ids.one);
		const victim = fresh();
		expect(placeOf(await visit(victim, back))).toBe(REFUSED);
		const begun = fresh();
		await throughProvider(begun, ids.one);
		expect(placeOf(await visit(begun, back))).toBe(REFUSED);
	});

	test('a mixed-up provider: the code of one is not taken to the other', async () => {
		const browser = fresh();
		const ofOne = await throughProvider(browser, ids.one);
		const ofTwo = await throughProvider(browser, ids.two);
		const mixed = new URL(ofTwo);
		mixed.searchParams.set('code', ofOne.searchParams.get('code') ?? '');
		mixed.searchParams.set('iss', ofOne.searchParams.get('iss') ?? '');
		expect(placeOf(await visit(browser, mixed))).toBe(REFUSED);
		// Nor one's own code, when somebody else says that he made it, or at another's address.
		for (const change of [
			(place: URL) => place.searchParams.set('iss', two.issuer),
			(place: URL) => void (place.pathname = place.pathname.replace(ids.one, ids.two))
		]) {
			const fooled = fresh();
			const back = await throughProvider(fooled, ids.one);
			change(back);
			expect(placeOf(await visit(fooled, back))).toBe(REFUSED);
		}
	});

	test('an answer without its issuer, with an error, with a changed state, or with nothing', async () => {
		const without = async (change: (parameters: URLSearchParams) => void) => {
			const browser = fresh();
			const back = await throughProvider(browser, ids.one);
			change(back.searchParams);
			return placeOf(await visit(browser, back));
		};
		expect(await without((all) => all.delete('iss'))).toBe(REFUSED);
		expect(await without((all) => all.set('error', 'access_denied'))).toBe(REFUSED);
		expect(await without((all) => all.set('state', 'x'))).toBe(REFUSED);
		expect(await without((all) => all.set('code', 'x'))).toBe(REFUSED);
		expect(placeOf(await fresh().ask('GET', `/auth/oidc/${ids.one}/callback`))).toBe(REFUSED);
	});

	test('an address that the provider has not verified opens nobody’s account', async () => {
		one.become({ sub: 'eve', email: 'teacher@demo.test', emailVerified: false });
		const { browser, place } = await signInAt(ids.one);
		expect([place, await whoIs(browser)]).toEqual([REFUSED, null]);
	});

	test('a locked account stays locked, however one knocks', async () => {
		one.become({ sub: 'locked', email: 'student3@demo.test', emailVerified: true });
		const admin = await signedIn(stack.origin, 'admin@demo.test');
		const found = await admin.ask('GET', '/admin/users?search=student3');
		const id = z.object({ people: z.array(z.object({ id: z.string() })) }).parse(found.body)
			.people[0]?.id;
		await admin.ask('POST', `/admin/users/${id}/lock`, { body: { reason: 'test' } });
		expect((await signInAt(ids.one)).place).toBe(REFUSED);
		await admin.ask('POST', `/admin/users/${id}/unlock`, { body: {} });
		expect((await signInAt(ids.one)).place).toBe('/account/arrived');
	});
});

/** A provider that is not what it says, and a browser that brings what is not its own: what each of them gets is nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { profile } from '#sync/schema/accounts.ts';
import { auditPage, people } from '#sync/schema/administration.ts';
import { provider as providerShape } from '#sync/schema/providers.ts';
import { EdgeClient, signedIn, type Answer } from '../support/edge-client.ts';
import { addStranger, countOf } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import {
	challengeOf,
	startForgedIssuer,
	type ForgedIssuer,
	type Signer
} from '../support/forged-issuer.ts';

const VICTIM = 'teacher@demo.test';
const STRANGER = 'teacher@elsewhere.test';
const REFUSED = '/?problem=provider_failed';
const ARRIVED = '/account/arrived';

type Provider = { id: string; at: ForgedIssuer };
let stack: EdgeStack;
/** Names itself in its answers, as RFC 9207 wants. */
let a: Provider;
/** Does not. */
let b: Provider;
let admin: EdgeClient;
let victim: EdgeClient;
let stranger: EdgeClient;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database((query) => addStranger(query, STRANGER, 'teacher'));
	admin = await signedIn(stack.origin, 'admin@demo.test');
	victim = await signedIn(stack.origin, VICTIM);
	stranger = await signedIn(stack.origin, STRANGER);
	const add = async (at: ForgedIssuer, name: string): Promise<Provider> => {
		const { issuer, clientId, clientSecret } = at;
		const body = { name, issuer, clientId, clientSecret };
		const answer = await admin.ask('POST', '/admin/providers', { body });
		return { id: providerShape.parse(answer.body).id, at };
	};
	a = await add(await startForgedIssuer(), 'A');
	b = await add(await startForgedIssuer({ namesItself: false }), 'B');
});
afterAll(async () => {
	await a.at.close();
	await b.at.close();
	await stack.dispose();
});

const placeOf = (answer: Answer) => answer.headers.get('location') ?? '';
const fresh = () => new EdgeClient(stack.origin);
const from = (address: string) => ({ headers: { 'CF-Connecting-IP': address } });
const linkedOf = async (person: EdgeClient) =>
	profile.parse((await person.ask('GET', '/auth/profile')).body).linked;

/** What the edge sends the browser to the provider with. */
async function begin(browser: EdgeClient, { id }: Provider, more = {}) {
	const begun = await browser.ask('GET', `/auth/oidc/${id}/start`, more);
	browser.take(begun);
	const asked = new URL(placeOf(begun)).searchParams;
	const of = (name: string) => asked.get(name) ?? '';
	return { state: of('state'), nonce: of('nonce'), challenge: of('code_challenge') };
}

/** The browser comes back, with a code and the parameters that say whose it is. */
async function comeBack(
	browser: EdgeClient,
	{ id }: Provider,
	parameters: Record<string, string>,
	more = {}
): Promise<Answer> {
	const query = new URLSearchParams({ code: 'a-code', ...parameters });
	const answer = await browser.ask('GET', `/auth/oidc/${id}/callback?${query}`, more);
	browser.take(answer);
	return answer;
}

let subjects = 0;
/** Of an account at the provider that nobody here has linked. */
const honest = (nonce: string) => ({
	sub: `somebody-${++subjects}`,
	email: VICTIM,
	email_verified: true,
	nonce
});

async function signIn(provider: Provider, claims: Record<string, unknown>, signer: Signer) {
	const browser = fresh();
	const { state, nonce, challenge } = await begin(browser, provider);
	provider.at.give({ claims: { ...honest(nonce), ...claims }, signer });
	const answer = await comeBack(browser, provider, { state, iss: provider.at.issuer });
	return { browser, answer, challenge };
}

const exchanges = () => a.at.exchanges.length + b.at.exchanges.length;
const world = async () => ({
	people: people.parse((await admin.ask('GET', '/admin/users')).body).total,
	victim: await linkedOf(victim),
	stranger: await linkedOf(stranger)
});
let before: Awaited<ReturnType<typeof world>>;
let exchanged: number;
/** So that each case is about somebody who is not linked yet, and falls by its own fault. */
async function unlinkAll() {
	for (const { issuer, subject } of await linkedOf(victim))
		await victim.ask('DELETE', `/auth/identities?${new URLSearchParams({ issuer, subject })}`);
}

beforeEach(async () => {
	await unlinkAll();
	before = await world();
	exchanged = exchanges();
});

/** `codesUsed`: how often the edge asked a token endpoint: 0 where the browser's part alone has to be enough to refuse. */
async function expectNothing(browser: EdgeClient, answer: Answer, codesUsed: number) {
	expect(placeOf(answer)).toBe(REFUSED);
	const given = answer.headers.getSetCookie().filter((set) => !/^[^=]+=;/.test(set));
	expect(given).toEqual([]);
	expect((await browser.ask('GET', '/auth/session')).status).toBe(401);
	expect(await world()).toEqual(before);
	expect(exchanges() - exchanged).toBe(codesUsed);
}

const HOUR = 3600;
const seconds = () => Math.floor(Date.now() / 1000);

test('an honest ID token signs in, by a code that is exchanged with the secret and the verifier', async () => {
	for (const provider of [a, b]) {
		const { browser, answer, challenge } = await signIn(provider, {}, 'issuer');
		expect(placeOf(answer)).toBe(ARRIVED);
		const session = await browser.ask('GET', '/auth/session');
		expect(session.body).toMatchObject({ person: { email: VICTIM } });
		const { issuer, clientId, clientSecret, exchanges } = provider.at;
		expect((await linkedOf(victim)).map((one) => one.issuer)).toContain(issuer);
		const { authorization, parameters } = exchanges.at(-1) ?? { parameters: null };
		expect(challengeOf(parameters?.get('code_verifier') ?? '')).toBe(challenge);
		const basic = Buffer.from(authorization?.replace('Basic ', '') ?? '', 'base64').toString();
		expect(basic.split(':').map(decodeURIComponent)).toEqual([clientId, clientSecret]);
	}
});

describe('attack: an ID token', () => {
	const signers: [string, Signer][] = [
		['that nobody signed (alg none)', 'nobody'],
		['signed by a key that is not in the key set, by the name of one that is', 'stranger'],
		['signed with the client secret (HS256)', 'client secret'],
		['signed with the public key as if it were a secret (HS256)', 'public key']
	];
	test.each(signers)('%s', async (_title, signer) => {
		const { browser, answer } = await signIn(a, {}, signer);
		await expectNothing(browser, answer, 1);
	});

	const claims: [string, () => Record<string, unknown>][] = [
		['of another issuer', () => ({ iss: b.at.issuer })],
		['of no issuer', () => ({ iss: undefined })],
		['for another client', () => ({ aud: 'another-client' })],
		['for several clients, asked for by another', () => ({ aud: ['invigil', 'x'], azp: 'x' })],
		['without the nonce', () => ({ nonce: undefined })],
		['with a nonce of nobody', () => ({ nonce: 'guessed' })],
		['that has expired', () => ({ iat: seconds() - 2 * HOUR, exp: seconds() - HOUR })],
		['that never expires', () => ({ exp: undefined })],
		['without a subject', () => ({ sub: undefined })],
		['with an address that is not verified', () => ({ email_verified: false })],
		['with an address of which nothing is said', () => ({ email_verified: undefined })],
		['with an address that is verified in words only', () => ({ email_verified: 'true' })],
		['with the address of somebody of another institution', () => ({ email: STRANGER })],
		['with an address that nobody here has', () => ({ email: 'nobody@nowhere.test' })]
	];
	test.each(claims)('%s', async (_title, forged) => {
		const { browser, answer } = await signIn(a, forged(), 'issuer');
		await expectNothing(browser, answer, 1);
	});

	test('that was made for another sign-in of the same provider', async () => {
		const [thief, browser] = [fresh(), fresh()];
		const { nonce } = await begin(thief, a);
		const { state } = await begin(browser, a);
		a.at.give({ claims: honest(nonce), signer: 'issuer' });
		await expectNothing(browser, await comeBack(browser, a, { state, iss: a.at.issuer }), 1);
	});

	test('with the subject that is linked at another provider', async () => {
		const sub = 'known-elsewhere';
		expect(placeOf((await signIn(a, { sub }, 'issuer')).answer)).toBe(ARRIVED);
		before = await world();
		exchanged = exchanges();
		const { browser, answer } = await signIn(b, { sub, email_verified: false }, 'issuer');
		await expectNothing(browser, answer, 1);
	});
});

describe('attack: the browser brings', () => {
	/** Begun at `provider`; what it would get there is an honest token. */
	async function begun(provider: Provider) {
		const browser = fresh();
		const { state, nonce } = await begin(browser, provider);
		const claims = honest(nonce);
		for (const { at } of [a, b]) at.give({ claims, signer: 'issuer' });
		return { browser, state, iss: provider.at.issuer };
	}

	test('the same answer again', async () => {
		const { browser, state, iss } = await begun(a);
		const cookies = browser.cookie;
		expect(placeOf(await comeBack(browser, a, { state, iss }))).toBe(ARRIVED);
		before = await world();
		exchanged = exchanges();
		const thief = fresh();
		thief.cookie = cookies;
		await expectNothing(thief, await comeBack(thief, a, { state, iss }), 0);
	});

	test('the state of another browser, without a cookie', async () => {
		const { state, iss } = await begun(a);
		const browser = fresh();
		await expectNothing(browser, await comeBack(browser, a, { state, iss }), 0);
	});

	test('the state of another browser, with a cookie of its own', async () => {
		const { state, iss } = await begun(a);
		const { browser } = await begun(a);
		await expectNothing(browser, await comeBack(browser, a, { state, iss }), 0);
	});

	test('a state that nobody began', async () => {
		const { browser, iss } = await begun(a);
		await expectNothing(browser, await comeBack(browser, a, { state: 'guessed', iss }), 0);
	});

	test('to the address of one provider what was begun at another', async () => {
		for (const [one, other] of [
			[a, b],
			[b, a]
		] as const) {
			const { browser, state } = await begun(one);
			await expectNothing(browser, await comeBack(browser, other, { state }), 0);
		}
	});

	test('the name of another issuer (mix-up, RFC 9207)', async () => {
		for (const [one, other] of [
			[a, b],
			[b, a]
		] as const) {
			const { browser, state } = await begun(one);
			const answer = await comeBack(browser, one, { state, iss: other.at.issuer });
			await expectNothing(browser, answer, 0);
		}
	});

	test('no issuer, from a provider that promised to name itself', async () => {
		const { browser, state } = await begun(a);
		await expectNothing(browser, await comeBack(browser, a, { state }), 0);
	});
});

const rowsOf = async (action: string, issuer: string) => {
	const page = await admin.ask('GET', `/admin/audit-logs?action=${action}`);
	return auditPage.parse(page.body).rows.filter(({ detail }) => detail['issuer'] === issuer);
};

test('attack: an address that the provider has given to somebody else since opens nobody’s account', async () => {
	expect(placeOf((await signIn(a, {}, 'issuer')).answer)).toBe(ARRIVED);
	before = await world();
	exchanged = exchanges();
	const { browser, answer } = await signIn(a, {}, 'issuer');
	await expectNothing(browser, answer, 1);
});

test('linking and unlinking are in the audit log; nobody unlinks what is another’s', async () => {
	const { issuer } = a.at;
	const sub = 'comes-and-goes';
	const before = {
		linked: (await rowsOf('account_linked', issuer)).length,
		unlinked: (await rowsOf('account_unlinked', issuer)).length
	};
	const { browser } = await signIn(a, { sub }, 'issuer');
	const [linked, ...earlier] = await rowsOf('account_linked', issuer);
	expect(earlier.length).toBe(before.linked);
	const one = `/auth/identities?${new URLSearchParams({ issuer, subject: sub })}`;
	expect((await admin.ask('DELETE', one)).status).toBe(404);
	expect((await rowsOf('account_unlinked', issuer)).length).toBe(before.unlinked);
	expect((await browser.ask('DELETE', one)).status).toBe(204);
	const [unlinked, ...others] = await rowsOf('account_unlinked', issuer);
	expect(others.length).toBe(before.unlinked);
	const whose = z.object({ person: z.object({ id: z.string() }) });
	const { id } = whose.parse((await victim.ask('GET', '/auth/session')).body).person;
	for (const row of [linked, unlinked]) expect(row).toMatchObject({ actor: id, subject: id });
	const again = await signIn(a, { sub, email_verified: false }, 'issuer');
	expect(placeOf(again.answer)).toBe(REFUSED);
});

test('attack: a flood of sign-ins that nobody finishes is slowed down, of that address alone', async () => {
	const [flood, quiet] = [from('192.0.2.31'), from('192.0.2.32')];
	const finished = fresh();
	const arrives = await begin(finished, a, flood);
	a.at.give({ claims: honest(arrives.nonce), signer: 'issuer' });
	const iss = a.at.issuer;
	const there = await comeBack(finished, a, { state: arrives.state, iss }, flood);
	expect(placeOf(there)).toBe(ARRIVED);
	await unlinkAll();
	const browser = fresh();
	const { state, nonce } = await begin(browser, a, flood);
	const stray = await comeBack(fresh(), a, { state: 'guessed', iss }, flood);
	expect(placeOf(stray)).toBe(REFUSED);
	await stack.database(async (query) => {
		const counted = 'select count(*) as n from counted_acts where address = $1';
		// One that was begun and not finished, one that nobody waited for; the one that arrived counts no more.
		expect(countOf(await query(counted, ['192.0.2.31']))).toBe(2);
		// Later than now, so that they are of the last minute for as long as this takes.
		await query(
			`insert into counted_acts (act, account, address, happened_at)
			select 'provider_sign_in', n::text, '192.0.2.31', now() + interval '5 minutes' from generate_series(1, 300) n`
		);
	});
	const start = `/auth/oidc/${a.id}/start`;
	const callback = `/auth/oidc/${a.id}/callback?code=x&state=guessed`;
	for (const path of [start, callback]) {
		const refused = await fresh().ask('GET', path, flood);
		expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
		expect(refused.body).toMatchObject({ code: 'too_many_requests' });
		expect(refused.headers.getSetCookie()).toEqual([]);
		expect((await fresh().ask('GET', path, quiet)).status).toBe(302);
	}
	// Who had begun arrives, whatever others do beside them.
	a.at.give({ claims: honest(nonce), signer: 'issuer' });
	expect(placeOf(await comeBack(browser, a, { state, iss }, flood))).toBe(ARRIVED);
});

test('after all of it there are no accounts but those that were, and no links but the victim’s own', async () => {
	expect(placeOf((await signIn(a, {}, 'issuer')).answer)).toBe(ARRIVED);
	const now = await world();
	await stack.database(async (query) => {
		expect(
			countOf(await query("select count(*) as n from users where email like 'nobody@%'"))
		).toBe(0);
		const linked = await query(
			'select u.email, i.subject from user_identities i join users u on u.id = i.user_id'
		);
		expect(new Set(linked.map(({ email }) => email))).toEqual(new Set([VICTIM]));
		expect(linked.length).toBe(now.victim.length);
	});
});

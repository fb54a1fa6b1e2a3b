/** Who has come in only with an account from elsewhere cannot lock themselves out by unlinking it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { profile } from '#sync/schema/accounts.ts';
import { auditPage } from '#sync/schema/administration.ts';
import { provider as providerShape } from '#sync/schema/providers.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { startForgedIssuer, type ForgedIssuer } from '../support/forged-issuer.ts';
import { placeOf } from '../support/oidc-visit.ts';

const EMAIL = 'student3@demo.test';
type Provider = { id: string; at: ForgedIssuer };
let stack: EdgeStack;
let admin: EdgeClient;
let one: Provider;
let two: Provider;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database((query) =>
		query('delete from user_passwords where user_id = (select id from users where email = $1)', [
			EMAIL
		])
	);
	admin = await signedIn(stack.origin, 'admin@demo.test');
	const add = async (name: string): Promise<Provider> => {
		const at = await startForgedIssuer();
		const { issuer, clientId, clientSecret } = at;
		const body = { name, issuer, clientId, clientSecret };
		const answer = await admin.ask('POST', '/admin/providers', { body });
		return { id: providerShape.parse(answer.body).id, at };
	};
	[one, two] = [await add('One'), await add('Two')];
});
afterAll(async () => {
	await one.at.close();
	await two.at.close();
	await stack.dispose();
});

async function signIn({ id, at }: Provider): Promise<EdgeClient> {
	const browser = new EdgeClient(stack.origin);
	const begun = await browser.ask('GET', `/auth/oidc/${id}/start`);
	browser.take(begun);
	const asked = new URL(placeOf(begun)).searchParams;
	const claims = { sub: EMAIL, email: EMAIL, email_verified: true, nonce: asked.get('nonce') };
	at.give({ claims, signer: 'issuer' });
	const back = new URLSearchParams({
		code: 'c',
		state: asked.get('state') ?? '',
		iss: at.issuer
	});
	const arrived = await browser.ask('GET', `/auth/oidc/${id}/callback?${back}`);
	browser.take(arrived);
	expect(placeOf(arrived)).toBe('/account/arrived');
	return browser;
}

const unlink = async (browser: EdgeClient, { at: { issuer } }: Provider) => {
	const query = new URLSearchParams({ issuer, subject: EMAIL });
	return (await browser.ask('DELETE', `/auth/identities?${query}`)).status;
};
const linkedOf = async (browser: EdgeClient) =>
	profile
		.parse((await browser.ask('GET', '/auth/profile')).body)
		.linked.map(({ issuer }) => issuer)
		.sort();
const unlinked = async () =>
	auditPage.parse((await admin.ask('GET', '/admin/audit-logs?action=account_unlinked')).body).rows
		.length;
const both = () => [one.at.issuer, two.at.issuer].sort();

let person: EdgeClient;
beforeEach(async () => {
	await signIn(one);
	person = await signIn(two);
	expect(await linkedOf(person)).toEqual(both());
});

test('one of two is unlinked; the last stays, signs in as before, and the log says only what happened', async () => {
	const before = await unlinked();
	expect(await unlink(person, two)).toBe(204);
	expect(await unlink(person, one)).toBe(409);
	expect([await linkedOf(person), await unlinked()]).toEqual([[one.at.issuer], before + 1]);
	expect(await linkedOf(await signIn(one))).toEqual([one.at.issuer]);
});

test('of two that are unlinked at once one stays', async () => {
	const answers = await Promise.all([unlink(person, one), unlink(person, two)]);
	expect(answers.sort()).toEqual([204, 409]);
	expect((await linkedOf(person)).length).toBe(1);
});

test('an account at a provider that is switched off is no way in', async () => {
	const turn = (enabled: boolean) =>
		admin.ask('PATCH', `/admin/providers/${one.id}`, { body: { enabled } });
	await turn(false);
	expect([await unlink(person, two), await linkedOf(person)]).toEqual([409, both()]);
	await turn(true);
	expect(await unlink(person, two)).toBe(204);
});

test('with a password or a passkey the last one may go', async () => {
	const whose = '(select id from users where email = $1)';
	await stack.database((query) =>
		query(
			`insert into user_passkeys (id, user_id, institution_id, public_key, counter, name)
			select 'a-key', id, institution_id, '', 0, 'Key' from users where email = $1`,
			[EMAIL]
		)
	);
	expect([await unlink(person, one), await unlink(person, two)]).toEqual([204, 204]);
	await stack.database(async (query) => {
		await query(`delete from user_passkeys where user_id = ${whose}`, [EMAIL]);
		await query(
			`insert into user_passwords (user_id, hash) select ${whose}, (select hash from user_passwords limit 1)`,
			[EMAIL]
		);
	});
	const again = await signIn(one);
	expect([await unlink(again, one), await linkedOf(again)]).toEqual([204, []]);
});

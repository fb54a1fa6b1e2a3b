/** A session alone, left open or stolen, does not change who gets into an account. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { capturedMail, ceremony, profile } from '#sync/schema/accounts.ts';
import type { Proof } from '#sync/schema/accounts.ts';
import { codeOf, comesTrue } from '../support/accounts.ts';
import { Authenticator } from '../support/authenticator.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import type { Answer } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { PASSWORD } from '../support/student.ts';

const EMAIL = 'teacher@demo.test';
const right = { password: PASSWORD };
let stack: EdgeStack;
let person: EdgeClient;
beforeAll(async () => {
	stack = await startEdge();
});
afterAll(() => stack.dispose());

const whose = '(select id from users where email = $1)';
/** In one visit: the edge may wait meanwhile. */
const sql = (...statements: string[]) =>
	stack.database(async (query) => {
		for (const statement of statements)
			await query(statement, statement.includes('$1') ? [EMAIL] : []);
	});
const withoutPassword = `delete from user_passwords where user_id = ${whose}`;
beforeEach(async () => {
	await sql(
		`delete from user_passkeys where user_id = ${whose}`,
		'delete from counted_acts',
		`insert into user_passwords (user_id, hash) select ${whose}, (select hash from user_passwords limit 1) on conflict do nothing`
	);
	person = await signedIn(stack.origin, EMAIL);
});

const post = (who: EdgeClient, path: string, body: unknown) => who.ask('POST', path, { body });
const own = async () => profile.parse((await person.ask('GET', '/auth/profile')).body);
const keysOf = async () => (await own()).passkeys.map(({ id }) => id);
const begin = (proof?: Proof) => post(person, '/auth/passkeys/options', { proof });
const remove = (key: Authenticator, proof?: Proof) =>
	post(person, `/auth/passkeys/${key.id}/remove`, { proof });
const turn = (secondFactor: boolean, proof?: Proof) =>
	person.ask('PATCH', '/auth/profile', { body: { secondFactor, proof } });

async function finish(begun: Answer): Promise<Authenticator> {
	const { ceremony: token, options } = ceremony.parse(begun.body);
	const key = await Authenticator.at(stack.origin);
	const body = { ceremony: token, answer: await key.make(options), name: 'Key' };
	expect((await post(person, '/auth/passkeys', body)).status).toBe(201);
	return key;
}
const add = async (proof?: Proof) => finish(await begin(proof));

async function signed(key: Authenticator, by = person): Promise<Proof> {
	const begun = ceremony.parse((await post(by, '/auth/proof/options', {})).body);
	return { ceremony: begun.ceremony, answer: await key.sign(begun.options) };
}

async function mailsOf(subject: RegExp) {
	const { body } = await person.ask('GET', '/auth/captured-mail');
	return capturedMail
		.parse(body)
		.mails.filter((mail) => mail.recipient === EMAIL && subject.test(mail.subject));
}

test('attack: a stolen session without the password adds, removes and switches off nothing', async () => {
	const wrong = { password: 'not the password' };
	expect(codeOf(await begin())).toBe('wrong_credentials');
	expect(codeOf(await begin(wrong))).toBe('wrong_credentials');
	const key = await add(right);
	expect((await turn(true)).status).toBe(200);
	expect(codeOf(await remove(key))).toBe('wrong_credentials');
	expect(codeOf(await remove(key, wrong))).toBe('wrong_credentials');
	expect(codeOf(await turn(false))).toBe('wrong_credentials');
	expect(codeOf(await turn(false, wrong))).toBe('wrong_credentials');
	expect(await own()).toMatchObject({ secondFactor: true, passkeys: [{ id: key.id }] });
	expect((await turn(false, right)).body).toMatchObject({ secondFactor: false });
	expect((await remove(key, right)).status).toBe(204);
	expect(await keysOf()).toEqual([]);
});

test('attack: the password guessed at a proof is slowed down as at the sign-in, and there too', async () => {
	for (let times = 0; times < 5; times++) await begin({ password: `guess ${times}` });
	expect(codeOf(await begin(right))).toBe('too_many_requests');
	expect(codeOf(await new EdgeClient(stack.origin).signIn(EMAIL))).toBe('too_many_requests');
});

test('each of them is told by a mail that acts by no click', async () => {
	const key = await add(right);
	await turn(true);
	await turn(false, right);
	await remove(key, right);
	for (const subject of [/passkey was added/, /password alone/, /passkey was removed/])
		expect(await comesTrue(async () => (await mailsOf(subject)).length > 0)).toBe(true);
	const [mail] = await mailsOf(/passkey was added/);
	expect(mail?.body.match(/https?:\S+/g)).toEqual([`${stack.origin}/account/forgot`]);
});

test('what is switched off already is told to nobody', async () => {
	const off = /password alone/;
	const before = (await mailsOf(off)).length;
	expect((await turn(false, right)).status).toBe(200);
	// Another mail, sent after it, is there.
	const added = (await mailsOf(/passkey was added/)).length;
	await add(right);
	const later = async () => (await mailsOf(/passkey was added/)).length > added;
	expect(await comesTrue(later)).toBe(true);
	expect(await mailsOf(off)).toHaveLength(before);
});

test('the second factor is not switched on while the last passkey is being removed', async () => {
	for (let times = 0; times < 5; times++) {
		const key = await add(right);
		await Promise.all([turn(true), remove(key, right)]);
		expect(await own()).toMatchObject({ secondFactor: false, passkeys: [] });
	}
});

test('who has no password proves it with a passkey they have, once for each thing', async () => {
	const key = await add(right);
	await sql(withoutPassword);
	expect(codeOf(await begin(right))).toBe('wrong_credentials');
	expect(codeOf(await begin())).toBe('wrong_credentials');
	const proof = await signed(key);
	const second = await add(proof);
	expect(codeOf(await begin(proof))).toBe('wrong_credentials');
	expect((await remove(second, await signed(key))).status).toBe(204);
	expect(await keysOf()).toEqual([key.id]);
});

test('attack: a passkey of somebody else, or signed for a sign-in, proves nothing', async () => {
	const key = await add(right);
	const other = await signedIn(stack.origin, 'proctor@demo.test');
	const theirs = await Authenticator.at(stack.origin);
	const begun = ceremony.parse(
		(await post(other, '/auth/passkeys/options', { proof: right })).body
	);
	const answer = await theirs.make(begun.options);
	await post(other, '/auth/passkeys', { ceremony: begun.ceremony, answer, name: 'Theirs' });
	expect(codeOf(await remove(key, await signed(theirs, other)))).toBe('wrong_credentials');
	expect(codeOf(await remove(key, await signed(theirs)))).toBe('wrong_credentials');
	expect(codeOf(await remove(key, await signed(key, other)))).toBe('wrong_credentials');
	const asked = ceremony.parse((await post(person, '/auth/passkey/options', {})).body);
	const forSignIn = { ceremony: asked.ceremony, answer: await key.sign(asked.options) };
	expect(codeOf(await remove(key, forSignIn))).toBe('wrong_credentials');
	expect((await remove(key, await signed(key))).status).toBe(204);
});

test('who has neither adds a first passkey soon after signing in, and else is told to sign in again', async () => {
	const old = `update sign_ins set created_at = now() - interval '11 minutes' where user_id = ${whose}`;
	await sql(withoutPassword, old);
	const stale = await begin();
	expect([stale.status, codeOf(stale)]).toEqual([403, 'sign_in_again']);
	await sql(`update sign_ins set created_at = now() where user_id = ${whose}`);
	const key = await add();
	expect(await keysOf()).toEqual([key.id]);
	expect(codeOf(await begin())).toBe('wrong_credentials');
});

test('the last way to sign in is not removed, not even by two that remove at once', async () => {
	const [one, two] = [await add(right), await add(right)];
	await sql(withoutPassword);
	const proofs = [await signed(one), await signed(two)] as const;
	const answers = await Promise.all([remove(one, proofs[0]), remove(two, proofs[1])]);
	expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
	const kept = (await keysOf())[0] === one.id ? one : two;
	expect(codeOf(await remove(kept, await signed(kept)))).toBe('conflict');
	expect(await keysOf()).toEqual([kept.id]);
});

test('attack: one address that asks for challenges without end is refused; another is not', async () => {
	const from = (address: string) =>
		new EdgeClient(stack.origin).ask('POST', '/auth/passkey/options', {
			body: {},
			headers: { 'CF-Connecting-IP': address }
		});
	expect((await from('203.0.113.7')).status).toBe(200);
	await sql(
		"insert into counted_acts (act, account, address) select 'passkey_asked', n::text, '203.0.113.7' from generate_series(1, 300) n"
	);
	expect(codeOf(await from('203.0.113.7'))).toBe('too_many_requests');
	expect((await from('203.0.113.8')).status).toBe(200);
});

test('attack: challenges asked for at once from many addresses of one network', async () => {
	await sql(
		"insert into counted_acts (act, account, address) select 'passkey_asked', n::text, '2001:db8:0:1::/64' from generate_series(1, 299) n"
	);
	const answers = await Promise.all(
		[1, 2, 3, 4].map((n) =>
			new EdgeClient(stack.origin).ask('POST', '/auth/passkey/options', {
				body: {},
				headers: { 'CF-Connecting-IP': `2001:db8:0:1::${n}` }
			})
		)
	);
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429, 429]);
});

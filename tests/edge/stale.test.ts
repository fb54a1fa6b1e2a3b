/** What a moment ago was true of an account, an address or an admin, and is not any more: it opens nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8, toHex } from '#sync/bytes.ts';
import { sha256 } from '#sync/hash.ts';
import { auditPage, importAnswer } from '#sync/schema/administration.ts';
import { codeOf, comesTrue, mailedTokenAt, personId } from '../support/accounts.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
let admin: EdgeClient;
beforeAll(async () => {
	stack = await startEdge();
	admin = await signedIn(stack.origin, 'admin@demo.test');
});
afterAll(() => stack.dispose());

const nobody = () => new EdgeClient(stack.origin);
const post = (path: string, body: unknown) => nobody().ask('POST', path, { body });

const mailedToken = (to: string) => mailedTokenAt(stack.origin, to);
const idOf = (email: string) => personId(admin, email);

test('attack: an invitation of another institution does not take this one’s away', async () => {
	const token = 'an-invitation-of-another-institution-0001';
	await stack.database(async (query) => {
		const other = crypto.randomUUID();
		await query("insert into institutions (id, name) values ($1, 'Other School')", [other]);
		await query(
			`insert into mailed_links (hash, purpose, institution_id, email, roles, expires_at)
			values ($1, 'invitation', $2, 'both@school.test', '{teacher}', now() + interval '1 day')`,
			[toHex(sha256(utf8(token))), other]
		);
	});
	const body = { emails: ['both@school.test'], roles: ['student'] };
	await admin.ask('POST', '/admin/invitations', { body });
	const first = await mailedToken('both@school.test');
	await admin.ask('POST', '/admin/invitations', { body });
	const read = (link: string) => post('/auth/invitations/read', { token: link });
	expect((await read(token)).body).toMatchObject({ institution: 'Other School' });
	expect(codeOf(await read(first))).toBe('link_invalid');
	expect((await read(await mailedToken('both@school.test'))).status).toBe(200);
});

test('attack: the invitation of an admin who is locked, or an admin no more, makes no account', async () => {
	const invite = async (by: EdgeClient, email: string, roles: string[]) => {
		await by.ask('POST', '/admin/invitations', { body: { emails: [email], roles } });
		return mailedToken(email);
	};
	const join = (invitation: string, email: string) =>
		nobody().ask('POST', '/auth/register', {
			body: { name: 'Invited', email, password: 'a long password', invitation }
		});
	const second = nobody();
	second.take(
		await join(await invite(admin, 'second@school.test', ['admin']), 'second@school.test')
	);
	const token = await invite(second, 'friend@school.test', ['admin']);
	const id = await idOf('second@school.test');
	const roles = (names: string[]) =>
		admin.ask('PUT', `/admin/users/${id}/roles`, { body: { roles: names } });
	await roles(['teacher']);
	expect(codeOf(await post('/auth/invitations/read', { token }))).toBe('link_invalid');
	expect(codeOf(await join(token, 'friend@school.test'))).toBe('link_invalid');
	await roles(['admin']);
	await admin.ask('POST', `/admin/users/${id}/lock`, { body: { reason: 'left' } });
	expect(codeOf(await join(token, 'friend@school.test'))).toBe('link_invalid');
	await admin.ask('POST', `/admin/users/${id}/unlock`, { body: {} });
	expect((await join(token, 'friend@school.test')).status).toBe(202);
});

test('attack: a sign-in whose password was changed after it was checked neither begins nor puts the old one back', async () => {
	const id = await idOf('teacher@demo.test');
	await stack.database(async (query) => {
		await query("select set_config('invigil.roles', 'system', false)");
		const ask = async (sql: string, values: unknown[]) =>
			Object.values((await query(`select ${sql}`, values))[0] ?? {})[0];
		const now = await ask('password_hash_of($1)', [id]);
		expect(await ask('set_password_hash_if($1, $2, $3)', [id, 'x', 'the one before'])).toBe(false);
		expect(await ask('password_hash_of($1)', [id])).toBe(now);
		expect(await ask('may_sign_in($1, $2)', [id, 'the one before'])).toBe(false);
		expect(await ask('may_sign_in($1, $2)', [id, now])).toBe(true);
		expect(await ask('may_sign_in($1, null)', [id])).toBe(true);
		await query('update users set locked_at = now() where id = $1', [id]);
		expect(await ask('may_sign_in($1, $2)', [id, now])).toBe(false);
		expect(await ask('may_sign_in($1, null)', [id])).toBe(false);
		await query('update users set locked_at = null where id = $1', [id]);
		expect(await ask('set_password_hash_if($1, $2, $3)', [id, now, now])).toBe(true);
		await query("select set_config('invigil.roles', '', false)");
	});
	expect((await nobody().signIn('teacher@demo.test')).status).toBe(200);
});

test('attack: whoever reads an address that was somebody’s once does not get their account', async () => {
	const importing = async (email: string) => {
		const files = [
			{ name: 'p.csv', text: `name,email,external_id\nMoved Address,${email},moved1\n` }
		];
		const { digest } = importAnswer.parse(
			(await admin.ask('POST', '/admin/import', { body: { files } })).body
		);
		await admin.ask('POST', '/admin/import', { body: { files, apply: digest } });
	};
	const resetLink = async (email: string) => {
		await post('/auth/password/forgot', { email });
		await comesTrue(() => mailedToken(email).then(Boolean, () => false));
		return mailedToken(email);
	};
	const reset = (token: string) =>
		post('/auth/password/reset', { token, password: 'a long password' });
	await importing('before@school.test');
	const first = await resetLink('before@school.test');
	expect((await reset(first)).status).toBe(204);
	const client = nobody();
	await client.signIn('before@school.test', 'a long password');
	expect((await client.ask('GET', '/attempts')).status).toBe(200);
	await post('/auth/password/forgot', { email: 'before@school.test' });
	await comesTrue(async () => (await mailedToken('before@school.test')) !== first);
	const second = await mailedToken('before@school.test');
	expect(second).not.toBe(first);
	await importing('after@school.test');
	expect((await client.ask('GET', '/attempts')).status).toBe(401);
	expect(codeOf(await reset(second))).toBe('link_invalid');
	expect(codeOf(await nobody().signIn('after@school.test', 'a long password'))).toBe(
		'not_verified'
	);
	const third = await resetLink('after@school.test');
	await stack.database((query) =>
		query("update users set email = 'third@school.test' where email = 'after@school.test'")
	);
	expect(codeOf(await reset(third))).toBe('link_invalid');
	expect((await reset(await resetLink('third@school.test'))).status).toBe(204);
	const id = await idOf('third@school.test');
	const { rows } = auditPage.parse((await admin.ask('GET', '/admin/audit-logs?limit=500')).body);
	expect(rows.filter(({ action }) => action === 'person_changed_by_import')).toMatchObject([
		{ subject: id, detail: { fields: 'email' } }
	]);
});

test('a month after a sign-in ended, its address and agent are nowhere; of one that stands they are shown', async () => {
	const kept = await stack.database(async (query) => {
		await query("update sign_ins set address = '192.0.2.1', agent = 'A browser'");
		await query(
			`update sign_ins set ended_at = now() - interval '31 days' where id = (select id from sign_ins order by id limit 1)`
		);
		await query('begin');
		await query('set local role invigil_edge');
		await query('select forget_ended_sign_ins()');
		await query('commit');
		return query(
			`select coalesce(ended_at < now() - interval '30 days', false) as old, address, agent from sign_ins order by old desc`
		);
	});
	expect(kept[0]).toEqual({ old: true, address: null, agent: null });
	expect(kept.slice(1)).not.toHaveLength(0);
	for (const row of kept.slice(1)) expect(row).toMatchObject({ address: '192.0.2.1' });
});

/** The accounts of an institution, from registration to the lock. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashSync } from 'bcryptjs';
import { z } from 'zod';
import { toHex, utf8 } from '#sync/bytes.ts';
import { sha256 } from '#sync/hash.ts';
import { auditCheck, auditPage, importAnswer } from '#sync/schema/administration.ts';
import { sittingDetail } from '#sync/schema/api.ts';
import { codeOf, comesTrue, mailedTokenAt, personId } from '../support/accounts.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers } from '../support/edge-device.ts';
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

describe('coming in', () => {
	test('an invitation makes one account, with its roles and its address, and works once', async () => {
		const invited = await admin.ask('POST', '/admin/invitations', {
			body: { emails: ['new@school.test', 'teacher@demo.test'], roles: ['teacher'] }
		});
		expect(invited.body).toEqual({ invited: ['new@school.test'], known: ['teacher@demo.test'] });
		const token = await mailedToken('new@school.test');
		expect((await post('/auth/invitations/read', { token })).body).toEqual({
			institution: 'Demo School',
			email: 'new@school.test',
			roles: ['teacher']
		});
		const body = {
			name: 'New Teacher',
			email: 'elsewhere@evil.test',
			password: 'a long password',
			invitation: token
		};
		const client = nobody();
		const made = await client.ask('POST', '/auth/register', { body });
		expect(made.body).toMatchObject({
			session: { person: { email: 'new@school.test', roles: ['teacher'] } }
		});
		client.take(made);
		expect((await client.ask('GET', '/teacher/dashboard')).status).toBe(200);
		expect(codeOf(await post('/auth/register', body))).toBe('link_invalid');
	});

	test('by oneself only where the institution lets people, and signed in only after the address is confirmed', async () => {
		const options = async () =>
			(await nobody().ask('GET', '/auth/options')).body as { openInstitutions: { id: string }[] };
		expect((await options()).openInstitutions).toEqual([]);
		await admin.ask('PATCH', '/admin/settings', {
			body: { registration: 'open', emailDomains: ['school.test'] }
		});
		const [{ id: institution } = { id: '' }] = (await options()).openInstitutions;
		const body = {
			name: 'Own Student',
			email: 'own@school.test',
			password: 'a long password',
			institution
		};
		expect(codeOf(await post('/auth/register', { ...body, email: 'own@evil.test' }))).toBe(
			'not_allowed'
		);
		expect((await post('/auth/register', body)).body).toEqual({ mailed: true });
		expect(codeOf(await nobody().signIn('own@school.test', 'a long password'))).toBe(
			'not_verified'
		);
		const token = await mailedToken('own@school.test');
		expect(codeOf(await post('/auth/email/verify', { token, password: 'somebody else’s' }))).toBe(
			'wrong_credentials'
		);
		expect(
			(await post('/auth/email/verify', { token, password: 'a long password' })).body
		).toMatchObject({
			person: { roles: ['student'] }
		});
		expect((await nobody().signIn('own@school.test', 'a long password')).status).toBe(200);
	});

	test('attack: registering an address that is known is answered as for one that is not, and changes nothing', async () => {
		const { openInstitutions } = (await nobody().ask('GET', '/auth/options')).body as {
			openInstitutions: { id: string }[];
		};
		const institution = openInstitutions[0]?.id;
		await admin.ask('PATCH', '/admin/settings', { body: { emailDomains: [] } });
		const known = await post('/auth/register', {
			name: 'X',
			email: 'student3@demo.test',
			password: 'my own password',
			institution
		});
		const fresh = await post('/auth/register', {
			name: 'X',
			email: 'unknown9@school.test',
			password: 'my own password',
			institution
		});
		expect([known.status, known.body]).toEqual([fresh.status, fresh.body]);
		expect((await nobody().signIn('student3@demo.test')).status).toBe(200);
		expect(codeOf(await nobody().signIn('student3@demo.test', 'my own password'))).toBe(
			'wrong_credentials'
		);
		await admin.ask('PATCH', '/admin/settings', { body: { registration: 'invitation' } });
	});

	test('attack: a link used for another purpose than its own opens nothing', async () => {
		await post('/auth/password/forgot', { email: 'student3@demo.test' });
		await comesTrue(async () => mailedToken('student3@demo.test').then(Boolean, () => false));
		const token = await mailedToken('student3@demo.test');
		expect(
			codeOf(
				await post('/auth/register', {
					name: 'X',
					email: 'x@x.test',
					password: 'a long password',
					invitation: token
				})
			)
		).toBe('link_invalid');
		expect(codeOf(await post('/auth/email/verify', { token, password: 'invigil-demo' }))).toBe(
			'link_invalid'
		);
	});
});

describe('passwords', () => {
	test('a forgotten one: the link works once, sets the new one and signs out every device', async () => {
		const before = await signedIn(stack.origin, 'proctor@demo.test');
		expect((await post('/auth/password/forgot', { email: 'proctor@demo.test' })).status).toBe(202);
		expect(
			await comesTrue(() =>
				mailedToken('proctor@demo.test').then(
					() => true,
					() => false
				)
			)
		).toBe(true);
		const token = await mailedToken('proctor@demo.test');
		expect(
			(await post('/auth/password/reset', { token, password: 'something quite new' })).status
		).toBe(204);
		expect(codeOf(await post('/auth/password/reset', { token, password: 'something else' }))).toBe(
			'link_invalid'
		);
		expect((await before.ask('GET', '/sittings')).status).toBe(401);
		expect((await nobody().signIn('proctor@demo.test')).status).toBe(401);
		expect((await nobody().signIn('proctor@demo.test', 'something quite new')).status).toBe(200);
	});

	test('attack: who is known does not show in the answer to "forgotten"', async () => {
		const known = await post('/auth/password/forgot', { email: 'student2@demo.test' });
		const unknown = await post('/auth/password/forgot', { email: 'nobody-at-all@demo.test' });
		expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
	});

	test('changed with the present one; the other devices are signed out, this one is not', async () => {
		const here = await signedIn(stack.origin, 'student2@demo.test');
		const there = await signedIn(stack.origin, 'student2@demo.test');
		const wrong = await here.ask('POST', '/auth/password', {
			body: { current: 'x', next: 'another one 12' }
		});
		expect(codeOf(wrong)).toBe('wrong_credentials');
		const right = await here.ask('POST', '/auth/password', {
			body: { current: 'invigil-demo', next: 'another one 12' }
		});
		expect(right.status).toBe(204);
		expect((await here.ask('GET', '/attempts')).status).toBe(200);
		expect((await there.ask('GET', '/attempts')).status).toBe(401);
	});

	test('a bcrypt hash of an import is accepted, and replaced by Argon2id at the first sign-in', async () => {
		const hash = hashSync('from the old system', 12);
		const files = [
			{
				name: 'p.csv',
				text: `name,email,external_id,password_hash\nOld Hand,old@school.test,o1,${hash}\n`
			}
		];
		const preview = importAnswer.parse(
			(await admin.ask('POST', '/admin/import', { body: { files } })).body
		);
		expect([preview.applied, preview.counts.add]).toEqual([false, 1]);
		expect((await nobody().signIn('old@school.test', 'from the old system')).status).toBe(401);
		const apply = { files, apply: preview.digest };
		expect((await admin.ask('POST', '/admin/import', { body: apply })).body).toMatchObject({
			applied: true
		});
		expect((await nobody().signIn('old@school.test', 'from the old system')).status).toBe(200);
		expect((await nobody().signIn('old@school.test', 'from the old system')).status).toBe(200);
		const again = importAnswer.parse(
			(await admin.ask('POST', '/admin/import', { body: { files } })).body
		);
		expect(again.counts).toEqual({ add: 0, change: 0, same: 1, refuse: 0, lock: 0 });
		expect(codeOf(await admin.ask('POST', '/admin/import', { body: apply }))).toBe('conflict');
		await stack.database(async (query) => {
			const [row] = await query(
				"select p.hash from user_passwords p join users u on u.id = p.user_id where u.email = 'old@school.test'"
			);
			expect(String(row?.['hash'])).toMatch(/^\$argon2id\$/);
		});
	});
});

describe('roles and locks', () => {
	test('other roles hold from the next request on', async () => {
		const client = await signedIn(stack.origin, 'new@school.test').catch(async () => {
			const made = nobody();
			await made.signIn('new@school.test', 'a long password');
			return made;
		});
		const id = await idOf('new@school.test');
		expect((await client.ask('GET', '/teacher/dashboard')).status).toBe(200);
		await admin.ask('PUT', `/admin/users/${id}/roles`, { body: { roles: ['proctor'] } });
		expect((await client.ask('GET', '/teacher/dashboard')).status).toBe(401);
		client.take(await client.ask('POST', '/auth/refresh', { body: {} }));
		expect((await client.ask('GET', '/teacher/dashboard')).status).toBe(403);
		expect((await client.ask('GET', '/sittings')).status).toBe(200);
	});

	test('a role that was given opens its doors with the next tokens, and an old token is told to get them', async () => {
		const email = 'student2@demo.test';
		const client = nobody();
		await client.signIn(email, 'another one 12');
		const id = await idOf(email);
		expect((await client.ask('GET', '/teacher/dashboard')).status).toBe(403);
		await admin.ask('PUT', `/admin/users/${id}/roles`, {
			body: { roles: ['student', 'teacher'] }
		});
		expect((await client.ask('GET', '/teacher/dashboard')).status).toBe(401);
		client.take(await client.ask('POST', '/auth/refresh', { body: {} }));
		expect((await client.ask('GET', '/teacher/dashboard')).status).toBe(200);
		expect((await client.ask('GET', '/student/dashboard')).status).toBe(200);
	});

	test('nobody locks themselves out, or takes the admin role from themselves', async () => {
		const id = await idOf('admin@demo.test');
		expect(
			codeOf(await admin.ask('POST', `/admin/users/${id}/lock`, { body: { reason: 'x' } }))
		).toBe('conflict');
		expect(
			codeOf(await admin.ask('PUT', `/admin/users/${id}/roles`, { body: { roles: ['teacher'] } }))
		).toBe('conflict');
	});

	test('a lock ends what is signed in within 5 s; what a running exam still brings is taken in and held', async () => {
		const papers = await fetchPapers(stack.origin, 'student1@demo.test');
		const device = EdgeDevice.create(papers).connect();
		await device.open();
		const answer = (choice: string) =>
			device.write({
				kind: 'response',
				data: { item: 'wettest-month', value: { type: 'single_choice', choice } }
			});
		await device.untilReceipted((await answer('wettest-month-1')).seq);
		const id = await idOf('student1@demo.test');
		await admin.ask('POST', `/admin/users/${id}/lock`, {
			body: { reason: 'device reported stolen' }
		});
		expect(
			await comesTrue(async () => (await papers.client.ask('GET', '/attempts')).status === 401)
		).toBe(true);
		expect((await papers.client.ask('POST', '/auth/refresh', { body: {} })).status).toBe(401);
		expect(codeOf(await nobody().signIn('student1@demo.test'))).toBe('locked');
		expect(codeOf(await nobody().signIn('student1@demo.test', 'not it'))).toBe('wrong_credentials');
		// The ticket is still good for bringing what was written: nothing of it is lost.
		const { seq } = await answer('wettest-month-2');
		await device.untilReceipted(seq);
		device.disconnect();
		const teacher = await signedIn(stack.origin, 'teacher@demo.test');
		const rowOf = async () => {
			const { rows } = sittingDetail.parse(
				(await teacher.ask('GET', `/sittings/${papers.attempt.sitting}`)).body
			);
			return rows.find(({ attempt }) => attempt === papers.attempt.id);
		};
		expect(await comesTrue(async () => (await rowOf())?.state === 'held')).toBe(true);
		await admin.ask('POST', `/admin/users/${id}/unlock`, { body: {} });
		expect(await comesTrue(async () => (await rowOf())?.state === 'in_progress')).toBe(true);
		expect((await nobody().signIn('student1@demo.test')).status).toBe(200);
	});
});

describe('the audit log', () => {
	test('says who did what to whom, from where, and never a password or a token', async () => {
		const page = auditPage.parse((await admin.ask('GET', '/admin/audit-logs?limit=500')).body);
		const actions = new Set(page.rows.map(({ action }) => action));
		for (const action of [
			'sign_in',
			'sign_in_failed',
			'locked',
			'unlocked',
			'roles_changed',
			'invited',
			'invitation_used',
			'password_reset',
			'password_changed',
			'people_imported',
			'settings_changed'
		])
			expect([...actions]).toContain(action);
		const locked = page.rows.find(({ action }) => action === 'locked');
		expect(locked).toMatchObject({
			actorName: 'Demo Admin',
			subjectName: 'Student One',
			detail: { reason: 'device reported stolen' }
		});
		const text = JSON.stringify(page);
		for (const secret of [
			'invigil-demo',
			'a long password',
			'argon2',
			'$2b$',
			'from the old system'
		])
			expect(text).not.toContain(secret);
	});

	test('is chained: the export can be checked by anyone, and the check finds a row the owner of the database changed', async () => {
		const exported = await admin.ask('GET', '/admin/audit-logs/export');
		const lines = String(exported.body)
			.trim()
			.split('\n')
			.map((line) => z.object({ line: z.string(), hash: z.string() }).parse(JSON.parse(line)));
		let head = '0'.repeat(64);
		for (const { line, hash } of lines) {
			head = toHex(sha256(utf8(head + line)));
			expect(hash).toBe(head);
		}
		expect(lines.length).toBeGreaterThan(20);
		const whole = auditCheck.parse((await admin.ask('GET', '/admin/audit-logs/check')).body);
		expect(whole.brokenAt).toBe(null);
		await stack.database((query) =>
			query("update audit_logs set line = replace(line, 'stolen', 'found') where action = 'locked'")
		);
		const broken = auditCheck.parse((await admin.ask('GET', '/admin/audit-logs/check')).body);
		expect(broken.brokenAt).toBeGreaterThan(0);
	});
});

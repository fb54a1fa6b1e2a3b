/** A new password is not one that anybody would try first, wherever it is set; and a changed one is told by mail. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capturedMail, signInOptions } from '#sync/schema/accounts.ts';
import { codeOf, comesTrue, mailedTokenAt } from '../support/accounts.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { PASSWORD } from '../support/student.ts';

const GOOD = 'tangerine lamp otter';
let stack: EdgeStack;
let admin: EdgeClient;
beforeAll(async () => {
	stack = await startEdge();
	admin = await signedIn(stack.origin, 'admin@demo.test');
});
afterAll(() => stack.dispose());

const nobody = () => new EdgeClient(stack.origin);
const post = (path: string, body: unknown, who = nobody()) => who.ask('POST', path, { body });

async function toldOfChange(to: string): Promise<string[]> {
	const { body } = await nobody().ask('GET', '/auth/captured-mail');
	return capturedMail
		.parse(body)
		.mails.filter(({ recipient, subject }) => recipient === to && /was changed/.test(subject))
		.map((mail) => mail.body);
}

test('by oneself: the well-known, one’s own name and the institution’s are refused, and no mail is counted', async () => {
	await admin.ask('PATCH', '/admin/settings', { body: { registration: 'open', emailDomains: [] } });
	const answer = await nobody().ask('GET', '/auth/options');
	const [{ id: institution } = { id: '' }] = signInOptions.parse(answer.body).openInstitutions;
	const register = (password: string) =>
		post('/auth/register', {
			name: 'Noor Haddad',
			email: 'noor@school.test',
			password,
			institution
		});
	for (const password of ['password123', '1234567890', 'haddad2024!', 'NoorHaddad1', 'qwertyuiop'])
		expect(codeOf(await register(password))).toBe('password_common');
	expect(codeOf(await register('demo-school-1'))).toBe('password_common');
	expect((await register(GOOD)).body).toEqual({ mailed: true });
});

test('attack: the refusal says nothing of who is known: it is the same for an address that is', async () => {
	const body = { name: 'Somebody', email: 'teacher@demo.test', password: 'password123' };
	const known = await post('/auth/register', body);
	const unknown = await post('/auth/register', { ...body, email: 'else@demo.test' });
	expect([known.status, codeOf(known)]).toEqual([unknown.status, codeOf(unknown)]);
});

test('by invitation: refused, and the link holds still', async () => {
	const emails = ['invited.person@school.test'];
	await admin.ask('POST', '/admin/invitations', { body: { emails, roles: ['teacher'] } });
	const invitation = await mailedTokenAt(stack.origin, 'invited.person@school.test');
	const join = (password: string) =>
		post('/auth/register', { name: 'Ada', email: 'x@y.test', password, invitation });
	// The address is the link's, whatever the form says.
	expect(codeOf(await join('invited.person'))).toBe('password_common');
	expect((await join(GOOD)).status).toBe(202);
});

test('forgotten: refused, and the link holds still; then a mail says that it was changed', async () => {
	const email = 'student2@demo.test';
	await post('/auth/password/forgot', { email });
	const there = () =>
		mailedTokenAt(stack.origin, email).then(
			() => true,
			() => false
		);
	expect(await comesTrue(there)).toBe(true);
	const token = await mailedTokenAt(stack.origin, email);
	const reset = (password: string) => post('/auth/password/reset', { token, password });
	expect(codeOf(await reset('student2student2'))).toBe('password_common');
	expect((await nobody().signIn(email)).status).toBe(200);
	expect(await toldOfChange(email)).toEqual([]);
	expect((await reset(GOOD)).status).toBe(204);
	expect(await comesTrue(async () => (await toldOfChange(email)).length === 1)).toBe(true);
});

test('changed: refused, and the present one stays; then a mail says that it was changed, and acts by no click', async () => {
	const email = 'teacher@demo.test';
	const person = await signedIn(stack.origin, email);
	const change = (next: string) => post('/auth/password', { current: PASSWORD, next }, person);
	expect(codeOf(await change('Demo School 2025'))).toBe('password_common');
	expect((await nobody().signIn(email)).status).toBe(200);
	expect((await change(GOOD)).status).toBe(204);
	expect(await comesTrue(async () => (await toldOfChange(email)).length === 1)).toBe(true);
	const [mail] = await toldOfChange(email);
	expect(mail?.match(/https?:\S+/g)).toEqual([`${stack.origin}/account/forgot`]);
});

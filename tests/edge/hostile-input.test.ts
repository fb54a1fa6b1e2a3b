/** What people and programs could type or send into the API to break out of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { auditPage, people } from '#sync/schema/administration.ts';
import { EdgeClient, signedIn, type Answer } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
let admin: EdgeClient;
let teacher: EdgeClient;
beforeAll(async () => {
	stack = await startEdge();
	admin = await signedIn(stack.origin, 'admin@demo.test');
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
});
afterAll(() => stack.dispose());

const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const nobody = () => new EdgeClient(stack.origin);
const tricks = [
	"'; drop table users; --",
	"' or '1'='1",
	'"; select pg_sleep(5); --',
	'%_\\',
	'$1',
	'<script>alert(1)</script>',
	'\u0000',
	'{"$ne":null}',
	'../../etc/passwd'
];

describe('attack: SQL in every text field', () => {
	test('what is searched for is looked for as it stands, and finds nobody', async () => {
		for (const text of tricks.filter((trick) => trick !== '\u0000')) {
			const began = performance.now();
			const found = await admin.ask('GET', `/admin/users?search=${encodeURIComponent(text)}`);
			expect([text, found.status]).toEqual([text, 200]);
			expect(people.parse(found.body).people).toEqual([]);
			const log = await admin.ask('GET', `/admin/audit-logs?search=${encodeURIComponent(text)}`);
			expect([text, log.status]).toEqual([text, 200]);
			expect(auditPage.parse(log.body).rows.filter(({ action }) => action === 'locked')).toEqual(
				[]
			);
			expect(performance.now() - began).toBeLessThan(5_000);
		}
	});

	test('what is stored comes back letter by letter, and nothing else changed', async () => {
		const before = people.parse((await admin.ask('GET', '/admin/users?limit=200')).body).total;
		for (const text of tricks.filter((trick) => trick !== '\u0000')) {
			const exam = await teacher.ask('POST', '/teacher/exams', { body: { title: text } });
			expect([text, exam.status, exam.body]).toMatchObject([text, 201, { title: text }]);
			await teacher.ask('PATCH', '/auth/profile', { body: { name: text } });
			const profile = await teacher.ask('GET', '/auth/profile');
			expect(profile.body).toMatchObject({ person: { name: text.trim() } });
			expect((await nobody().signIn(text, text)).status).toBe(text.length >= 3 ? 401 : 400);
		}
		await teacher.ask('PATCH', '/auth/profile', { body: { name: 'Demo Teacher' } });
		expect(people.parse((await admin.ask('GET', '/admin/users?limit=200')).body).total).toBe(
			before
		);
	});

	test('a zero character is refused or kept out, and never an error of the edge', async () => {
		const asks: Promise<Answer>[] = [
			admin.ask('GET', '/admin/users?search=%00'),
			admin.ask('GET', '/admin/audit-logs?search=%00'),
			teacher.ask('POST', '/teacher/exams', { body: { title: 'a\u0000b' } }),
			teacher.ask('PATCH', '/auth/profile', { body: { name: 'a\u0000b' } }),
			nobody().signIn('a\u0000@b.test', 'x\u0000y')
		];
		for (const answer of await Promise.all(asks))
			expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_request']);
	});
});

describe('attack: names of things as paths', () => {
	test('a blob is found by a hash that stands in the manifest, and by no other name', async () => {
		const { attempts } = z
			.object({ attempts: z.array(z.object({ sitting: z.string() })) })
			.parse(
				(await (await signedIn(stack.origin, 'student1@demo.test')).ask('GET', '/attempts')).body
			);
		const student = await signedIn(stack.origin, 'student1@demo.test');
		const sitting = attempts[0]?.sitting ?? '';
		for (const name of [
			'..%2F..%2Fkeys.json',
			'%2e%2e%2f',
			'forms%2Fx',
			'%00',
			'*',
			'0'.repeat(64),
			'a'.repeat(3000)
		]) {
			const answer = await student.ask('GET', `/sittings/${sitting}/blobs/${name}`);
			expect([name.slice(0, 20), answer.status]).toEqual([name.slice(0, 20), 404]);
		}
		for (const id of ['..%2Fx', "' or 1=1", '00000000-0000-4000-8000-00000000000Z', '%F0%9F%92%A9'])
			expect((await student.ask('GET', `/student/attempts/${encodeURIComponent(id)}`)).status).toBe(
				404
			);
	});
});

describe('attack: bodies that cost more than they say', () => {
	const post = (path: string, body: string, client = nobody()) =>
		client.ask('POST', path, { body });

	test('JSON nested thirty thousand deep is refused by its shape', async () => {
		const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
		expect(codeOf(await post('/auth/login', deep))).toBe('invalid_request');
		const nested = `{"email":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)},"password":"x"}`;
		expect(codeOf(await post('/auth/login', nested))).toBe('invalid_request');
	});

	test('a body over its limit is refused before it is read, each operation by its own', async () => {
		const large = JSON.stringify({ email: 'a@b.test', password: 'x'.repeat(70_000) });
		expect((await post('/auth/login', large)).status).toBe(413);
		const files = [{ name: 'p.csv', text: 'x'.repeat(7_000_000) }];
		expect((await admin.ask('POST', '/admin/import', { body: { files } })).status).toBe(413);
	});

	test('a spreadsheet of too many rows, or of a single endless field, is refused in words', async () => {
		const many = `name,email\n${Array.from({ length: 20_001 }, (_none, n) => `N,n${n}@x.test`).join('\n')}`;
		const answer = await admin.ask('POST', '/admin/import', {
			body: { files: [{ name: 'p.csv', text: many }] }
		});
		expect(answer.body).toMatchObject({
			code: 'invalid_request',
			evidence: { because: 'too_many_rows' }
		});
		const endless = `name,email\n"${'x'.repeat(2_000_000)}",a@x.test`;
		const long = await admin.ask('POST', '/admin/import', {
			body: { files: [{ name: 'p.csv', text: endless }] }
		});
		expect(long.body).toMatchObject({ rows: [{ action: 'refuse', because: 'too_long' }] });
	});

	test('prototype names in a body change nothing', async () => {
		for (const body of [
			'{"__proto__":{"admin":true},"email":"a@b.test","password":"x"}',
			'{"constructor":1,"email":"a@b.test","password":"x"}'
		])
			expect(codeOf(await post('/auth/login', body))).toBe('invalid_request');
	});
});

test('what a person typed is served as data: never as a page', async () => {
	const answer = await teacher.ask('POST', '/teacher/exams', {
		body: { title: '<script>alert(1)</script>' }
	});
	expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
	expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

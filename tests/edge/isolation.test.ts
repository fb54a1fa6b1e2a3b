/** A student cannot read another's anything: not over the API, and not from the database when a query forgets its filter. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptList, attemptSummary, formAnswer } from '#sync/schema/api.ts';
import { formManifest } from '#sync/schema/form.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers, openPapers } from '../support/edge-device.ts';
import type { DevicePapers } from '../support/edge-device.ts';
import { addStranger } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack, type Query } from '../support/edge-stack.ts';

let stack: EdgeStack;
let one: DevicePapers;
let two: EdgeClient;
/** Of a third student, who writes in the institution's own practice exam. */
let practising: DevicePapers;
let clients: Record<string, EdgeClient>;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database(async (query) => {
		await addStranger(query, 'teacher@elsewhere.test', 'teacher');
		await addStranger(query, 'student@elsewhere.test', 'student');
	});
	one = await fetchPapers(stack.origin, 'student1@demo.test');
	const device = EdgeDevice.create(one).connect();
	await device.open();
	const { seq } = await device.write({
		kind: 'response',
		data: { item: 'wettest-month', value: { type: 'single_choice', choice: 'wettest-month-1' } }
	});
	await device.untilReceipted(seq);
	device.disconnect();
	two = await signedIn(stack.origin, 'student2@demo.test');
	const three = await signedIn(stack.origin, 'student3@demo.test');
	const begun = await three.ask('POST', '/student/practice', { body: { locale: 'en' } });
	practising = await openPapers(three, attemptSummary.parse(begun.body));
	const second = EdgeDevice.create(practising).connect();
	await second.open();
	await second.untilReceipted(0);
	second.disconnect();
	clients = {
		'another student': two,
		'an admin': await signedIn(stack.origin, 'admin@demo.test'),
		'a teacher of another institution': await signedIn(stack.origin, 'teacher@elsewhere.test'),
		'a student of another institution': await signedIn(stack.origin, 'student@elsewhere.test')
	};
});
afterAll(() => stack.dispose());

describe('over the API', () => {
	const asksOf = ({ attempt, ticket, signed }: DevicePapers): [string, string, unknown?][] => [
		['POST', `/attempts/${attempt.id}/ticket`, { deviceKey: ticket.deviceKey }],
		['POST', `/attempts/${attempt.id}/key`, { ticket: signed }],
		['GET', `/attempts/${attempt.id}/bundle`],
		['GET', `/attempts/${attempt.id}/results`],
		['GET', `/sittings/${attempt.sitting}`]
	];

	test('a practice does not exist for its institution’s own staff, nor for anybody else', async () => {
		const staff = {
			'a teacher': await signedIn(stack.origin, 'teacher@demo.test'),
			'a proctor': await signedIn(stack.origin, 'proctor@demo.test')
		};
		for (const [who, client] of Object.entries({ ...clients, ...staff }))
			for (const [method, path, body] of asksOf(practising)) {
				const { status } = await client.ask(method, path, body === undefined ? {} : { body });
				expect([who, method, path, status]).toEqual([who, method, path, 404]);
			}
	});

	test('another’s attempt, sitting, record and results do not exist for who may not see them', async () => {
		for (const [who, client] of Object.entries(clients))
			for (const [method, path, body] of asksOf(one)) {
				const answer = await client.ask(method, path, body === undefined ? {} : { body });
				expect([who, method, path, answer.status]).toEqual([who, method, path, 404]);
				// The same words as for what is nowhere.
				const nowhere = path.replace(/[0-9a-f-]{36}/, '00000000-0000-4000-8000-000000000000');
				const none = await client.ask(method, nowhere, body === undefined ? {} : { body });
				expect(answer.body).toEqual(none.body);
			}
	});

	test('each student lists their own attempts only, and the form is for the roster and the staff', async () => {
		const { attempts } = attemptList.parse((await two.ask('GET', '/attempts')).body);
		expect(attempts.map(({ id }) => id)).not.toContain(one.attempt.id);
		expect(attempts).toHaveLength(1);
		const path = `/sittings/${one.attempt.sitting}/form`;
		const { signed } = formAnswer.parse((await two.ask('GET', path)).body);
		const manifest = unsafeReadSigned(signed, formManifest);
		if (!manifest.ok) throw new Error('no manifest');
		const [blob] = manifest.statement.blobs;
		const blobPath = `/sittings/${one.attempt.sitting}/blobs/${blob?.hash}`;
		expect((await two.ask('GET', blobPath)).status).toBe(200);
		for (const who of ['a teacher of another institution', 'a student of another institution'])
			for (const asked of [path, blobPath])
				expect((await clients[who]?.ask('GET', asked))?.status).toBe(404);
	});

	test('lists are empty or refused for who has nothing to do with them', async () => {
		expect((await two.ask('GET', '/sittings')).status).toBe(403);
		const elsewhere = await clients['a teacher of another institution']?.ask('GET', '/sittings');
		expect(elsewhere?.body).toMatchObject({ sittings: [] });
		const none = await clients['a student of another institution']?.ask('GET', '/attempts');
		expect(none?.body).toMatchObject({ attempts: [] });
	});

	test('a proctor watches and reads the record, and reads no marks; nobody signed in reads nothing', async () => {
		const proctor = await signedIn(stack.origin, 'proctor@demo.test');
		const { id, sitting } = one.attempt;
		expect((await proctor.ask('GET', `/sittings/${sitting}`)).status).toBe(200);
		expect((await proctor.ask('GET', `/attempts/${id}/bundle`)).status).toBe(200);
		expect((await proctor.ask('GET', `/attempts/${id}/results`)).status).toBe(404);
		two.cookie = '';
		for (const path of [
			'/attempts',
			'/sittings',
			`/attempts/${id}/bundle`,
			`/sittings/${sitting}/form`
		])
			expect((await two.ask('GET', path)).status).toBe(401);
	});

	test('attack: publishing without the installation’s secret', async () => {
		const path = `/publish/blobs/${'0'.repeat(64)}`;
		for (const authorization of [
			'',
			'Bearer',
			'Bearer AAAA',
			'Bearer !!',
			`Bearer ${'A'.repeat(43)}`
		]) {
			const answer = await two.ask('PUT', path, { body: 'x', headers: { authorization } });
			expect([authorization, answer.status]).toEqual([authorization, 403]);
		}
	});
});

describe('in the database, with queries that have no filter at all', () => {
	const tables = [
		'users',
		'exams',
		'sittings',
		'sitting_staff',
		'exam_attempts',
		'exam_sessions',
		'log_segments',
		'monitoring_events',
		'responses',
		'results',
		'exam_forms',
		'form_solutions',
		'sitting_secrets',
		'evidence',
		'audit_logs',
		'student_profiles',
		'teacher_profiles',
		'sign_ins',
		'refresh_tokens',
		'mailed_links',
		'ceremonies',
		'user_passkeys',
		'user_identities',
		'captured_mail',
		'counted_acts',
		'security_alerts',
		'observation_counts',
		'outside_events',
		'teacher_exam_permissions',
		'institutions'
	];

	/** Row counts as the Worker's role, acting for somebody. */
	async function seenBy(
		query: Query,
		person: string | null,
		roles: string
	): Promise<Record<string, number>> {
		await query('begin');
		await query('set local role invigil_edge');
		const institution = '(select institution_id::text from users where id::text = $1)';
		await query(
			`select set_config('invigil.person', $1, true), set_config('invigil.roles', $2, true),
				set_config('invigil.institution', coalesce(${institution}, ''), true)`,
			[person ?? '', roles]
		);
		const seen: Record<string, number> = {};
		for (const table of tables) {
			const [row] = await query(`select count(*) as n from ${table}`);
			seen[table] = Number(row?.['n']);
		}
		await query('rollback');
		return seen;
	}

	test('attack: no function of the owner’s may be called by everybody, or led astray by a temporary table', async () => {
		const found = await stack.database((query) =>
			query(
				`select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
				where n.nspname = 'public' and p.prosecdef and (has_function_privilege('public', p.oid, 'execute')
					or coalesce(array_to_string(p.proconfig, ','), '') not like '%pg_temp%')`
			)
		);
		expect(found).toEqual([]);
	});

	test('a student sees their own rows, no secrets, no solutions; nobody sees nothing', async () => {
		await stack.database(async (query) => {
			const [row] = await query("select id from users where email = 'student1@demo.test'");
			const student = await seenBy(query, String(row?.['id']), 'student');
			expect(student).toMatchObject({
				users: 1,
				sittings: 1,
				exams: 1,
				sitting_staff: 0,
				exam_attempts: 1,
				exam_sessions: 1,
				responses: 1,
				student_profiles: 1
			});
			for (const table of [
				'exam_forms',
				'form_solutions',
				'sitting_secrets',
				'log_segments',
				'results'
			])
				expect([table, student[table]]).toEqual([table, 0]);

			const nobody = await seenBy(query, null, '');
			expect(Object.values(nobody).every((count) => count === 0)).toBe(true);
			const [other] = await query("select id from users where email = 'student2@demo.test'");
			const second = await seenBy(query, String(other?.['id']), 'student');
			expect([second['exam_sessions'], second['responses'], second['users']]).toEqual([0, 0, 1]);
		});
	});

	test('a teacher sees their sittings, a teacher of elsewhere nothing of them', async () => {
		await stack.database(async (query) => {
			const idOf = async (email: string) =>
				String((await query('select id from users where email = $1', [email]))[0]?.['id']);
			const teacher = await seenBy(query, await idOf('teacher@demo.test'), 'teacher');
			// The practice stands beside it, and is not theirs.
			expect(teacher).toMatchObject({
				exams: 1,
				sittings: 1,
				exam_attempts: 3,
				exam_forms: 1,
				form_solutions: 1,
				sitting_secrets: 1
			});
			expect(teacher['log_segments']).toBeGreaterThan(0);
			const stranger = await seenBy(query, await idOf('teacher@elsewhere.test'), 'teacher');
			// Their own row, and that they signed in; nothing else.
			const own: Record<string, number> = { users: 1, audit_logs: 1, sign_ins: 1, institutions: 1 };
			for (const table of tables)
				expect([table, stranger[table]]).toEqual([table, own[table] ?? 0]);
		});
	});

	test('attack: the Worker’s role can neither change nor delete the record, and owns nothing', async () => {
		await stack.database(async (query) => {
			for (const statement of [
				'update log_segments set count = 1',
				'delete from log_segments',
				'delete from audit_logs',
				"update audit_logs set action = 'x'",
				'delete from evidence',
				'update monitoring_events set peak = 0',
				'delete from responses',
				'select hash from user_passwords',
				'select sealed_private from token_keys',
				'select client_secret from identity_provider_secrets',
				"insert into audit_logs (action) values ('x')",
				'update audit_heads set seq = 0',
				"update users set roles = array['admin']",
				'update form_solutions set solutions = solutions',
				'alter table users disable row level security',
				'drop table results'
			]) {
				await query('begin');
				await query('set local role invigil_edge');
				await query("select set_config('invigil.roles', 'system', true)");
				await expect(query(statement), statement).rejects.toThrow(
					/permission denied|must be owner/
				);
				await query('rollback');
			}
			// One way round the parent's row-level security would be a partition read by its own name.
			const partitions = await query(
				`select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
				where has_table_privilege('invigil_edge', c.oid, 'select') and not c.relrowsecurity`
			);
			expect(partitions).toEqual([]);
		});
	});
});

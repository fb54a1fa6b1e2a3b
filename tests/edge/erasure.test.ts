/** A person has their data erased: when they may, what goes, and what a record can still say afterwards. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataRules } from '#sync/schema/accounts.ts';
import { auditCheck } from '#sync/schema/administration.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { answerPage, markOutcomes } from '#sync/schema/marking.ts';
import { attemptMarks } from '#sync/schema/results.ts';
import { reportLines } from '#sync/verify/report.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { signedIn } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers } from '../support/edge-device.ts';
import type { DevicePapers } from '../support/edge-device.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { untilMarked } from '../support/marked-sitting.ts';
import { PASSWORD } from '../support/student.ts';

const SECRET = 'A sentence only this student wrote.';
const EMAIL = 'student1@demo.test';
let stack: EdgeStack;
let papers: DevicePapers;
let device: EdgeDevice;

beforeAll(async () => {
	stack = await startEdge();
	papers = await fetchPapers(stack.origin, EMAIL);
	device = EdgeDevice.create(papers).connect();
	await device.open();
	await device.write({
		kind: 'response',
		data: { item: 'cause-or-coincidence', value: { type: 'essay', text: SECRET } }
	});
	const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await device.untilReceipted(seq);
	device.disconnect();
});
afterAll(() => stack.dispose());

const erase = ({ email = EMAIL, password = PASSWORD } = {}) =>
	papers.client.ask('POST', '/auth/data/erase', {
		body: { email, proof: { password } }
	});

/** The rule's days have passed, or a hold is laid on it. */
const change = (...statements: string[]) =>
	stack.database(async (query) => {
		for (const statement of statements) await query(statement);
	});

test('not by accident and not by somebody else: the address has to be typed, and the password known', async () => {
	expect(await erase({ email: 'student2@demo.test' })).toMatchObject({
		status: 400,
		body: { code: 'invalid_request' }
	});
	expect(await erase({ password: 'not it' })).toMatchObject({
		status: 401,
		body: { code: 'wrong_credentials' }
	});
});

test('marked by hand, and one question said to be worth more: both hold what names the answer', async () => {
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const { sitting } = papers.ticket;
	await untilMarked(teacher, sitting, 1);
	const path = `/marking/sittings/${sitting}`;
	const listed = async () =>
		answerPage.parse((await teacher.ask('GET', `${path}/answers?item=cause-or-coincidence`)).body)
			.answers[0];
	await expect.poll(async () => (await listed())?.response, { timeout: 20_000 }).toBeTruthy();
	const script = (await listed())?.script;
	const given = { points: 1, comment: '', scores: [], annotations: [], done: true };
	const save = {
		save: crypto.randomUUID(),
		script,
		item: 'cause-or-coincidence',
		as: 'marker',
		revision: 0
	};
	const body = { saves: [{ ...save, mark: given }] };
	const taken = markOutcomes.parse((await teacher.ask('POST', `${path}/marks`, { body })).body);
	expect(taken.outcomes[0]?.refused).toBeNull();
	const marks = await teacher.ask('GET', `/attempts/${papers.attempt.id}/marks`);
	const { items } = attemptMarks.parse(marks.body);
	const ruled = items.find(({ automatic, maximum }) => automatic !== null && maximum > 0);
	const change = { points: ruled?.maximum, because: 'A slip', from: ruled?.points };
	const put = `/attempts/${papers.attempt.id}/results/${ruled?.item ?? ''}`;
	expect((await teacher.ask('PUT', put, { body: change })).status).toBe(200);
	expect(await answerNames()).toEqual({ marked: 1, said: 1 });
});

/** How many marks and results still hold the hash of an answer: short answers can be found again by it. */
const answerNames = () =>
	stack.database(async (query) => {
		const [row] = await query(
			`select (select count(*)::int from marks where answer is not null) as marked,
				(select count(*)::int from results where person_answer is not null) as said`
		);
		return row;
	});

test('while the retention rule or a legal hold says so, all of it is kept, and the rule is told', async () => {
	const refused = await erase();
	const { keptUntil } = dataRules.parse((await papers.client.ask('GET', '/auth/data/rules')).body);
	expect(keptUntil).toBeGreaterThan(papers.ticket.closesAt);
	expect(refused).toMatchObject({
		status: 409,
		body: { code: 'must_be_kept', evidence: { until: keptUntil, legalHold: false } }
	});
	await change(
		"update sittings set closes_at = now() - interval '100 days', opens_at = now() - interval '101 days'",
		"update exam_sessions set last_entry_at = now() - interval '100 days'",
		`update users set legal_hold = 'an appeal' where email = '${EMAIL}'`
	);
	expect(await erase()).toMatchObject({
		status: 409,
		body: { code: 'must_be_kept', evidence: { legalHold: true } }
	});
	await change(`update users set legal_hold = null where email = '${EMAIL}'`);
});

test('attack: the only admin cannot leave an institution that nobody administers', async () => {
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	expect(
		await admin.ask('POST', '/auth/data/erase', {
			body: { email: 'admin@demo.test', proof: { password: PASSWORD } }
		})
	).toMatchObject({ status: 409, body: { code: 'conflict' } });
});

test('erased: what was written is nowhere any more, and nobody signs in as them', async () => {
	expect((await erase()).status).toBe(204);
	expect((await papers.client.ask('GET', '/auth/session')).status).toBe(401);
	const found = await stack.database(async (query) => {
		const tables = await query(
			`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
			and table_name not like '%_2%' and table_name not like '%_default'`
		);
		const hits: string[] = [];
		for (const { name } of tables) {
			const [row] = await query(
				`select count(*) filter (where t::text ilike '%' || $1 || '%') as said,
					count(*) filter (where t::text ilike '%' || $2 || '%') as address from ${String(name)} t`,
				[SECRET, EMAIL]
			);
			if (Number(row?.['said']) + Number(row?.['address']) > 0) hits.push(String(name));
		}
		const [cut] = await query(
			`select bool_and(length(l.bytes) = 90) as cut, count(*)::int as n from log_segments l
			where l.session_id = $1 and l.log = 'log'`,
			[device.session]
		);
		return { hits, cut };
	});
	expect(found.hits).toEqual([]);
	expect(await answerNames()).toEqual({ marked: 0, said: 0 });
	expect(found.cut).toMatchObject({ cut: true });
	expect(Number(found.cut?.['n'])).toBeGreaterThan(1);
	const again = await papers.client.ask('POST', '/auth/login', {
		body: { email: EMAIL, password: PASSWORD }
	});
	expect(again.status).toBe(401);
});

test('the record says that it was erased, and the edge’s receipts still hold', async () => {
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const { body } = await teacher.ask('GET', `/attempts/${papers.attempt.id}/bundle`);
	const exported = bundleSchema.parse(body);
	expect(JSON.stringify(exported)).not.toContain(SECRET);
	expect(exported).toMatchObject({ sessions: [], erased: [{ session: device.session }] });
	const verdict = await verifyBundle(exported, { trusted: papers.keys });
	expect(verdict.claims.filter(({ status }) => status === 'fail')).toEqual([]);
	expect(verdict.claims.find(({ id }) => id === 'receipted')?.status).toBe('pass');
	expect(reportLines(verdict)[0]).toMatch(/^This record was erased/);
});

test('attack: the old device brings it all back; the room takes nothing of it', async () => {
	const back = (await device.reopen()).connect();
	await expect.poll(() => back.refused[0]?.refusal.code, { timeout: 20_000 }).toBe('attempt_ended');
	back.disconnect();
	const other = EdgeDevice.create(papers).connect();
	await other.open();
	await expect
		.poll(() => other.refused[0]?.refusal.code, { timeout: 20_000 })
		.toBe('attempt_ended');
	other.disconnect();
});

test('the audit log names the act, and its chain is whole', async () => {
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	const checked = auditCheck.parse((await admin.ask('GET', '/admin/audit-logs/check')).body);
	expect(checked).toMatchObject({ brokenAt: null });
	const page = await admin.ask('GET', '/admin/audit-logs?limit=100');
	expect(JSON.stringify(page.body)).toContain('own_data_erased');
});

test('attack: the database function itself keeps to the rule and to one’s own', async () => {
	await stack.database(async (query) => {
		await query('begin');
		await query('set local role invigil_edge');
		await expect(query("select erase_own_data('{}', '{}')")).rejects.toThrow(/one's own/);
		await query('rollback');
		await query('begin');
		await query(
			`select set_config('invigil.person', id::text, true) from users where email = 'student2@demo.test'`
		);
		await query(
			`insert into exam_sessions (id, institution_id, attempt_id, device_key, ticket, head, opened_at, last_entry_at)
			select gen_random_uuid(), a.institution_id, a.id, '', '{}', '', now(), now() from exam_attempts a
			join users u on u.id = a.student_id where u.email = 'student2@demo.test'`
		);
		await query('set local role invigil_edge');
		await expect(query("select erase_own_data('{}', '{}')")).rejects.toThrow(/must be kept/);
		await query('rollback');
	});
});

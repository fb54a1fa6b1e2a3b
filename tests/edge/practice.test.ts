/** The institution's own practice exam: who may take it, that it is sat as any other, and that nothing of it stays or counts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decryptForm, importContentKey } from '#sync/form-cipher.ts';
import { practiceItems } from '#sync/practice/practice-exam.ts';
import { attemptList, attemptSummary, formAnswer, sittingList } from '#sync/schema/api.ts';
import type { AttemptSummary } from '#sync/schema/api.ts';
import { dataRules } from '#sync/schema/accounts.ts';
import { studentDashboard } from '#sync/schema/dashboards.ts';
import { formManifest } from '#sync/schema/form.ts';
import { examList } from '#sync/schema/teaching.ts';
import { openSigned } from '#sync/signed.ts';
import { fromBase64url } from '#sync/bytes.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { EdgeDevice, fetchContentKey, openPapers, until } from '../support/edge-device.ts';
import type { DevicePapers } from '../support/edge-device.ts';
import { addStranger } from '../support/edge-sittings.ts';
import { RawSocket } from '../support/edge-socket.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

const SOON_MS = 20_000;
let stack: EdgeStack;
let student: EdgeClient;
let other: EdgeClient;
let elsewhere: EdgeClient;
let staff: Record<'teacher' | 'proctor' | 'admin', EdgeClient>;
let first: AttemptSummary;
let papers: DevicePapers;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database((query) => addStranger(query, 'student@elsewhere.test', 'student'));
	student = await signedIn(stack.origin, 'student1@demo.test');
	other = await signedIn(stack.origin, 'student2@demo.test');
	elsewhere = await signedIn(stack.origin, 'student@elsewhere.test');
	staff = {
		teacher: await signedIn(stack.origin, 'teacher@demo.test'),
		proctor: await signedIn(stack.origin, 'proctor@demo.test'),
		admin: await signedIn(stack.origin, 'admin@demo.test')
	};
});
afterAll(() => stack.dispose());

const ask = (client = student, locale = 'en') =>
	client.ask('POST', '/student/practice', { body: { locale } });
const begun = async (client = student, locale = 'en') =>
	attemptSummary.parse((await ask(client, locale)).body);
const listed = async (client = student) =>
	attemptList.parse((await client.ask('GET', '/attempts')).body).attempts;

async function sit(own: DevicePapers, text: string): Promise<void> {
	const device = EdgeDevice.create(own).connect();
	await device.open();
	await device.write({
		kind: 'response',
		data: { item: 'essay', value: { type: 'essay', text } }
	});
	await device.write({
		kind: 'observation',
		data: {
			id: 0,
			check: 'page_hidden',
			phase: 'moment',
			from: 10,
			to: 10,
			peak: 1,
			confidence: 1
		}
	});
	const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await device.untilReceipted(seq);
	device.disconnect();
}

test('whoever asks first has it published: six questions under the key that signs every form, without a still', async () => {
	const answers = await Promise.all([ask(), ask(), ask(other)]);
	expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
	const [one, again, theirs] = answers.map(({ body }) => attemptSummary.parse(body));
	// Pressed twice, it is one; two people have one each, at the same sitting.
	expect(again?.id).toBe(one?.id);
	expect([theirs?.sitting, theirs?.id === one?.id]).toEqual([one?.sitting, false]);
	expect(one).toMatchObject({ practice: 'en', rehearsal: true, itemCount: 6, state: 'assigned' });
	first = one as AttemptSummary;
	papers = await openPapers(student, first);
	expect(papers.ticket.policy).toMatchObject({
		camera: true,
		microphone: true,
		analyses: ['head'],
		stills: 'never'
	});
	const { signed } = formAnswer.parse(
		(await student.ask('GET', `/sittings/${first.sitting}/form`)).body
	);
	const manifest = await openSigned('invigil-form/1', signed, papers.keys, formManifest);
	if (!manifest.ok) throw new Error(manifest.refusal.code);
	const key = await importContentKey(fromBase64url(await fetchContentKey(papers)));
	const opened = await decryptForm(manifest.statement, key, async (hash) => {
		const blob = await fetch(`${stack.origin}/api/v1/sittings/${first.sitting}/blobs/${hash}`, {
			headers: { cookie: student.cookie }
		});
		return new Uint8Array(await blob.arrayBuffer());
	});
	if (!opened.ok) throw new Error(opened.refusal.code);
	expect(opened.form.items).toEqual(practiceItems('en'));
});

test('in another language it is another form, and replaces what was begun', async () => {
	const arabic = await begun(other, 'ar');
	expect(arabic.examTitle).toBe('امتحان تجريبي');
	expect(arabic.sitting).not.toBe(first.sitting);
	expect((await listed(other)).filter(({ practice }) => practice)).toHaveLength(1);
	expect((await ask(other, 'tlh')).status).toBe(400);
});

test('it is sat as any exam is, handed in and receipted, and nothing of it is marked', async () => {
	await sit(papers, 'Two lines.\nHere.');
	await until(
		async () => (await listed()).find(({ id }) => id === first.id)?.state === 'accepted',
		SOON_MS
	);
	const rows = await stack.database((query) =>
		query(
			`select (select count(*) from responses where attempt_id = $1)::int as responses,
				(select count(*) from monitoring_events where attempt_id = $1)::int as observed,
				(select count(*) from results where attempt_id = $1)::int as results`,
			[first.id]
		)
	);
	expect(rows).toEqual([{ responses: 1, observed: 1, results: 0 }]);
});

test('nobody of the staff has it in a list, a figure or under its address', async () => {
	const { teacher, proctor, admin } = staff;
	for (const client of [teacher, proctor, admin]) expect((await ask(client)).status).toBe(403);
	expect((await ask(new EdgeClient(stack.origin))).status).toBe(401);
	for (const client of [teacher, proctor]) {
		const { sittings } = sittingList.parse((await client.ask('GET', '/sittings')).body);
		expect(sittings.map(({ id }) => id)).not.toContain(first.sitting);
		for (const path of [
			`/sittings/${first.sitting}`,
			`/sittings/${first.sitting}/form`,
			`/attempts/${first.id}/bundle`,
			`/attempts/${first.id}/results`
		])
			expect([path, (await client.ask('GET', path)).status]).toEqual([path, 404]);
	}
	const { exams } = examList.parse((await teacher.ask('GET', '/teacher/exams')).body);
	expect(exams.map(({ title }) => title)).not.toContain('Practice exam');
	const person = await admin.ask('GET', `/admin/users/${papers.ticket.student}`);
	expect(person.status).toBe(200);
	expect(JSON.stringify(person.body)).not.toContain('accepted');
	const dashboard = studentDashboard.parse((await student.ask('GET', '/student/dashboard')).body);
	expect([...dashboard.next, ...dashboard.recent].map(({ id }) => id)).not.toContain(first.id);
	expect(dashboard.counts.reduce((sum, { count }) => sum + count, 0)).toBe(1);
	// What the institution keeps of exams does not hold for it.
	const rules = dataRules.parse((await student.ask('GET', '/auth/data/rules')).body);
	expect(rules).toMatchObject({ keptUntil: null });
});

test('attack: a teacher or proctor puts themselves on its staff, plans it, or answers for it', async () => {
	const own = `/sittings/${first.sitting}`;
	const person = { email: 'teacher@demo.test', role: 'teacher' };
	const asks: [string, string, unknown?][] = [
		['GET', `${own}/plan`],
		['PATCH', own, { revision: 0, title: 'Mine' }],
		['POST', `${own}/staff`, person],
		['POST', `${own}/lock`, { reason: 'Mine now' }],
		['POST', `${own}/link`, {}],
		['POST', `${own}/roster`, { lines: [{ email: 'student3@demo.test' }] }],
		[
			'POST',
			`${own}/control`,
			{ id: crypto.randomUUID(), to: [first.id], act: { act: 'message', text: 'Hello' } }
		]
	];
	for (const client of [staff.teacher, staff.proctor])
		for (const [method, path, body] of asks) {
			const { status } = await client.ask(method, path, body === undefined ? {} : { body });
			expect([method, path, [403, 404].includes(status) || status]).toEqual([method, path, true]);
		}
	await stack.database(async (query) => {
		const staffing = `insert into sitting_staff (sitting_id, user_id, institution_id, role)
			select $1, id, institution_id, 'proctor' from users where email = 'proctor@demo.test'`;
		await expect(query(staffing, [first.sitting])).rejects.toThrow(/no staff/);
	});
});

test('attack: somebody of another institution, and another student, come to it', async () => {
	for (const client of [elsewhere, other]) {
		const deviceKey = papers.ticket.deviceKey;
		const tickets = await client.ask('POST', `/attempts/${first.id}/ticket`, {
			body: { deviceKey }
		});
		const keys = await client.ask('POST', `/attempts/${first.id}/key`, {
			body: { ticket: papers.signed }
		});
		expect([tickets.status, keys.status]).toEqual([404, 404]);
	}
	expect((await elsewhere.ask('GET', `/sittings/${first.sitting}/form`)).status).toBe(404);
	const theirs = await begun(elsewhere);
	expect(theirs.sitting).not.toBe(first.sitting);
	const houses = await stack.database((query) =>
		query(
			`select count(distinct s.institution_id)::int as houses, count(*) filter (where a.institution_id <> s.institution_id)::int as mixed
			from sittings s join exam_attempts a on a.sitting_id = s.id where s.practice is not null`
		)
	);
	expect(houses).toEqual([{ houses: 2, mixed: 0 }]);
});

test('attack: the ticket of a practice is used in the room of a real exam', async () => {
	const real = (await listed()).find(({ practice }) => !practice);
	const own = await openPapers(student, real);
	const answer = await student.ask('POST', `/attempts/${real?.id}/key`, {
		body: { ticket: papers.signed }
	});
	expect(answer.body).toMatchObject({ code: 'ticket_invalid' });
	const session = crypto.randomUUID();
	const { room } = own.ticket;
	const socket = await RawSocket.open(stack.origin, { room, session, ticket: papers.signed });
	expect(socket).toMatchObject({ status: 401 });
	expect((await listed()).find(({ id }) => id === real?.id)?.state).toBe('ready');
});

test('nobody is asked instead of accepting its notice', async () => {
	const fresh = await begun(other);
	const answer = await other.ask('POST', `/attempts/${fresh.id}/arrangement`, {
		body: { id: crypto.randomUUID(), reason: 'other', words: 'No', noticeHash: '0'.repeat(64) }
	});
	expect([answer.status, answer.body]).toMatchObject([409, { evidence: { because: 'practice' } }]);
});

test('taken again, the one before is gone: its room refuses it, and no row of it is left', async () => {
	const second = await begun();
	expect(second.id).not.toBe(first.id);
	expect((await listed()).filter(({ practice }) => practice).map(({ id }) => id)).toEqual([
		second.id
	]);
	const late = EdgeDevice.create(papers).connect();
	await late.open();
	await until(() => late.refused.length > 0, SOON_MS);
	expect(late.refused[0]).toMatchObject({ refusal: { code: 'attempt_ended' } });
	late.disconnect();
	await stack.database(async (query) => {
		const tables = await query(
			`select table_name as name from information_schema.columns where column_name = 'attempt_id' and table_schema = 'public'`
		);
		expect(tables.length).toBeGreaterThan(8);
		for (const { name } of tables) {
			const rows = await query(`select 1 from ${String(name)} where attempt_id = $1`, [first.id]);
			expect([name, rows.length]).toEqual([name, 0]);
		}
		expect(await query('select 1 from exam_attempts where id = $1', [first.id])).toEqual([]);
	});
});

test('after a day whoever comes by has it forgotten, but for who is under a legal hold', async () => {
	const mine = await begun();
	const theirs = await begun(elsewhere);
	const real = (await listed()).find(({ practice }) => !practice);
	await stack.database(async (query) => {
		await query(
			"update exam_attempts set opens_at = now() - interval '25 hours', closes_at = now() - interval '22 hours' where id = any ($1)",
			[[mine.id, theirs.id]]
		);
		await query("update exam_attempts set opens_at = now() - interval '25 hours' where id = $1", [
			real?.id
		]);
		await query("update users set legal_hold = 'A case' where email = 'student@elsewhere.test'");
	});
	// In a language that nobody has begun in: its hall looks at once.
	await begun(other, 'es');
	await until(async () => !(await listed()).some(({ id }) => id === mine.id), SOON_MS);
	expect((await listed(elsewhere)).map(({ id }) => id)).toEqual([theirs.id]);
	// A real one that began as long ago is still there, and its room still takes what comes.
	const device = EdgeDevice.create(await openPapers(student, real)).connect();
	await device.open();
	await device.untilReceipted(0);
	device.disconnect();
	// And is not taken away by another one either.
	await begun(elsewhere);
	expect((await listed(elsewhere)).map(({ id }) => id)).toContain(theirs.id);
});

test('attack: one person begins it a thousand times', async () => {
	const answers: number[] = [];
	let last = 0;
	for (let at = 0; at < 1000 && last !== 429; at++) {
		// The language is changed each time, so that nothing is gone on with.
		({ status: last } = await ask(student, at % 2 === 0 ? 'es' : 'hi'));
		answers.push(last);
	}
	expect(answers.length).toBeLessThan(16);
	expect(last).toBe(429);
	expect((await listed()).filter(({ practice }) => practice)).toHaveLength(1);
	// And somebody else's is not in its way.
	expect((await ask(other)).status).toBe(201);
}, 120_000);

test('attack: a function of the Worker’s forgets what is no practice', async () => {
	const real = (await listed()).find(({ practice }) => !practice);
	await stack.database(async (query) => {
		await query('begin');
		await query('set local role invigil_edge');
		await query("select set_config('invigil.roles', 'system', true)");
		const claim = 'select id from claim_practices($1, now(), 10)';
		expect(await query(claim, [[real?.id]])).toEqual([]);
		expect(await query('select forget_practice($1)', [[real?.id]])).toEqual([]);
		await query("select set_config('invigil.roles', 'teacher', true)");
		await expect(query('select forget_practice($1)', [[real?.id]])).rejects.toThrow(/only for/);
		await query('rollback');
		const [row] = await query('select 1 as there from exam_attempts where id = $1', [real?.id]);
		expect(row).toEqual({ there: 1 });
	});
});

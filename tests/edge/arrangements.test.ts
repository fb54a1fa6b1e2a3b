/** "I cannot accept this": from the student to the hall, and what comes of the answer. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { capturedMail } from '#sync/schema/accounts.ts';
import { attemptList, sittingDetail, sittingList } from '#sync/schema/api.ts';
import { arrangement, nothingArranged } from '#sync/schema/arrangement.ts';
import type { Arranged } from '#sync/schema/arrangement.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf, openPapers, fetchContentKey } from '../support/edge-device.ts';
import { copySitting, countOf } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack, type Query } from '../support/edge-stack.ts';
import { grantOf } from '../support/grants.ts';

let stack: EdgeStack;
let teacher: EdgeClient;
let proctor: EdgeClient;
let student: EdgeClient;
let other: EdgeClient;
beforeAll(async () => {
	stack = await startEdge();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	proctor = await signedIn(stack.origin, 'proctor@demo.test');
	student = await signedIn(stack.origin, 'student1@demo.test');
	other = await signedIn(stack.origin, 'student2@demo.test');
});
afterAll(() => stack.dispose());

const noticeHash = 'a'.repeat(64);
const words = 'My camera shows the room of my family.';

/** A sitting of its own, open now, with the demo's staff. */
async function newSitting(): Promise<string> {
	return stack.database(async (query: Query) => {
		const id = await copySitting(query, { opens: -30, closes: 600 });
		await query(
			`insert into sitting_staff (sitting_id, user_id, institution_id, role)
			select $1, user_id, institution_id, role from sitting_staff
			where sitting_id = (select id from sittings order by created_at limit 1)`,
			[id]
		);
		return id;
	});
}

async function attemptAt(sitting: string, who = student) {
	const { attempts } = attemptList.parse((await who.ask('GET', '/attempts')).body);
	const found = attempts.find((each) => each.sitting === sitting);
	if (!found) throw new Error('not in the list');
	return found;
}

const ask = (attempt: string, changes: Record<string, unknown> = {}, who = student) =>
	who.ask('POST', `/attempts/${attempt}/arrangement`, {
		body: { id: crypto.randomUUID(), reason: 'camera', words, noticeHash, ...changes }
	});
const answer = (
	sitting: string,
	id: string,
	granted: Partial<Arranged> | null,
	said = '',
	who = teacher
) =>
	who.ask('POST', `/sittings/${sitting}/arrangements/${id}/answer`, {
		body: { granted: granted && { ...nothingArranged, ...granted }, words: said }
	});
const rowOf = async (sitting: string, attempt: string, who = proctor) => {
	const detail = sittingDetail.parse((await who.ask('GET', `/sittings/${sitting}`)).body);
	return detail.rows.find((row) => row.attempt === attempt);
};

async function mailsAbout(sitting: string) {
	const { body } = await new EdgeClient(stack.origin).ask('GET', '/auth/captured-mail');
	return capturedMail.parse(body).mails.filter(({ body }) => body.includes(sitting));
}

test('the staff is mailed that somebody waits, not who nor why, and the list of sittings counts them', async () => {
	const sitting = await newSitting();
	await stack.database((query) =>
		query(
			`update sittings set mail_locale = 'es', mail_origin = 'https://exams.test' where id = $1`,
			[sitting]
		)
	);
	const asking = async () => {
		const list = sittingList.parse((await teacher.ask('GET', '/sittings')).body).sittings;
		return list.find(({ id }) => id === sitting)?.asking;
	};
	expect(await asking()).toBe(0);
	const first = await attemptAt(sitting);
	const { id } = arrangement.parse((await ask(first.id)).body);
	await vi.waitFor(
		async () =>
			expect((await mailsAbout(sitting)).map(({ recipient }) => recipient).sort()).toEqual([
				'proctor@demo.test',
				'teacher@demo.test'
			]),
		{ timeout: 20_000 }
	);
	for (const { subject, body } of await mailsAbout(sitting)) {
		expect(subject).toMatch(/^Alguien no puede aceptar el aviso/);
		// Where it was scheduled from, not the address the student came by.
		expect(body).toContain(`https://exams.test/console/sittings/${sitting}#asking`);
		expect(subject + body).not.toMatch(/Student One|student1/);
		expect(subject + body).not.toContain(words);
		expect(subject + body).not.toMatch(/cámara|camera/i);
	}
	expect(await asking()).toBe(1);
	// The same again, and another one while the first still waits: the mail there is leads to both.
	await ask(first.id, { id });
	await ask((await attemptAt(sitting, other)).id, {}, other);
	expect(await asking()).toBe(2);
	await answer(sitting, id, { noCamera: true });
	expect(await asking()).toBe(1);
	expect(await mailsAbout(sitting)).toHaveLength(2);
});

test('what a student cannot accept stands in the hall, and what the teacher switches off in the next ticket', async () => {
	const sitting = await newSitting();
	const { attempt, signed, ticket } = await fetchPapersOf(
		stack.origin,
		'student1@demo.test',
		sitting
	);
	expect(ticket.policy).toMatchObject({ camera: true });
	const asked = arrangement.parse((await ask(attempt.id)).body);
	expect(asked).toMatchObject({ reason: 'camera', words, withdrawn: false, answer: null });
	expect((await rowOf(sitting, attempt.id))?.arrangement).toEqual(asked);
	expect((await answer(sitting, asked.id, { noCamera: true }, 'Of course.')).status).toBe(204);
	const after = await attemptAt(sitting);
	expect(after.arrangement?.answer).toMatchObject({
		granted: { noCamera: true, noMicrophone: false },
		words: 'Of course.'
	});
	expect(after.accommodation).toMatchObject({ off: ['camera'], by: { camera: 'sitting' } });
	// The notice that was read is not the one that holds: the ticket of before opens nothing.
	const key = await student.ask('POST', `/attempts/${attempt.id}/key`, {
		body: { ticket: signed }
	});
	expect(key.body).toMatchObject({ code: 'conflict', evidence: { because: 'ticket_changed' } });
	const fresh = await openPapers(student, after);
	expect(fresh.ticket.policy).toMatchObject({ camera: false, stills: 'never' });
	expect(fresh.ticket.accommodation).toMatchObject({ off: ['camera'], by: { camera: 'sitting' } });
	// Nobody else's.
	expect((await attemptAt(sitting, other)).accommodation).toBeUndefined();
});

test('what the institution granted is said to be its decision, beside what a teacher arranged', async () => {
	const sitting = await newSitting();
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	const attempt = await attemptAt(sitting);
	const { ticket } = await openPapers(student, attempt);
	const path = `/admin/users/${ticket.student}/accommodations`;
	const granted = await admin.ask('POST', path, { body: grantOf({ noGaze: true, reader: true }) });
	const { id } = granted.body as { id: string };
	const asked = arrangement.parse((await ask(attempt.id, { reason: 'person_beside' })).body);
	await answer(sitting, asked.id, { secondPerson: true, reader: true });
	expect((await attemptAt(sitting)).accommodation).toMatchObject({
		reader: true,
		off: ['gaze', 'company'],
		by: { gaze: 'institution', company: 'sitting', reader: 'institution' }
	});
	await admin.ask('POST', `${path}/${id}/end`, { body: {} });
	expect((await attemptAt(sitting)).accommodation).toMatchObject({
		off: ['company'],
		by: { company: 'sitting', reader: 'sitting' }
	});
});

test('a proctor answers in words; what is observed is for the teachers to say', async () => {
	const sitting = await newSitting();
	const attempt = await attemptAt(sitting);
	const asked = arrangement.parse((await ask(attempt.id)).body);
	expect((await answer(sitting, asked.id, { noCamera: true }, '', proctor)).status).toBe(403);
	expect((await answer(sitting, asked.id, null, 'Come to room 4.', proctor)).status).toBe(204);
	expect((await attemptAt(sitting)).arrangement?.answer).toMatchObject({
		granted: null,
		words: 'Come to room 4.'
	});
	expect((await attemptAt(sitting)).accommodation).toBeUndefined();
	expect((await answer(sitting, asked.id, null, 'Again.')).body).toMatchObject({
		evidence: { because: 'stale' }
	});
	// Answered, it may be asked anew.
	expect((await ask(attempt.id, { reason: 'other' })).status).toBe(201);
});

test('one is open at a time, asked again it is the same one, and taken back it is gone from the hall’s list', async () => {
	const sitting = await newSitting();
	const attempt = await attemptAt(sitting);
	const id = crypto.randomUUID();
	expect((await ask(attempt.id, { id })).status).toBe(201);
	expect((await ask(attempt.id, { id })).status).toBe(201);
	expect((await ask(attempt.id)).body).toMatchObject({ evidence: { because: 'asked_already' } });
	const withdraw = () =>
		student.ask('POST', `/attempts/${attempt.id}/arrangement/withdraw`, { body: {} });
	expect((await withdraw()).status).toBe(204);
	expect((await withdraw()).status).toBe(409);
	expect((await rowOf(sitting, attempt.id))?.arrangement).toMatchObject({ id, withdrawn: true });
	expect((await answer(sitting, id, null, 'Too late.')).status).toBe(409);
});

test('a country that is said after the sitting was planned takes what its law forbids out of the ticket', async () => {
	const sitting = await newSitting();
	const settle = (country: string) =>
		stack.database((query) => query('update institutions set jurisdiction = $1', [country]));
	await stack.database((query) =>
		query(
			`update sittings set policy = policy || '{"analyses": ["arousal", "head"]}'::jsonb where id = $1`,
			[sitting]
		)
	);
	await settle('IN');
	const before = await fetchPapersOf(stack.origin, 'student1@demo.test', sitting);
	expect(before.ticket.policy.analyses).toEqual(['arousal', 'head']);
	await settle('DE');
	const key = await student.ask('POST', `/attempts/${before.attempt.id}/key`, {
		body: { ticket: before.signed }
	});
	expect(key.body).toMatchObject({ code: 'conflict', evidence: { because: 'ticket_changed' } });
	const after = await openPapers(student, before.attempt);
	expect(after.ticket.policy.analyses).toEqual(['head']);
	expect(await fetchContentKey(after)).toHaveLength(43);
	await settle('');
});

test('who has begun keeps to the ticket they began with', async () => {
	const sitting = await newSitting();
	const papers = await fetchPapersOf(stack.origin, 'student2@demo.test', sitting);
	const asked = arrangement.parse((await ask(papers.attempt.id, {}, other)).body);
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	const { seq } = await device.write({
		kind: 'navigation',
		data: { item: 'wettest-month', action: 'visit' }
	});
	await device.untilReceipted(seq);
	device.disconnect();
	await expect
		.poll(async () => (await attemptAt(sitting, other)).state, { timeout: 30_000 })
		.toBe('in_progress');
	expect((await answer(sitting, asked.id, { noCamera: true })).body).toMatchObject({
		evidence: { because: 'begun' }
	});
	expect((await answer(sitting, asked.id, null, 'Let us talk.')).status).toBe(204);
	expect((await ask(papers.attempt.id, {}, other)).body).toMatchObject({
		evidence: { because: 'begun' }
	});
}, 60_000);

test('who asks all day is told to wait, and the audit log names each act without the words', async () => {
	const sitting = await newSitting();
	const third = await signedIn(stack.origin, 'student3@demo.test');
	const attempt = await attemptAt(sitting, third);
	const statuses: number[] = [];
	for (let time = 0; time < 11; time++) {
		statuses.push((await ask(attempt.id, {}, third)).status);
		await third.ask('POST', `/attempts/${attempt.id}/arrangement/withdraw`, { body: {} });
	}
	expect(statuses).toEqual([...Array<number>(10).fill(201), 429]);
	await stack.database(async (query) => {
		for (const [action, times] of [
			['arrangement_asked', 10],
			['arrangement_withdrawn', 10]
		] as const)
			expect(
				countOf(
					await query('select count(*) as n from audit_logs where action = $1 and subject = $2', [
						action,
						attempt.id
					])
				)
			).toBe(times);
		const acts = await query(
			"select action, line, detail from audit_logs where action like 'arrangement%'"
		);
		expect(JSON.stringify(acts)).not.toContain('camera');
		// Neither what was asked for nor what was answered: it outlives what may say something of a person's health.
		expect(new Set(acts.map(({ action }) => action))).toContain('arrangement_answered');
		for (const { detail } of acts) expect(Object.keys(Object(detail))).toEqual(['arrangement']);
	});
});

test('attack: asked for another, answered by who is not on the staff, or through another sitting', async () => {
	const sitting = await newSitting();
	const attempt = await attemptAt(sitting);
	const asked = arrangement.parse((await ask(attempt.id)).body);
	// Somebody of the same institution who is not on the staff.
	expect((await answer(sitting, asked.id, null, 'Me.', other)).status).toBe(404);
	expect((await answer(sitting, asked.id, null, 'Me.', student)).status).toBe(404);
	expect((await ask(attempt.id, {}, other)).status).toBe(404);
	const elsewhere = await newSitting();
	expect((await answer(elsewhere, asked.id, null, 'Wrong door.')).status).toBe(404);
	await expect(answer(sitting, asked.id, {}, '').then(({ status }) => status)).resolves.toBe(400);
});

test('attack: in the database a student answers their own, a proctor switches a sensor off, an answer is changed', async () => {
	const sitting = await newSitting();
	const attempt = await attemptAt(sitting);
	const asked = arrangement.parse((await ask(attempt.id)).body);
	const granted = JSON.stringify({ ...nothingArranged, noCamera: true });
	const answered = (more: string) =>
		`update arrangement_requests set answered_at = now(), answered_by = acting_person(), answer = 'x'${more} where id = '${asked.id}' returning id`;
	const tries: [string, string, string][] = [
		['student1', 'student', answered('')],
		['student1', 'student', answered(', withdrawn_at = now()')],
		['student1', 'student', `update arrangement_requests set words = 'x' where id = '${asked.id}'`],
		['student2', 'student', `select words from arrangement_requests where id = '${asked.id}'`],
		[
			'student2',
			'student',
			`update arrangement_requests set withdrawn_at = now() where id = '${asked.id}' returning id`
		],
		['proctor', 'proctor', answered(`, granted = '${granted}'`)],
		['proctor', 'proctor', answered('')]
	];
	const outcomes = await stack.database(async (query) => {
		const said: string[] = [];
		for (const [who, role, sql] of tries) {
			await query('begin');
			await query('set local role invigil_edge');
			await query("select set_config('invigil.roles', 'system', true)");
			await query(
				`select set_config('invigil.person', id::text, true), set_config('invigil.institution', institution_id::text, true),
					set_config('invigil.roles', '${role}', true) from users where email = '${who}@demo.test'`
			);
			said.push(
				await query(sql).then(
					(rows) => `${rows.length} rows`,
					(error: Error) => error.message
				)
			);
			await query('rollback');
		}
		return said;
	});
	expect(outcomes).toEqual([
		expect.stringContaining('row-level security'),
		expect.stringContaining('row-level security'),
		expect.stringContaining('permission denied'),
		'0 rows',
		'0 rows',
		expect.stringContaining('row-level security'),
		'1 rows'
	]);
});

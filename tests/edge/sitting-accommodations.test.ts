/** What a teacher grants on the roster, for one sitting alone: where it arrives, who may, until when, and what is left of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { accommodationMade } from '#sync/schema/accommodation.ts';
import type { Granted } from '#sync/schema/accommodation.ts';
import { attemptList, sittingDetail } from '#sync/schema/api.ts';
import { sittingPlan } from '#sync/schema/plan.ts';
import { signedIn } from '../support/edge-client.ts';
import type { EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf, until } from '../support/edge-device.ts';
import { addStranger, copySitting } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack, type Query } from '../support/edge-stack.ts';
import { grantOf } from '../support/grants.ts';

const minute = 60_000;
const DAY = 24 * 60;
const patience = { timeout: 30_000 };
const nowhere = '00000000-0000-4000-8000-000000000000';
let stack: EdgeStack;
let admin: EdgeClient;
let teacher: EdgeClient;
let proctor: EdgeClient;
let student: EdgeClient;
let me: string;
let open: string;
let writing: string;
/** Theirs to plan, as their exam's is, but they are not on its staff. */
let unstaffed: string;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database(async (query) => {
		unstaffed = await copySitting(query, { opens: -30, closes: 600 });
		open = await staffed(query);
		writing = await staffed(query);
		const [row] = await query("select id from users where email = 'student1@demo.test'");
		me = String(row?.['id']);
		await addStranger(query, 'teacher@elsewhere.test', 'teacher');
		// A colleague who teaches another sitting, of another exam.
		await query(
			`with fresh as (
				insert into users (id, institution_id, email, name, roles, email_verified_at)
				select gen_random_uuid(), institution_id, 'other@demo.test', 'Other Teacher', array['teacher'], now()
				from users where email = 'teacher@demo.test' returning id, institution_id
			), staff as (
				insert into sitting_staff (sitting_id, user_id, institution_id, role) select $1::uuid, id, institution_id, 'proctor' from fresh
			)
			insert into user_passwords (user_id, hash) select fresh.id, p.hash from fresh, (select hash from user_passwords limit 1) p`,
			[writing]
		);
	});
	const as = (who: string) => signedIn(stack.origin, `${who}@demo.test`);
	admin = await as('admin');
	teacher = await as('teacher');
	proctor = await as('proctor');
	student = await as('student1');
});
afterAll(() => stack.dispose());

async function staffed(query: Query, opens = -30, closes = 600): Promise<string> {
	const sitting = await copySitting(query, { opens, closes });
	await query(
		`insert into sitting_staff (sitting_id, user_id, institution_id, role)
		select $1::uuid, t.user_id, t.institution_id, t.role from sitting_staff t
		where t.sitting_id = (select s.id from sittings s where s.id <> $1 order by s.created_at limit 1)`,
		[sitting]
	);
	return sitting;
}

async function listed(sitting: string, client = student) {
	const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
	const found = attempts.find((attempt) => attempt.sitting === sitting);
	if (!found) throw new Error('not in the list');
	return found;
}
const pathOf = (sitting: string, attempt: string) =>
	`/sittings/${sitting}/roster/${attempt}/accommodation`;
const bodyOf = (changes: Partial<Granted>, instead: string | null = null) => ({
	granted: grantOf(changes).granted,
	instead
});

async function grant(
	sitting: string,
	changes: Partial<Granted>,
	instead: string | null = null
): Promise<string> {
	const { id } = await listed(sitting);
	const answer = await teacher.ask('PUT', pathOf(sitting, id), { body: bodyOf(changes, instead) });
	expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
	return accommodationMade.parse(answer.body).id;
}
async function end(sitting: string, id: string) {
	const attempt = await listed(sitting);
	return teacher.ask('POST', `${pathOf(sitting, attempt.id)}/end`, { body: { id } });
}
const onRoster = async (sitting: string, attempt: string) =>
	sittingPlan
		.parse((await teacher.ask('GET', `/sittings/${sitting}/plan`)).body)
		.roster.find((entry) => entry.attempt === attempt);
const inHall = async (sitting: string, attempt: string) =>
	sittingDetail
		.parse((await proctor.ask('GET', `/sittings/${sitting}`)).body)
		.rows.find((row) => row.attempt === attempt);

test('it is in the list, the ticket and the hall of this sitting, and of no other', async () => {
	const before = await listed(open);
	const other = await listed(writing);
	const changes = { extraMinutes: 20, breakMinutes: 10, closesMinutes: 30, noCamera: true };
	const id = await grant(open, changes);
	const after = await listed(open);
	expect(after).toMatchObject({
		durationMs: before.durationMs + 20 * minute,
		closesAt: before.closesAt + 50 * minute,
		accommodation: {
			addedMs: 20 * minute,
			breaksMs: 10 * minute,
			ownWindow: true,
			off: ['camera'],
			by: { camera: 'sitting' }
		}
	});
	const { ticket } = await fetchPapersOf(stack.origin, 'student1@demo.test', open);
	expect(ticket).toMatchObject({
		durationMs: after.durationMs,
		closesAt: after.closesAt,
		policy: { camera: false },
		accommodation: { breaksMs: 10 * minute, off: ['camera'] }
	});
	await until(
		async () => (await inHall(open, after.id))?.accommodation?.addedMs === 20 * minute,
		10_000
	);
	expect(await onRoster(open, after.id)).toMatchObject({
		accommodation: { addedMs: 20 * minute },
		from: { time: 'sitting', breaks: 'sitting', window: 'sitting' },
		grantedHere: { id, by: expect.any(String), granted: grantOf(changes).granted }
	});
	expect(await listed(writing)).toEqual(other);
	const two = await fetchPapersOf(stack.origin, 'student2@demo.test', open);
	expect([two.ticket.durationMs, two.ticket.accommodation]).toEqual([before.durationMs, undefined]);
	expect((await end(open, id)).status).toBe(204);
	expect(await listed(open)).toEqual({ ...before, state: 'ready' });
});

test('a ticket of before opens nothing: the exam begins with what holds now', async () => {
	const { client, attempt, signed } = await fetchPapersOf(stack.origin, 'student1@demo.test', open);
	const id = await grant(open, { extraMinutes: 15 });
	const ask = await client.ask('POST', `/attempts/${attempt.id}/key`, { body: { ticket: signed } });
	expect(ask.body).toMatchObject({ code: 'conflict', evidence: { because: 'ticket_changed' } });
	await end(open, id);
});

test('with what is granted for every exam, of each kind the more generous holds, and the roster says where from', async () => {
	const body = grantOf({ timeMultiplier: 2, breakMinutes: 5, noCamera: true });
	const path = `/admin/users/${me}/accommodations`;
	const every = accommodationMade.parse((await admin.ask('POST', path, { body })).body).id;
	const { durationMs, id: attempt } = await listed(open);
	const here = await grant(open, { extraMinutes: 1, breakMinutes: 20, largerText: true });
	// A minute more than twice as much: one adds to the other, as two of an institution do.
	expect((await listed(open)).durationMs).toBe(durationMs + minute);
	expect(await onRoster(open, attempt)).toMatchObject({
		accommodation: { breaksMs: 20 * minute, largerText: true, by: { camera: 'institution' } },
		from: { time: 'sitting', breaks: 'sitting', text: 'sitting' }
	});
	const less = await grant(open, { timeMultiplier: 1.5, largerText: true }, here);
	expect((await onRoster(open, attempt))?.from).toEqual({
		time: 'institution',
		breaks: 'institution',
		text: 'sitting'
	});
	await end(open, less);
	await admin.ask('POST', `${path}/${every}/end`, { body: {} });
});

test('two who grant at once: the second hears that another took its place', async () => {
	const { id: attempt } = await listed(open);
	const first = await grant(open, { extraMinutes: 10 });
	const late = { body: bodyOf({ extraMinutes: 30 }) };
	const refused = await teacher.ask('PUT', pathOf(open, attempt), late);
	expect(refused.body).toMatchObject({ code: 'conflict', evidence: { because: 'stale' } });
	const second = await grant(open, { extraMinutes: 20 }, first);
	expect((await listed(open)).accommodation?.addedMs).toBe(20 * minute);
	expect((await end(open, first)).body).toMatchObject({ evidence: { because: 'stale' } });
	expect((await end(open, second)).status).toBe(204);
	expect((await end(open, second)).status).toBe(409);
});

describe('once the exam is begun', () => {
	test('nothing is granted any more, and what is taken back stays with who began with it', async () => {
		const id = await grant(writing, { extraMinutes: 15, breakMinutes: 10 });
		const papers = await fetchPapersOf(stack.origin, 'student1@demo.test', writing);
		const device = EdgeDevice.create(papers).connect();
		await device.open();
		await device.untilReceipted(0);
		const attempt = papers.attempt.id;
		// At once, before Postgres may have heard of it.
		const body = bodyOf({ extraMinutes: 60 }, id);
		const refused = await teacher.ask('PUT', pathOf(writing, attempt), { body });
		expect(refused.body).toMatchObject({ code: 'conflict', evidence: { because: 'begun' } });
		await until(async () => (await inHall(writing, attempt))?.state === 'in_progress', 10_000);
		expect((await teacher.ask('PUT', pathOf(writing, attempt), { body })).status).toBe(409);
		await until(async () => (await onRoster(writing, attempt))?.state === 'in_progress', 10_000);
		expect((await end(writing, id)).status).toBe(204);
		const held = { addedMs: 15 * minute, breaksMs: 10 * minute };
		for (const known of [await onRoster(writing, attempt), await inHall(writing, attempt)])
			expect(known?.accommodation).toMatchObject(held);
		expect((await onRoster(writing, attempt))?.grantedHere).toBeUndefined();
		device.disconnect();
	});

	test('begun without it, it is never shown as if it applied', async () => {
		const client = await signedIn(stack.origin, 'student2@demo.test');
		const papers = await fetchPapersOf(stack.origin, 'student2@demo.test', writing);
		// The device has its ticket and no network; the start code opens the exam.
		const { id: attempt } = await listed(writing, client);
		const made = await teacher.ask('PUT', pathOf(writing, attempt), {
			body: bodyOf({ extraMinutes: 15 })
		});
		expect(made.status).toBe(200);
		const device = EdgeDevice.create(papers).connect();
		await device.open();
		await device.untilReceipted(0);
		await until(async () => (await onRoster(writing, attempt))?.grantedSince !== undefined, 10_000);
		await until(async () => (await inHall(writing, attempt))?.grantedSince !== undefined, 10_000);
		for (const known of [await onRoster(writing, attempt), await inHall(writing, attempt)]) {
			expect(known?.accommodation).toBeUndefined();
			expect(known?.grantedSince).toMatchObject({ addedMs: 15 * minute });
		}
		device.disconnect();
	});
});

test('deadlines wait for who was given a window here, until it is taken back', async () => {
	const id = crypto.randomUUID();
	const past = await stack.database(async (query) => {
		const made = await staffed(query);
		// Granted before it is in the past: any hall that wakes up closes what is due anywhere.
		await query(
			`insert into sitting_accommodations (id, institution_id, sitting_id, student_id, granted, granted_by)
			select $1::uuid, s.institution_id, s.id, u.id, $3::jsonb, t.id from sittings s, users u, users t
			where s.id = $2 and u.email = 'student1@demo.test' and t.email = 'teacher@demo.test'`,
			[id, made, JSON.stringify(grantOf({ closesMinutes: 19 * DAY }).granted)]
		);
		await query('update sittings set opens_at = $2, closes_at = $3 where id = $1', [
			made,
			new Date(Date.now() - 11 * DAY * minute),
			new Date(Date.now() - 10 * DAY * minute)
		]);
		return made;
	});
	const shown = async () =>
		sittingDetail.parse((await teacher.ask('GET', `/sittings/${past}`)).body);
	await expect
		.poll(async () => (await shown()).rows.map(({ state }) => state), patience)
		.toContain('expired');
	expect((await listed(past)).state).toBe('assigned');
	expect((await shown()).lock).toBeNull();
	expect((await end(past, id)).status).toBe(204);
	await expect.poll(async () => (await shown()).lock, patience).toMatchObject({ by: null });
	expect((await listed(past)).state).toBe('expired');
});

describe('who may not', () => {
	test('attack: a proctor, the student, an admin, a colleague of another sitting, another institution', async () => {
		const { id: attempt } = await listed(open);
		const id = await grant(open, { extraMinutes: 5 });
		const others = {
			proctor,
			student,
			admin,
			'teacher of another sitting': await signedIn(stack.origin, 'other@demo.test'),
			'teacher elsewhere': await signedIn(stack.origin, 'teacher@elsewhere.test')
		};
		for (const [who, client] of Object.entries(others)) {
			const put = await client.ask('PUT', pathOf(open, attempt), {
				body: bodyOf({ timeMultiplier: 4 }, id)
			});
			const ended = await client.ask('POST', `${pathOf(open, attempt)}/end`, { body: { id } });
			expect([who, put.status, ended.status]).toEqual([who, 404, 404]);
		}
		expect((await onRoster(open, attempt))?.grantedHere?.id).toBe(id);
		await end(open, id);
	});

	test('attack: a teacher who supervises the sitting as a proctor, and one who plans it without being on its staff', async () => {
		const other = await signedIn(stack.origin, 'other@demo.test');
		const three = await signedIn(stack.origin, 'student3@demo.test');
		const body = bodyOf({ extraMinutes: 5 });
		const theirs = await listed(writing, three);
		expect((await other.ask('PUT', pathOf(writing, theirs.id), { body })).status).toBe(404);
		const { id } = await listed(unstaffed, three);
		expect((await teacher.ask('PUT', pathOf(unstaffed, id), { body })).status).toBe(403);
	});

	test('attack: to somebody of another sitting, of no roster, or taken off it; and nothing at all', async () => {
		const body = bodyOf({ extraMinutes: 5 });
		const three = await signedIn(stack.origin, 'student3@demo.test');
		const { id: mine } = await listed(open, three);
		const { id: elsewhere } = await listed(writing, three);
		for (const attempt of [elsewhere, nowhere])
			expect((await teacher.ask('PUT', pathOf(open, attempt), { body })).status).toBe(404);
		const path = pathOf(open, mine);
		expect((await teacher.ask('PUT', path, { body: bodyOf({}) })).status).toBe(400);
		const less = { ...body, granted: { ...body.granted, extraMinutes: -5 } };
		expect((await teacher.ask('PUT', path, { body: less })).status).toBe(400);
		await teacher.ask('POST', `/sittings/${open}/roster/remove`, { body: { attempts: [mine] } });
		expect((await teacher.ask('PUT', path, { body })).status).toBe(404);
	});

	test('attack: the database, asked without the Worker’s care', async () => {
		const { id: attempt } = await listed(open);
		const id = await grant(open, { extraMinutes: 5 });
		const grants = `insert into sitting_accommodations (id, institution_id, sitting_id, student_id, granted, granted_by)
			select gen_random_uuid(), u.institution_id, a.sitting_id, a.student_id, '{}', u.id from users u, exam_attempts a`;
		const tries: [who: string, sql: string, outcome: string | number][] = [
			['teacher', `select id from sitting_accommodations where id = '${id}'`, 1],
			['proctor', `select id from sitting_accommodations where id = '${id}'`, 1],
			['student1', `select id from sitting_accommodations where id = '${id}'`, 1],
			['student2', `select id from sitting_accommodations where id = '${id}'`, 0],
			['admin', `select id from sitting_accommodations where id = '${id}'`, 0],
			['other', `select id from sitting_accommodations where id = '${id}'`, 0],
			['other', `select from granted_at_sitting('${open}')`, 0],
			['student1', `select from granted_at_sitting('${open}')`, 0],
			['other', `select from jsonb_array_elements(grants_at('${open}', '${me}', now(), now()))`, 0],
			[
				'student2',
				`select from jsonb_array_elements(grants_at('${open}', '${me}', now(), now()))`,
				0
			],
			['teacher', `delete from sitting_accommodations where id = '${id}'`, 'permission denied'],
			['teacher', `update sitting_accommodations set granted = '{}'`, 'permission denied'],
			[
				'proctor',
				`update sitting_accommodations set ended_at = now(), ended_by = acting_person()`,
				0
			],
			[
				'student1',
				`update sitting_accommodations set ended_at = now(), ended_by = acting_person()`,
				0
			],
			[
				'proctor',
				`${grants} where u.id = acting_person() and a.id = '${attempt}'`,
				'row-level security'
			],
			[
				'student1',
				`${grants} where u.id = acting_person() and a.id = '${attempt}'`,
				'row-level security'
			],
			// Begun, and not on their staff.
			[
				'teacher',
				`${grants} where u.id = acting_person() and a.sitting_id = '${writing}' and a.state = 'in_progress'`,
				'row-level security'
			]
		];
		const said = await stack.database(async (query) => {
			const outcomes: [string, string, string | number][] = [];
			for (const [who, sql] of tries) {
				await query('begin');
				await query(
					`select set_config('invigil.person', id::text, true), set_config('invigil.institution', institution_id::text, true),
						set_config('invigil.roles', array_to_string(roles, ','), true) from users where email = $1`,
					[`${who}@demo.test`]
				);
				await query('set local role invigil_edge');
				const outcome = await query(
					`${sql}${sql.startsWith('update') ? ' returning id' : ''}`
				).then(
					(rows) => rows.length,
					({ message }: Error) => message
				);
				outcomes.push([who, sql, outcome]);
				await query('rollback');
			}
			return outcomes;
		});
		expect(said).toEqual(
			tries.map(([who, sql, outcome]) => [
				who,
				sql,
				typeof outcome === 'string' ? expect.stringContaining(outcome) : outcome
			])
		);
		await end(open, id);
	});
});

test('who granted what and when is written down, without what it was', async () => {
	const rows = z.array(z.object({ action: z.string(), line: z.unknown() })).parse(
		await stack.database((query) =>
			query(
				`select l.action, l.line from audit_logs l join users u on u.id = l.actor_id and u.email = 'teacher@demo.test'
				where l.action like 'sitting_accommodation%' and l.subject = $1`,
				[me]
			)
		)
	);
	expect(new Set(rows.map(({ action }) => action))).toEqual(
		new Set([
			'sitting_accommodation_granted',
			'sitting_accommodation_changed',
			'sitting_accommodation_ended'
		])
	);
	expect(JSON.stringify(rows)).toContain(open);
	expect(JSON.stringify(rows)).not.toContain('extraMinutes');
});

test('of who is erased nothing of it stays', async () => {
	const { before, after } = await stack.database(async (query) => {
		const held = () =>
			query('select id from sitting_accommodations where student_id = $1', [me]).then(
				({ length }) => length
			);
		await query('begin');
		const before = await held();
		await query('update users set erased_at = now() where id = $1', [me]);
		const after = await held();
		await query('rollback');
		return { before, after };
	});
	expect(before).toBeGreaterThan(0);
	expect(after).toBe(0);
});

/** What is granted to a student, and where it arrives: list, ticket, key, hall, and in nobody else's hands. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	accommodationMade,
	accommodations,
	ownAccommodations
} from '#sync/schema/accommodation.ts';
import type { AccommodationRequest } from '#sync/schema/accommodation.ts';
import { attemptList, sittingDetail } from '#sync/schema/api.ts';
import { sittingPlan } from '#sync/schema/plan.ts';
import { signedIn } from '../support/edge-client.ts';
import type { EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf, until } from '../support/edge-device.ts';
import { addStranger, copySitting } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { grantOf, SECRET_REASON } from '../support/grants.ts';

const minute = 60_000;
let stack: EdgeStack;
let admin: EdgeClient;
let teacher: EdgeClient;
let proctor: EdgeClient;
let student: EdgeClient;
let me: string;
/** Closed ten minutes ago for everybody else. */
let closed: string;
let open: string;
let writing: string;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database(async (query) => {
		closed = await copySitting(query, { opens: -300, closes: -10 });
		open = await copySitting(query, { opens: -30, closes: 600 });
		writing = await copySitting(query, { opens: -30, closes: 600 });
		for (const sitting of [open, writing])
			await query(
				`insert into sitting_staff (sitting_id, user_id, institution_id, role)
				select distinct $1::uuid, user_id, institution_id, role from sitting_staff where sitting_id <> $1`,
				[sitting]
			);
		const [row] = await query("select id from users where email = 'student1@demo.test'");
		me = String(row?.['id']);
		await addStranger(query, 'admin@elsewhere.test', 'admin');
		await addStranger(query, 'teacher@elsewhere.test', 'teacher');
	});
	const as = (who: string) => signedIn(stack.origin, `${who}@demo.test`);
	admin = await as('admin');
	teacher = await as('teacher');
	proctor = await as('proctor');
	student = await as('student1');
});
afterAll(() => stack.dispose());

async function grant(body: AccommodationRequest): Promise<string> {
	const answer = await admin.ask('POST', `/admin/users/${me}/accommodations`, { body });
	expect(answer.status).toBe(201);
	return accommodationMade.parse(answer.body).id;
}
const end = (id: string) =>
	admin.ask('POST', `/admin/users/${me}/accommodations/${id}/end`, { body: {} });

async function listed(sitting: string) {
	const { attempts } = attemptList.parse((await student.ask('GET', '/attempts')).body);
	const found = attempts.find((attempt) => attempt.sitting === sitting);
	if (!found) throw new Error('not in the list');
	return found;
}

test('a quarter more time is in the list, the ticket and the window; others have what was planned', async () => {
	const before = await listed(open);
	expect(before.accommodation).toBeUndefined();
	const id = await grant(grantOf({ timeMultiplier: 1.25, breakMinutes: 10, largerText: true }));
	const after = await listed(open);
	const added = before.durationMs / 4;
	expect(after.durationMs - before.durationMs).toBe(added);
	expect(after.closesAt - before.closesAt).toBe(added);
	expect(after.accommodation).toEqual({
		breaksMs: 10 * minute,
		largerText: true,
		reader: false,
		off: [],
		addedMs: added,
		ownWindow: false
	});
	const { ticket } = await fetchPapersOf(stack.origin, 'student1@demo.test', open);
	expect(ticket).toMatchObject({
		durationMs: after.durationMs,
		closesAt: after.closesAt,
		accommodation: { breaksMs: 10 * minute, largerText: true, reader: false, off: [] }
	});
	const other = await fetchPapersOf(stack.origin, 'student2@demo.test', open);
	expect(other.ticket.durationMs).toBe(before.durationMs);
	expect(other.ticket.accommodation).toBeUndefined();
	await end(id);
	expect(await listed(open)).toEqual({ ...before, state: 'ready' });
});

test('one’s own window gives the key after the sitting has closed for everybody else', async () => {
	const id = await grant(grantOf({ closesMinutes: 60 }));
	const { client, attempt, signed } = await fetchPapersOf(
		stack.origin,
		'student1@demo.test',
		closed
	);
	expect(attempt.accommodation?.ownWindow).toBe(true);
	const ask = () => client.ask('POST', `/attempts/${attempt.id}/key`, { body: { ticket: signed } });
	expect((await ask()).status).toBe(200);
	// The ticket that was given says open still; what holds now is asked.
	await end(id);
	expect((await ask()).body).toMatchObject({ code: 'closed' });
});

test('what is granted while an exam is being written is not in it: hall and roster say both, and a second device has it', async () => {
	const papers = () => fetchPapersOf(stack.origin, 'student1@demo.test', writing);
	const first = await papers();
	const device = EdgeDevice.create(first).connect();
	await device.open();
	await device.untilReceipted(0);
	const id = await grant(grantOf({ extraMinutes: 15, breakMinutes: 10 }));
	const inHall = async () =>
		sittingDetail
			.parse((await proctor.ask('GET', `/sittings/${writing}`)).body)
			.rows.find(({ attempt }) => attempt === first.attempt.id);
	const onRoster = async () =>
		sittingPlan
			.parse((await teacher.ask('GET', `/sittings/${writing}/plan`)).body)
			.roster.find(({ attempt }) => attempt === first.attempt.id);
	const granted = { addedMs: 15 * minute, breaksMs: 10 * minute };
	await until(async () => (await inHall())?.grantedSince !== undefined, 5_000);
	await until(async () => (await onRoster())?.grantedSince !== undefined, 5_000);
	for (const known of [await inHall(), await onRoster()]) {
		expect(known?.grantedSince).toMatchObject(granted);
		expect(known?.accommodation).toBeUndefined();
	}
	// On another device the attempt goes on under a ticket of its own.
	const second = EdgeDevice.create(await papers()).connect();
	await second.open();
	await second.untilReceipted(0);
	await until(async () => (await inHall())?.accommodation !== undefined, 5_000);
	const known = await inHall();
	expect(known?.accommodation).toMatchObject(granted);
	expect(known?.grantedSince).toBeUndefined();
	for (const each of [device, second]) each.disconnect();
	await end(id);
});

test('a camera that was excused is off in the policy of the ticket', async () => {
	const id = await grant(grantOf({ noCamera: true }));
	const { ticket } = await fetchPapersOf(stack.origin, 'student1@demo.test', open);
	expect(ticket.policy.camera).toBe(false);
	expect(ticket.accommodation?.off).toEqual(['camera']);
	await end(id);
});

test('what has run out, or begins later than the sitting closes, does not apply', async () => {
	const now = Date.now();
	const over = await grant(
		grantOf({ extraMinutes: 30 }, { from: now - 20 * 86_400_000, until: now - 86_400_000 })
	);
	const later = await grant(grantOf({ extraMinutes: 30 }, { from: now + 86_400_000 }));
	expect((await listed(open)).accommodation).toBeUndefined();
	await Promise.all([end(over), end(later)]);
});

describe('on record', () => {
	test('changing puts another in its place and keeps the one before, with who and why', async () => {
		const first = await grant(grantOf({ extraMinutes: 10 }));
		const path = `/admin/users/${me}/accommodations`;
		const changed = await admin.ask('PUT', `${path}/${first}`, {
			body: grantOf({ extraMinutes: 20 })
		});
		const second = accommodationMade.parse(changed.body).id;
		expect((await listed(open)).accommodation?.addedMs).toBe(20 * minute);
		// Once: the second one who changes the same finds that it is not in force any more.
		const again = await admin.ask('PUT', `${path}/${first}`, {
			body: grantOf({ extraMinutes: 30 })
		});
		expect(again.status).toBe(404);
		const record = accommodations.parse((await admin.ask('GET', path)).body).accommodations;
		expect(record.find(({ id }) => id === second)).toMatchObject({
			state: 'in_force',
			replaces: first,
			reason: SECRET_REASON
		});
		expect(record.find(({ id }) => id === first)).toMatchObject({
			state: 'replaced',
			granted: { extraMinutes: 10 }
		});
		await end(second);
		expect((await end(second)).status).toBe(404);
	});

	test('the audit log says who granted to whom, and holds no word of the reason', async () => {
		const rows = await stack.database((query) =>
			query("select action, subject, line from audit_logs where action like 'accommodation%'")
		);
		const actions = new Set(rows.map(({ action }) => action));
		expect(actions).toEqual(
			new Set([
				'accommodation_granted',
				'accommodation_changed',
				'accommodation_ended',
				'accommodations_viewed'
			])
		);
		expect(rows.every(({ subject }) => subject === me)).toBe(true);
		expect(JSON.stringify(rows)).not.toContain(SECRET_REASON);
	});

	test('attack: an admin cannot take a version off the record or unmake its end', async () => {
		const id = await grant(grantOf({ extraMinutes: 1 }));
		await end(id);
		const tries = [
			`delete from accommodations where id = '${id}'`,
			`update accommodations set reason = 'x' where id = '${id}'`,
			`update accommodations set ended_at = null where id = '${id}' returning id`
		];
		const outcomes = await stack.database(async (query) => {
			const said: string[] = [];
			for (const sql of tries) {
				await query('begin');
				await query('set local role invigil_edge');
				await query("select set_config('invigil.roles', 'system', true)");
				await query(
					`select set_config('invigil.person', id::text, true), set_config('invigil.institution', institution_id::text, true),
						set_config('invigil.roles', 'admin', true) from users where email = 'admin@demo.test'`
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
			expect.stringContaining('permission denied'),
			expect.stringContaining('permission denied'),
			'0 rows'
		]);
	});
});

describe('who sees what', () => {
	test('attack: neither the teacher nor the proctor nor the student finds the reason anywhere', async () => {
		const id = await grant(grantOf({ timeMultiplier: 1.5, reader: true, noMicrophone: true }));
		for (const [who, client] of Object.entries({ teacher, proctor, student })) {
			const said: unknown[] = [];
			for (const path of [
				`/admin/users/${me}/accommodations`,
				`/sittings/${open}`,
				'/student/accommodations',
				`/teacher/students/${me}`,
				'/attempts',
				'/auth/profile'
			])
				said.push((await client.ask('GET', path)).body);
			expect([who, JSON.stringify(said).includes(SECRET_REASON)]).toEqual([who, false]);
		}
		await end(id);
	});

	test('the staff see in the hall and on the roster what applies, and the student sees it as their own', async () => {
		const id = await grant(grantOf({ extraMinutes: 15, reader: true }));
		for (const client of [teacher, proctor]) {
			const { rows } = sittingDetail.parse((await client.ask('GET', `/sittings/${open}`)).body);
			const applied = rows.filter(({ accommodation }) => accommodation !== undefined);
			expect(applied).toHaveLength(1);
			expect(applied[0]).toMatchObject({
				attempt: (await listed(open)).id,
				accommodation: { addedMs: 15 * minute, reader: true }
			});
		}
		const planned = sittingPlan.parse((await teacher.ask('GET', `/sittings/${open}/plan`)).body);
		expect(planned.roster.filter(({ accommodation }) => accommodation)).toEqual([
			expect.objectContaining({
				attempt: (await listed(open)).id,
				accommodation: expect.objectContaining({ addedMs: 15 * minute, reader: true })
			})
		]);
		expect(JSON.stringify(planned)).not.toContain(SECRET_REASON);
		const own = ownAccommodations.parse((await student.ask('GET', '/student/accommodations')).body);
		expect(own.accommodations).toEqual([
			expect.objectContaining({ id, granted: expect.objectContaining({ reader: true }) })
		]);
		const two = await signedIn(stack.origin, 'student2@demo.test');
		expect((await two.ask('GET', '/student/accommodations')).body).toEqual({ accommodations: [] });
		await end(id);
	});

	test('attack: who may change the sitting through its exam alone asks the plan what applies to its students', async () => {
		const id = await grant(grantOf({ extraMinutes: 15 }));
		const plan = async () =>
			sittingPlan.parse((await teacher.ask('GET', `/sittings/${open}/plan`)).body);
		const staffed = (await plan()).staff;
		const off =
			"delete from sitting_staff where sitting_id = $1 and role = 'teacher' returning user_id";
		const gone = await stack.database((query) => query(off, [open]));
		const { mayWatch, roster } = await plan();
		expect([mayWatch, roster.length > 1]).toEqual([false, true]);
		expect(roster.filter(({ accommodation }) => accommodation)).toEqual([]);
		await stack.database(async (query) => {
			for (const { user_id } of gone)
				await query(
					`insert into sitting_staff (sitting_id, user_id, institution_id, role)
					select $1, id, institution_id, 'teacher' from users where id = $2`,
					[open, user_id]
				);
		});
		expect((await plan()).staff).toEqual(staffed);
		expect((await plan()).roster.some(({ accommodation }) => accommodation)).toBe(true);
		await end(id);
	});

	test('a grant that comes while the student sits stands in the hall beside what the exam has, and the end of it too', async () => {
		const papers = await fetchPapersOf(stack.origin, 'student3@demo.test', open);
		const device = EdgeDevice.create(papers).connect();
		await device.open();
		await device.untilReceipted(0);
		const path = `/admin/users/${papers.ticket.student}/accommodations`;
		const made = await admin.ask('POST', path, { body: grantOf({ breakMinutes: 5 }) });
		const row = async () => {
			const answer = await proctor.ask('GET', `/sittings/${open}`);
			return sittingDetail
				.parse(answer.body)
				.rows.find(({ attempt }) => attempt === papers.attempt.id);
		};
		// The hall hears of it from the room, a moment after the device has its receipt.
		await until(async () => (await row())?.grantedSince?.breaksMs === 5 * minute, 15_000);
		expect((await row())?.state).toBe('in_progress');
		const { id } = accommodationMade.parse(made.body);
		await admin.ask('POST', `${path}/${id}/end`, { body: {} });
		// A heartbeat of the device does not bring back what is over.
		const { seq } = await device.write({
			kind: 'response',
			data: { item: 'a', value: { type: 'essay', text: 'On I go.' } }
		});
		await device.untilReceipted(seq);
		await until(async () => (await row())?.grantedSince === undefined, 15_000);
		device.disconnect();
	});

	test('attack: a student, a teacher or another institution’s admin grants', async () => {
		const body = grantOf({ timeMultiplier: 4 });
		const elsewhere = await signedIn(stack.origin, 'admin@elsewhere.test');
		const path = `/admin/users/${me}/accommodations`;
		expect((await student.ask('POST', path, { body })).status).toBe(403);
		expect((await teacher.ask('POST', path, { body })).status).toBe(403);
		expect((await proctor.ask('POST', path, { body })).status).toBe(403);
		expect((await elsewhere.ask('POST', path, { body })).status).toBe(404);
		expect((await listed(open)).accommodation).toBeUndefined();
	});

	test('attack: somebody of the staff of another sitting asks the database what applies to the student', async () => {
		const id = await grant(grantOf({ extraMinutes: 15 }));
		const answers = await stack.database(async (query) => {
			const said: Record<string, unknown> = {};
			for (const email of ['teacher@demo.test', 'teacher@elsewhere.test', 'student2@demo.test']) {
				await query('begin');
				await query(
					`select set_config('invigil.person', u.id::text, true), set_config('invigil.institution', u.institution_id::text, true),
						set_config('invigil.roles', array_to_string(u.roles, ','), true) from users u where email = $1`,
					[email]
				);
				await query('set local role invigil_edge');
				const [row] = await query(
					"select accommodations_for($1, now(), now() + interval '1 hour') as found",
					[me]
				);
				const rows = await query('select id from accommodations');
				said[email] = [(row?.['found'] as unknown[]).length, rows.length];
				await query('rollback');
			}
			return said;
		});
		expect(answers).toEqual({
			'teacher@demo.test': [1, 0],
			'teacher@elsewhere.test': [0, 0],
			'student2@demo.test': [0, 0]
		});
		await end(id);
	});
});

test('nobody grants to an account that is no student’s', async () => {
	const [row] = await stack.database((query) =>
		query("select id from users where email = 'admin@demo.test'")
	);
	const own = await admin.ask('POST', `/admin/users/${String(row?.['id'])}/accommodations`, {
		body: grantOf({ largerText: true })
	});
	expect(own.body).toMatchObject({ code: 'conflict' });
});

test('attack: a grant that takes time away, or grants nothing', async () => {
	for (const granted of [{ timeMultiplier: 0.5 }, { extraMinutes: -10 }, {}]) {
		const answer = await admin.ask('POST', `/admin/users/${me}/accommodations`, {
			body: grantOf(granted)
		});
		expect([granted, answer.status]).toEqual([granted, 400]);
	}
});

test('of who is erased nothing of it stays', async () => {
	await grant(grantOf({ largerText: true }));
	const rows = await stack.database(async (query) => {
		await query('begin');
		await query('update users set erased_at = now() where id = $1', [me]);
		const left = await query('select id from accommodations where student_id = $1', [me]);
		await query('rollback');
		return left;
	});
	expect(rows).toEqual([]);
});

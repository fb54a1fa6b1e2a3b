/** Deadlines that close themselves, and a lock by hand that loses nobody's work. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accommodationMade } from '#sync/schema/accommodation.ts';
import { attemptList, sittingDetail } from '#sync/schema/api.ts';
import { issueTicket, openTicket } from '#sync/ticket.ts';
import { signedIn } from '../support/edge-client.ts';
import type { EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf } from '../support/edge-device.ts';
import { addStranger, copySitting } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { grantOf } from '../support/grants.ts';

const DAY = 24 * 60;
const patience = { timeout: 30_000 };
let stack: EdgeStack;
let teacher: EdgeClient;
let proctor: EdgeClient;
let admin: EdgeClient;
let student: EdgeClient;
let me: string;
/** Over for ten days; nobody ever opens the second one's hall. */
let past: string;
let unseen: string;
let now: string;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database(async (query) => {
		past = await copySitting(query, { opens: -11 * DAY, closes: -10 * DAY });
		unseen = await copySitting(query, { opens: -11 * DAY, closes: -10 * DAY });
		now = await copySitting(query, { opens: -30, closes: 600 });
		await query(
			`insert into sitting_staff (sitting_id, user_id, institution_id, role)
			select copy, user_id, institution_id, role from sitting_staff, unnest($1::uuid[]) copy on conflict do nothing`,
			[[past, unseen, now]]
		);
		await query('update sittings set attempts_allowed = null where id = $1', [now]);
		await addStranger(query, 'teacher@elsewhere.test', 'teacher');
		const [row] = await query("select id from users where email = 'student1@demo.test'");
		me = String(row?.['id']);
		// What is granted to somebody wakes the halls they stand in, and here none must be.
		await query('delete from exam_attempts where sitting_id = $1 and student_id = $2', [
			unseen,
			me
		]);
	});
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	proctor = await signedIn(stack.origin, 'proctor@demo.test');
	admin = await signedIn(stack.origin, 'admin@demo.test');
	student = await signedIn(stack.origin, 'student1@demo.test');
});
afterAll(() => stack.dispose());

const shown = async (sitting: string) =>
	sittingDetail.parse((await teacher.ask('GET', `/sittings/${sitting}`)).body);
const states = async (sitting: string) =>
	(await shown(sitting)).rows.map(({ state }) => state).sort();
async function own(sitting: string, client = student) {
	const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
	return attempts.find((attempt) => attempt.sitting === sitting);
}

describe('by itself', () => {
	test('who was granted a longer window keeps it; the others expire, and the sitting waits', async () => {
		const grant = grantOf({ closesMinutes: 9 * DAY }, { from: Date.now() - 30 * DAY * 60_000 });
		const path = `/admin/users/${me}/accommodations`;
		const made = await admin.ask('POST', path, { body: grant });
		await shown(past);
		await expect.poll(() => states(past), patience).toContain('expired');
		expect((await own(past))?.state).toBe('assigned');
		const others = (await states(past)).filter((state) => state !== 'expired');
		expect(others).toEqual(['assigned']);
		expect((await shown(past)).lock).toBe(null);

		const { id } = accommodationMade.parse(made.body);
		await admin.ask('POST', `${path}/${id}/end`, { body: {} });
		await expect
			.poll(async () => (await shown(past)).lock, patience)
			.toMatchObject({
				by: null,
				reason: null
			});
		expect((await own(past))?.state).toBe('expired');
	});

	test('a sitting whose hall nobody opened was closed on the way', async () => {
		const two = await signedIn(stack.origin, 'student2@demo.test');
		expect((await own(unseen, two))?.state).toBe('expired');
	});

	test('it is written down once, in nobody’s name, and what runs was not touched', async () => {
		const rows = await stack.database((query) =>
			query(
				`select action, subject, actor_id, detail from audit_logs
				where action in ('attempts_expired', 'sitting_locked') and subject = any ($1) order by id`,
				[[past, unseen, now]]
			)
		);
		const of = (sitting: string) => rows.filter(({ subject }) => subject === sitting);
		const actions = of(past).map(({ action }) => action);
		expect(actions).toEqual(['attempts_expired', 'attempts_expired', 'sitting_locked']);
		expect(of(unseen).filter(({ action }) => action === 'sitting_locked')).toHaveLength(1);
		expect(of(now)).toEqual([]);
		expect(rows.every(({ actor_id }) => actor_id === null)).toBe(true);
	});

	test('attack: work that comes for an attempt that had expired is taken in, and held', async () => {
		const papers = await lateOf(past);
		const device = EdgeDevice.create(papers, { now: () => Date.now() - 10.5 * DAY * 60_000 });
		await device.open();
		await device.write({
			kind: 'response',
			data: { item: 'a', value: { type: 'essay', text: 'Sealed in time.' } }
		});
		const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
		device.connect();
		await device.untilReceipted(seq);
		device.disconnect();
		await expect.poll(async () => (await own(past))?.state, patience).toBe('held');
	});
});

/** Papers as they were prefetched long ago: no ticket is given for an attempt that has expired. */
async function lateOf(sitting: string) {
	const papers = await fetchPapersOf(stack.origin, 'student1@demo.test', now);
	const attempt = await own(sitting);
	if (!attempt) throw new Error('not in the list');
	const ticket = {
		...papers.ticket,
		attempt: attempt.id,
		sitting,
		room: `${sitting}-0`,
		opensAt: attempt.opensAt,
		closesAt: attempt.closesAt,
		issuedAt: attempt.opensAt,
		expiresAt: attempt.closesAt + 3 * DAY * 60_000
	};
	const signed = await issueTicket(ticket, await stack.signer());
	const opened = await openTicket(signed, papers.keys);
	if (!opened.ok) throw new Error(opened.refusal.code);
	return { ...papers, attempt, signed, ticket: opened.ticket, ticketHash: opened.hash };
}

describe('by hand', () => {
	const turn = (word: 'lock' | 'unlock', client = proctor, sitting = now) =>
		client.ask('POST', `/sittings/${sitting}/${word}`, { body: { reason: 'Fire alarm' } });
	const key = async (email: string) => {
		const { client, attempt, signed } = await fetchPapersOf(stack.origin, email, now);
		return client.ask('POST', `/attempts/${attempt.id}/key`, { body: { ticket: signed } });
	};

	test('attack: a lock that would lose work; what is written meanwhile is taken in, held, and goes on after', async () => {
		const papers = await fetchPapersOf(stack.origin, 'student2@demo.test', now);
		const device = EdgeDevice.create(papers).connect();
		await device.open();
		await device.untilReceipted(0);
		expect((await turn('lock')).status).toBe(204);
		expect((await shown(now)).lock).toMatchObject({ reason: 'Fire alarm' });

		const { seq } = await device.write({
			kind: 'response',
			data: { item: 'a', value: { type: 'essay', text: 'Written under the lock.' } }
		});
		await device.untilReceipted(seq, 40_000);
		const row = async () =>
			(await shown(now)).rows.find(({ attempt }) => attempt === papers.attempt.id);
		await expect.poll(async () => (await row())?.state, patience).toBe('held');
		const end = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
		await device.untilReceipted(end.seq, 40_000);
		device.disconnect();
		expect(device.refused.map(({ refusal }) => refusal.code)).not.toContain('attempt_ended');

		// Neither a key nor another attempt.
		expect((await key('student1@demo.test')).body).toMatchObject({ code: 'sitting_locked' });
		const another = await papers.client.ask('POST', `/student/sittings/${now}/attempts`, {
			body: {}
		});
		expect(another.body).toMatchObject({ code: 'sitting_locked' });

		expect((await turn('unlock', teacher)).status).toBe(204);
		await expect.poll(async () => (await row())?.state, patience).toBe('accepted');
		expect((await shown(now)).lock).toBe(null);
		expect((await key('student1@demo.test')).status).toBe(200);
	});

	const stateOf = async (attempt: string) =>
		(await shown(now)).rows.find((row) => row.attempt === attempt)?.state;

	test('locked again after an unlock, what is written is held again', async () => {
		const papers = await fetchPapersOf(stack.origin, 'student3@demo.test', now);
		const device = EdgeDevice.create(papers).connect();
		await device.open();
		await device.untilReceipted(0);
		for (const word of ['lock', 'unlock', 'lock'] as const)
			expect((await turn(word)).status).toBe(204);
		const { seq } = await device.write({
			kind: 'response',
			data: { item: 'a', value: { type: 'essay', text: 'Under the second lock.' } }
		});
		await device.untilReceipted(seq, 40_000);
		await expect.poll(() => stateOf(papers.attempt.id), patience).toBe('held');
		device.disconnect();
		expect((await turn('unlock')).status).toBe(204);
		await expect.poll(() => stateOf(papers.attempt.id), patience).toBe('in_progress');
	});

	test('attack: locked and unlocked at once, the rooms end with what the database says', async () => {
		const papers = await fetchPapersOf(stack.origin, 'student3@demo.test', now);
		const device = EdgeDevice.create(papers).connect();
		await device.open();
		await device.untilReceipted(0);
		for (let round = 0; round < 4; round++) {
			const both = [() => turn('lock'), () => turn('unlock', teacher)];
			if (round % 2 === 1) both.reverse();
			const answers = await Promise.all(both.map((ask) => ask()));
			expect(answers.map(({ status }) => status)).toEqual([204, 204]);
			const { lock } = await shown(now);
			const { seq } = await device.write({
				kind: 'response',
				data: { item: 'a', value: { type: 'essay', text: `After round ${round}.` } }
			});
			await device.untilReceipted(seq, 40_000);
			const wanted = lock === null ? 'in_progress' : 'held';
			await expect.poll(() => stateOf(papers.attempt.id), patience).toBe(wanted);
		}
		device.disconnect();
		expect((await turn('unlock')).status).toBe(204);
		await expect.poll(() => stateOf(papers.attempt.id), patience).toBe('in_progress');
	});

	test('attack: who comes onto the roster of a locked sitting, or back onto it, is held like the others', async () => {
		const [fresh] = await stack.database((query) =>
			query(
				`with gone as (delete from exam_attempts where sitting_id = $1 and student_id = (select id from users
					where email = 'student1@demo.test') returning id) select count(*) as n from gone`,
				[now]
			)
		);
		expect(Number(fresh?.['n'])).toBeGreaterThan(0);
		const body = { lines: [{ email: 'student1@demo.test' }] };
		const put = () => teacher.ask('POST', `/sittings/${now}/roster`, { body });
		await turn('lock');
		expect(await put()).toMatchObject({ status: 200, body: { added: 1 } });
		const attempt = (await own(now))?.id ?? '';
		// Taken off and put back: what held them for that is gone, and the lock is not.
		const removal = { body: { attempts: [attempt] } };
		expect((await teacher.ask('POST', `/sittings/${now}/roster/remove`, removal)).status).toBe(200);
		expect(await put()).toMatchObject({ status: 200, body: { added: 1 } });
		const device = EdgeDevice.create(await fetchPapersOf(stack.origin, 'student1@demo.test', now));
		device.connect();
		const { seq } = await device.open();
		await device.untilReceipted(seq, 40_000);
		await expect.poll(() => stateOf(attempt), patience).toBe('held');
		device.disconnect();
		await turn('unlock');
		await expect.poll(() => stateOf(attempt), patience).toBe('in_progress');
	});

	test('locked twice is locked once, and nobody but its staff can', async () => {
		const strangers = [student, await signedIn(stack.origin, 'teacher@elsewhere.test'), admin];
		for (const client of strangers) {
			expect((await turn('lock', client)).status).toBe(404);
			expect((await turn('unlock', client)).status).toBe(404);
		}
		expect((await shown(now)).lock).toBe(null);
		await turn('lock');
		const { lock } = await shown(now);
		expect((await turn('lock', teacher)).status).toBe(204);
		expect((await shown(now)).lock).toEqual(lock);
		await turn('unlock');
		const without = await proctor.ask('POST', `/sittings/${now}/lock`, { body: { reason: ' ' } });
		expect(without.status).toBe(400);
	});

	test('unlocked after its deadline, a sitting stays so until somebody locks it', async () => {
		expect((await turn('unlock', teacher, past)).status).toBe(204);
		// The hall has looked again once it says so of another thing: the unlock wakes it.
		await expect.poll(async () => (await shown(past)).lock, patience).toBe(null);
		const rows = await stack.database((query) =>
			query(
				`select detail ->> 'reason' as reason, detail ->> 'by' as by from audit_logs
				where action in ('sitting_locked', 'sitting_unlocked') and subject = $1 order by id`,
				[past]
			)
		);
		expect(rows).toEqual([
			{ reason: null, by: 'deadline' },
			{ reason: 'Fire alarm', by: null }
		]);
	});
});

/** Several attempts at one sitting: when another begins, in which room and order, and which of them counts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attemptList, attemptResults, attemptSummary, sittingDetail } from '#sync/schema/api.ts';
import { ownResults } from '#sync/schema/release.ts';
import { signedIn } from '../support/edge-client.ts';
import type { EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchContentKey, fetchPapersOf, until } from '../support/edge-device.ts';
import { copySitting } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { seenBy } from '../support/held-work.ts';

let stack: EdgeStack;
let student: EdgeClient;
let teacher: EdgeClient;
/** Two attempts, of which the best counts. */
let twice: string;
let over: string;
beforeAll(async () => {
	stack = await startEdge();
	await stack.database(async (query) => {
		twice = await copySitting(query, { opens: -30, closes: 600 });
		over = await copySitting(query, { opens: -600, closes: -60 });
		await query(
			"update sittings set attempts_allowed = 2, attempt_counts = 'best' where id = any ($1)",
			[[twice, over]]
		);
		await query(
			"update exam_attempts set state = 'accepted', submitted_at = now() where sitting_id = $1",
			[over]
		);
		await query(
			`insert into sitting_staff (sitting_id, user_id, institution_id, role)
			select $1, user_id, institution_id, role from sitting_staff where sitting_id <> $1 on conflict do nothing`,
			[twice]
		);
	});
	student = await signedIn(stack.origin, 'student1@demo.test');
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
});
afterAll(() => stack.dispose());

const begin = (sitting: string, client = student) =>
	client.ask('POST', `/student/sittings/${sitting}/attempts`, { body: {} });
async function listed(sitting: string) {
	const { attempts } = attemptList.parse((await student.ask('GET', '/attempts')).body);
	return attempts.filter((attempt) => attempt.sitting === sitting);
}

async function handIn(device: EdgeDevice): Promise<void> {
	await device.write({
		kind: 'response',
		data: { item: 'a', value: { type: 'essay', text: 'Mine.' } }
	});
	const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await device.untilReceipted(seq);
	device.disconnect();
}

test('attack: a second attempt while the first runs', async () => {
	const [first] = await listed(twice);
	expect(first?.numbered).toEqual({ number: 1, allowed: 2, another: false });
	expect((await begin(twice)).body).toMatchObject({
		code: 'conflict',
		evidence: { because: 'still_running' }
	});
	const device = EdgeDevice.create(await fetchPapersOf(stack.origin, 'student1@demo.test', twice));
	device.connect();
	await device.open();
	await device.untilReceipted(0);
	expect((await begin(twice)).status).toBe(409);
	// And of another student's sitting nobody learns that it is there.
	const elsewhere = '00000000-0000-4000-8000-000000000000';
	expect((await begin(elsewhere)).status).toBe(404);
	await handIn(device);
});

test('after the hand-in another begins at once, in the same room and another order', async () => {
	const answers = await Promise.all([begin(twice), begin(twice), begin(twice)]);
	// Pressed three times, one is begun.
	expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
	const made = attemptSummary.parse(answers.find(({ status }) => status === 201)?.body);
	expect(made.numbered).toEqual({ number: 2, allowed: 2, another: false });
	const all = await listed(twice);
	expect(all.map(({ numbered }) => numbered?.number)).toEqual([1, 2]);

	const deviceKey = 'A'.repeat(87);
	expect(
		(await student.ask('POST', `/attempts/${all[0]?.id}/ticket`, { body: { deviceKey } })).body
	).toMatchObject({ code: 'attempt_ended' });
	const rows = await stack.database((query) =>
		query(
			'select number, room, order_seed from exam_attempts where sitting_id = $1 and student_id = (select student_id from exam_attempts where id = $2) order by number',
			[twice, made.id]
		)
	);
	expect(rows[0]?.['room']).toBe(rows[1]?.['room']);
	expect(rows[0]?.['order_seed']).not.toBe(rows[1]?.['order_seed']);
});

test('the second attempt is sat as the first was, and both stand in the hall with their numbers', async () => {
	const all = await listed(twice);
	const second = all[1]?.id;
	const papers = await fetchPapersOf(stack.origin, 'student1@demo.test', second ?? '');
	expect(await fetchContentKey(papers)).toHaveLength(43);
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	await device.untilReceipted(0);
	const detail = sittingDetail.parse((await teacher.ask('GET', `/sittings/${twice}`)).body);
	const mine = detail.rows.filter(({ attempt }) => all.some(({ id }) => id === attempt));
	expect(mine.map(({ number }) => number).sort()).toEqual([1, 2]);
	// Two attempts are one student.
	expect(detail.sitting.students).toBe(detail.rows.length - 1);
	await handIn(device);
	await until(async () => (await begin(twice)).status === 409, 15_000);
	expect((await begin(twice)).body).toMatchObject({ evidence: { because: 'used_up' } });
});

test('the best of them counts, and the results say which', async () => {
	const all = await listed(twice);
	await stack.database(async (query) => {
		await query('delete from results where attempt_id = any ($1)', [all.map(({ id }) => id)]);
		for (const [at, points] of [8, 5].entries())
			await query(
				`insert into results (attempt_id, institution_id, item, points, maximum, marked_by, reason)
				select id, institution_id, 'a', $2, 10, 'person', 'correct' from exam_attempts where id = $1`,
				[all[at]?.id, points]
			);
	});
	const counts = await Promise.all(
		all.map(async ({ id }) => {
			const answer = await teacher.ask('GET', `/attempts/${id}/results`);
			return attemptResults.parse(answer.body).counts;
		})
	);
	expect(counts).toEqual([true, false]);
});

test('of two, one held: the accepted one counts, for the student as for the staff, until somebody decides', async () => {
	const all = await listed(twice);
	const countsFor = (id: string) =>
		teacher
			.ask('GET', `/attempts/${id}/results`)
			.then(({ body }) => attemptResults.parse(body).counts);
	await stack.database(async (query) => {
		await query("update exam_attempts set state = 'held' where id = $1", [all[0]?.id]);
		await query(
			`insert into sitting_releases (sitting_id, institution_id, revision, shows, from_at, hidden, changed_by)
			select s.id, s.institution_id, 1, '{"marks":true,"answers":false,"feedback":false,"responses":false,"comments":false}', now(), false,
				(select id from users where email = 'teacher@demo.test') from sittings s where s.id = $1`,
			[twice]
		);
	});
	const { results } = ownResults.parse((await student.ask('GET', '/student/results')).body);
	expect(results.map(({ attempt, counts, points }) => [attempt, counts, points])).toEqual([
		[all[1]?.id, true, 5]
	]);
	expect(await Promise.all(all.map(({ id }) => countsFor(id)))).toEqual([false, true]);
	const seen = await seenBy(teacher, all[0]?.id ?? '');
	const body = { decision: 'accept', because: 'A power cut', after: 0, seen };
	const decided = await teacher.ask('POST', `/attempts/${all[0]?.id}/decision`, { body });
	expect(decided.body).toMatchObject({ state: 'released' });
	const after = ownResults.parse((await student.ask('GET', '/student/results')).body).results;
	expect(after).toHaveLength(2);
	for (const { attempt, counts } of after) expect(await countsFor(attempt)).toBe(counts);
	expect(after.filter(({ counts }) => counts)).toHaveLength(1);
});

test('after the window there is no further attempt', async () => {
	expect((await listed(over))[0]?.numbered?.another).toBe(false);
	expect((await begin(over)).body).toMatchObject({ code: 'closed' });
});

test('where one attempt is allowed, the list says nothing of numbers and there is no other', async () => {
	const { attempts } = attemptList.parse((await student.ask('GET', '/attempts')).body);
	const one = attempts.find(({ sitting }) => sitting !== twice && sitting !== over);
	expect(one?.numbered).toBeUndefined();
	expect((await begin(one?.sitting ?? '')).status).toBe(409);
});

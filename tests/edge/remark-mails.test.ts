/** Mails that tell teachers that a student asks for another look at a mark: who gets them, of what, and many requests as one. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { startMailApi, type MailApi } from '../support/mail-api.ts';
import {
	addTeacher,
	makeSitting,
	sit,
	untilMarked,
	type MarkedSitting
} from '../support/marked-sitting.ts';

const HOUR = 3_600_000;
const WHY = 'The second page counts too';
const patience = { timeout: 20_000 };
const both = ['beside@demo.test', 'teacher@demo.test'];
let api: MailApi;
let stack: EdgeStack;
let teacher: EdgeClient;
let made: MarkedSitting;
let one: Awaited<ReturnType<typeof sit>>;
let two: Awaited<ReturnType<typeof sit>>;

beforeAll(async () => {
	api = await startMailApi();
	stack = await startEdge({ MAIL_URL: api.url });
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	made = await makeSitting(teacher, ['student1@demo.test', 'student2@demo.test']);
	await addTeacher(stack, [
		{ email: 'beside@demo.test', name: 'Marks and Watches' },
		{ email: 'marks@demo.test', name: 'Only Marks' },
		{ email: 'watches@demo.test', name: 'Only Watches' }
	]);
	await stack.database(async (query) => {
		await query(
			`insert into teacher_exam_permissions (exam_id, user_id, institution_id, permissions, granted_by)
			select $1, id, institution_id, '{view,mark}', id from users where email in ('beside@demo.test', 'marks@demo.test')`,
			[made.exam]
		);
		await query(
			`insert into sitting_staff (sitting_id, user_id, institution_id, role)
			select $1, id, institution_id, 'teacher' from users where email in ('beside@demo.test', 'watches@demo.test')`,
			[made.sitting]
		);
		await query(
			"update sittings set title = 'Tides', mail_origin = 'https://exams.test', mail_locale = 'es' where id = $1",
			[made.sitting]
		);
	});
	const answers = { 'item-3': { type: 'true_false', value: false } } as const;
	one = await sit(stack, 'student1@demo.test', made.sitting, answers);
	two = await sit(stack, 'student2@demo.test', made.sitting, answers);
	await untilMarked(teacher, made.sitting, 2);
	const released = await teacher.ask('PUT', `/marking/sittings/${made.sitting}/release`, {
		body: {
			...{ revision: 0, from: Date.now() - 1_000, requestsUntil: Date.now() + HOUR },
			...{ hidden: false, leaveWaiting: true },
			shows: { marks: true, answers: false, feedback: false, responses: false, comments: false }
		}
	});
	expect(released.status).toBe(200);
});
beforeEach(() => {
	api.mails.length = 0;
	api.answer = () => 202;
});
afterAll(async () => {
	await stack.dispose();
	api.close();
});

async function ask(by: typeof one, item: string, id: string = crypto.randomUUID()) {
	const path = `/student/attempts/${by.attempt}/requests`;
	const answer = await by.client.ask('POST', path, { body: { id, item, reason: WHY } });
	expect(answer.status).toBe(201);
	return id;
}
const mails = () => api.mails.filter(({ subject }) => subject.startsWith('Alguien pide'));
const told = () =>
	mails()
		.map(({ to }) => to)
		.sort();
const toldOf = (request: string) =>
	stack.database(async (query) => {
		const [row] = await query('select told_at from remark_requests where id = $1', [request]);
		return row?.['told_at'] !== null;
	});
const anHourLater = () =>
	stack.database((query) =>
		query("update remark_requests set told_at = told_at - interval '61 minutes'")
	);

test('who answers for the marks has one mail of many requests: not who asks, nor why, and the way to all of them', async () => {
	const first = await ask(one, 'item-1');
	await ask(one, 'item-1', first);
	await ask(one, 'item-2');
	await ask(two, 'item-1');
	await expect.poll(told, patience).toEqual(both);
	for (const { subject, text } of mails()) {
		expect(subject).toBe('Alguien pide que se revise una nota: Tides');
		expect(text.split('\n')).toContain(
			`https://exams.test/console/sittings/${made.sitting}/results#requests`
		);
		expect(text).not.toContain(WHY);
		expect(text).not.toMatch(/Student|item/);
	}
	// A later one: what the others might still send has been sent when its mails are there.
	await anHourLater();
	await ask(two, 'item-2');
	await expect.poll(told, patience).toEqual([...both, ...both].sort());
});

test('where the mail API is away nothing is lost: the hall sends it when it looks again', async () => {
	await anHourLater();
	api.answer = () => 503;
	const lost = await ask(one, 'item-3');
	await expect.poll(() => mails().length, patience).toBe(1);
	await expect.poll(() => toldOf(lost), patience).toBe(false);
	api.mails.length = 0;
	api.answer = () => 202;
	await ask(one, 'item-3', lost);
	await expect.poll(told, patience).toEqual(both);
	await expect.poll(() => toldOf(lost), patience).toBe(true);
});

test('attack: asked, taken back and asked again, nobody is mailed again within the hour', async () => {
	await anHourLater();
	const takeBack = async (id: string) => {
		const answer = await one.client.ask('POST', `/student/requests/${id}/withdraw`, { body: {} });
		expect(answer.status).toBe(200);
	};
	const ofBefore = await stack.database((query) =>
		query("select id from remark_requests where item = 'item-3' and attempt_id = $1", [one.attempt])
	);
	await takeBack(String(ofBefore[0]?.['id']));
	const first = await ask(one, 'item-3');
	await expect.poll(told, patience).toEqual(both);
	await expect.poll(() => toldOf(first), patience).toBe(true);
	await takeBack(first);
	const again = await ask(one, 'item-3');
	// Results are sent after requests: when theirs are there, the hall has looked.
	await stack.database((query) => query('delete from told_results'));
	await teacher.ask('GET', `/marking/sittings/${made.sitting}/release`);
	await expect.poll(() => api.mails.length - mails().length, patience).toBe(2);
	expect(told()).toEqual(both);
	expect(await toldOf(again)).toBe(false);
	// The hour over, it is told of all the same.
	await anHourLater();
	await ask(one, 'item-3', again);
	await expect.poll(told, patience).toEqual([...both, ...both].sort());
});

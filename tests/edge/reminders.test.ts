/** Mails that remind students of an exam: whom they reach, in whose words, and when there are none. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capturedMail } from '#sync/schema/accounts.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import { sittingPlan } from '#sync/schema/plan.ts';
import { createdExam, createdSitting } from '#sync/schema/teaching.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { trueFalse } from '../support/items.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const patience = { timeout: 20_000 };
let stack: EdgeStack;
let teacher: EdgeClient;
let exam: string;
beforeAll(async () => {
	stack = await startEdge();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const added = await post('/bank/items', {
		items: [trueFalse('Tides')],
		shared: false,
		skipKnown: false,
		from: 'test'
	});
	const { ids } = bankAdded.parse(added);
	exam = createdExam.parse(await post('/teacher/exams', { title: 'Tides', items: ids })).id;
	await post(`/teacher/exams/${exam}/publish`, {});
});
afterAll(() => stack.dispose());

const post = async (path: string, body: object, headers = {}) =>
	(await teacher.ask('POST', path, { body, headers })).body;

async function schedule(title: string, opensAt: number, more: object = {}): Promise<string> {
	const body = {
		...{ title, opensAt, closesAt: opensAt + 2 * HOUR, durationMs: HOUR },
		timeZone: 'Europe/Paris',
		// What they are told when they are added is no reminder.
		tellAdded: false,
		students: ['student1@demo.test', 'student2@demo.test'],
		teachers: [],
		proctors: [],
		...more
	};
	const answer = await post(`/teacher/exams/${exam}/sittings`, body, { 'accept-language': 'fr' });
	return createdSitting.parse(answer).id;
}
async function mails(title: string) {
	const asked = await new EdgeClient(stack.origin).ask('GET', '/auth/captured-mail');
	return capturedMail.parse(asked.body).mails.filter(({ subject }) => subject.includes(title));
}
const recipients = async (title: string) =>
	(await mails(title)).map(({ recipient }) => recipient).sort();
const both = ['student1@demo.test', 'student2@demo.test'];

test('within an hour of the opening each student has one, in the language of who planned it, with the way to the list', async () => {
	const id = await schedule('One hour', Date.now() + 30 * MINUTE);
	await expect.poll(() => recipients('One hour'), patience).toEqual(both);
	const [mail] = await mails('One hour');
	expect(mail?.subject).toMatch(/^One hour ouvre le /);
	expect(mail?.body.split('\n')).toContain(`${stack.origin}/exams`);
	// Somebody comes by, and the hall looks again: nobody is reminded twice.
	await teacher.ask('PATCH', `/sittings/${id}`, { body: { revision: 0, title: 'One hour' } });
	await schedule('After it', Date.now() + 30 * MINUTE);
	await expect.poll(() => recipients('After it'), patience).toEqual(both);
	expect(await recipients('One hour')).toEqual(both);
});

test('moved to another time, it is reminded of again; who was taken off is not', async () => {
	const id = await schedule('Moved', Date.now() + 20 * HOUR);
	await expect.poll(() => recipients('Moved'), patience).toEqual(both);
	const plan = sittingPlan.parse((await teacher.ask('GET', `/sittings/${id}/plan`)).body);
	const two = plan.roster.find(({ name }) => name.includes('Two'))?.attempt ?? '';
	await post(`/sittings/${id}/roster/remove`, { attempts: [two] });
	const opensAt = Date.now() + 22 * HOUR;
	const moved = await teacher.ask('PATCH', `/sittings/${id}`, {
		body: { revision: plan.revision, opensAt, closesAt: opensAt + 2 * HOUR }
	});
	expect(moved.status).toBe(200);
	await expect.poll(() => recipients('Moved'), patience).toEqual([both[0], ...both]);
});

test('none where the sitting sends none, or none is due yet', async () => {
	await schedule('Silent', Date.now() + 30 * MINUTE, { reminders: false });
	await schedule('Far away', Date.now() + 48 * HOUR);
	await schedule('Last one', Date.now() + 30 * MINUTE);
	await expect.poll(() => recipients('Last one'), patience).toEqual(both);
	expect([...(await mails('Silent')), ...(await mails('Far away'))]).toEqual([]);
});

/** Mails that tell students that they are on a roster: when they are added, when the times change, and when they are taken off. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bankAdded } from '#sync/schema/bank.ts';
import { sittingPlan } from '#sync/schema/plan.ts';
import { createdExam, createdSitting } from '#sync/schema/teaching.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { trueFalse } from '../support/items.ts';
import { startMailApi, type MailApi } from '../support/mail-api.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Summer in Paris: half past nine. */
const OPENS = Date.UTC(2040, 5, 4, 7, 30);
const patience = { timeout: 20_000 };
const [one, two, three] = ['student1@demo.test', 'student2@demo.test', 'student3@demo.test'];
let api: MailApi;
let stack: EdgeStack;
let teacher: EdgeClient;
let exam: string;

beforeAll(async () => {
	api = await startMailApi();
	stack = await startEdge({ MAIL_URL: api.url });
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const items = [trueFalse('Tides')];
	const added = await post('/bank/items', { items, shared: false, skipKnown: false, from: 'test' });
	const { ids } = bankAdded.parse(added);
	exam = createdExam.parse(await post('/teacher/exams', { title: 'Tides', items: ids })).id;
	await post(`/teacher/exams/${exam}/publish`, {});
});
beforeEach(() => {
	api.mails.length = 0;
	api.answer = () => 202;
});
afterAll(async () => {
	await stack.dispose();
	api.close();
});

const post = async (path: string, body: object, headers = {}) =>
	(await teacher.ask('POST', path, { body, headers })).body;
async function schedule(title: string, opensAt = OPENS, more: object = {}): Promise<string> {
	const body = {
		...{ title, opensAt, closesAt: opensAt + 2 * HOUR, durationMs: HOUR },
		...{ timeZone: 'Europe/Paris', students: [one, two], teachers: [], proctors: [] },
		...more
	};
	const answer = await post(`/teacher/exams/${exam}/sittings`, body, { 'accept-language': 'fr' });
	return createdSitting.parse(answer).id;
}
const planOf = async (id: string) =>
	sittingPlan.parse((await teacher.ask('GET', `/sittings/${id}/plan`)).body);
async function change(id: string, to: object): Promise<void> {
	const { revision } = await planOf(id);
	const answer = await teacher.ask('PATCH', `/sittings/${id}`, { body: { revision, ...to } });
	expect(answer.status).toBe(200);
}
const add = (id: string, email: string) =>
	post(`/sittings/${id}/roster`, { lines: [{ email }], cohorts: [] });
async function takeOff(id: string, name: RegExp): Promise<void> {
	const { roster } = await planOf(id);
	const attempts = roster.flatMap((entry) => (name.test(entry.name) ? [entry.attempt] : []));
	await post(`/sittings/${id}/roster/remove`, { attempts });
}
const told = (start: string) =>
	api.mails
		.filter(({ subject }) => subject.startsWith(start))
		.map(({ to }) => to)
		.sort();
/** What a sitting of before might still send has been sent when this one's is. */
async function untilOthersWereTold(title: string) {
	await schedule(title, OPENS, { students: [three] });
	await expect.poll(() => told(`Vous êtes sur la liste de ${title}`), patience).toEqual([three]);
}

test('scheduled or added later, each student has one mail: which exam, when by the sitting’s zone, how long, and the way to it', async () => {
	const id = await schedule('Added');
	const subject = 'Vous êtes sur la liste de Added';
	await expect.poll(() => told(subject), patience).toEqual([one, two]);
	const [mail] = api.mails;
	expect(mail?.text).toMatch(/lundi 4 juin 2040.* 09:30:00.* 11:30:00/);
	expect(mail?.text).toContain('60 minutes');
	expect(mail?.text.split('\n')).toContain(`${stack.origin}/exams`);
	await add(id, three);
	await expect.poll(() => told(subject), patience).toEqual([one, two, three]);
	// The same again, and something else of the plan: that is no news.
	await add(id, two);
	await change(id, { rehearsal: true });
	await untilOthersWereTold('After added');
	expect(told(subject)).toEqual([one, two, three]);
});

test('not where the teacher chose so, until they choose otherwise', async () => {
	const id = await schedule('Quiet', OPENS, { tellAdded: false });
	await takeOff(id, /Two/);
	await untilOthersWereTold('After quiet');
	expect(api.mails.filter(({ subject }) => subject.includes('Quiet'))).toEqual([]);
	expect((await planOf(id)).tellAdded).toBe(false);
	await change(id, { tellAdded: true });
	await expect.poll(() => told('Vous êtes sur la liste de Quiet'), patience).toEqual([one]);
});

test('who was told hears of other times, when nobody changes them any more, and of being taken off', async () => {
	const id = await schedule('Moved');
	await expect.poll(() => told('Vous êtes sur la liste de Moved'), patience).toEqual([one, two]);
	const opensAt = OPENS + HOUR;
	await change(id, { opensAt, closesAt: opensAt + 2 * HOUR, tellAdded: false });
	await takeOff(id, /Two/);
	await expect.poll(() => told('Vous n’êtes plus sur la liste de Moved'), patience).toEqual([two]);
	const moved = 'Les horaires de Moved ont changé';
	expect(told(moved)).toEqual([]);
	await stack.database((query) =>
		query("update sittings set changed_at = now() - interval '1 hour' where id = $1", [id])
	);
	await add(id, three);
	await expect.poll(() => told(moved), patience).toEqual([one]);
	expect(api.mails.find(({ subject }) => subject === moved)?.text).toContain(' 10:30:00');
	await untilOthersWereTold('After moved');
	expect(told(moved)).toEqual([one]);
	// From now on nobody else is told.
	expect(told('Vous êtes sur la liste de Moved')).toEqual([one, two]);
});

test('who reads the times now is not reminded of them at the same moment', async () => {
	await schedule('Soon', Date.now() + 30 * MINUTE);
	await expect.poll(() => told('Vous êtes sur la liste de Soon'), patience).toEqual([one, two]);
	await schedule('Soon, silent', Date.now() + 30 * MINUTE, { tellAdded: false });
	await expect.poll(() => told('Soon, silent ouvre'), patience).toEqual([one, two]);
	expect(told('Soon ouvre')).toEqual([]);
});

test('attack: killed while the mail API has word of other times, it is sent again rather than lost', async () => {
	const id = await schedule('Cut');
	await expect.poll(() => told('Vous êtes sur la liste de Cut'), patience).toEqual([one, two]);
	const opensAt = OPENS + HOUR;
	await change(id, { opensAt, closesAt: opensAt + 2 * HOUR });
	await stack.database((query) =>
		query("update sittings set changed_at = now() - interval '1 hour' where id = $1", [id])
	);
	const moved = 'Les horaires de Cut ont changé';
	api.answer = () => null;
	await add(id, three);
	await expect.poll(() => told(moved), patience).toHaveLength(1);
	await stack.kill();
	api.mails.length = 0;
	api.answer = () => 202;
	await stack.start();
	await takeOff(id, /Three/);
	await expect.poll(() => told(moved), patience).toEqual([one, two]);
});

test('who is put back is told so, also where no more students are told', async () => {
	const id = await schedule('Back');
	await expect.poll(() => told('Vous êtes sur la liste de Back'), patience).toEqual([one, two]);
	await takeOff(id, /Two/);
	await expect.poll(() => told('Vous n’êtes plus sur la liste de Back'), patience).toEqual([two]);
	api.mails.length = 0;
	await change(id, { tellAdded: false });
	await add(id, two);
	await expect.poll(() => told('Vous êtes sur la liste de Back'), patience).toEqual([two]);
});

test('a mail that the mail API could not take leaves them as they were, and is sent when it can', async () => {
	api.answer = () => 503;
	const id = await schedule('Away');
	const subject = 'Vous êtes sur la liste de Away';
	await expect.poll(() => told(subject).length, patience).toBeGreaterThan(0);
	api.mails.length = 0;
	api.answer = () => 202;
	await add(id, three);
	await expect.poll(() => told(subject), patience).toEqual([one, two, three]);
});

/** Mails that tell students of their results: once, when something can be seen, and of nothing that they do not see. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { releaseState } from '#sync/schema/release.ts';
import type { ReleaseShows } from '#sync/schema/release.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { startMailApi, type MailApi } from '../support/mail-api.ts';
import { makeSitting } from '../support/marked-sitting.ts';

const HOUR = 3_600_000;
const ORIGIN = 'https://exams.test';
const patience = { timeout: 20_000 };
const [one, two, three] = ['student1@demo.test', 'student2@demo.test', 'student3@demo.test'];
let api: MailApi;
let stack: EdgeStack;
let teacher: EdgeClient;
let exam: string | null = null;

beforeAll(async () => {
	api = await startMailApi();
	stack = await startEdge({ MAIL_URL: api.url });
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
});
beforeEach(() => {
	api.mails.length = 0;
	api.answer = () => 202;
});
afterAll(async () => {
	await stack.dispose();
	api.close();
});

/** All three are on the roster; the work of these was handed in and accepted. */
async function sat(title: string, accepted: string[], origin: string | null = ORIGIN) {
	const made = await makeSitting(teacher, [one, two, three], exam);
	exam = made.exam;
	await stack.database(async (query) => {
		await query(
			"update sittings set title = $2, mail_origin = $3, mail_locale = 'fr' where id = $1",
			[made.sitting, title, origin]
		);
		await query(
			`update exam_attempts a set state = 'accepted' from users u where u.id = a.student_id and a.sitting_id = $1
				and u.email = any ($2)`,
			[made.sitting, accepted]
		);
	});
	return made.sitting;
}
const attemptOf = (sitting: string, email: string) =>
	stack.database(async (query) => {
		const [row] = await query(
			'select a.id from exam_attempts a join users u on u.id = a.student_id where a.sitting_id = $1 and u.email = $2',
			[sitting, email]
		);
		return String(row?.['id']);
	});
const stateOf = async (sitting: string) =>
	releaseState.parse((await teacher.ask('GET', `/marking/sittings/${sitting}/release`)).body);
const shows: ReleaseShows = {
	marks: true,
	answers: false,
	feedback: false,
	responses: false,
	comments: false
};
async function release(sitting: string, more: object = {}) {
	const { revision } = await stateOf(sitting);
	const answer = await teacher.ask('PUT', `/marking/sittings/${sitting}/release`, {
		body: {
			...{ revision, shows, from: Date.now() - 1_000, requestsUntil: null },
			...{ hidden: false, leaveWaiting: true, ...more }
		}
	});
	return releaseState.parse(answer.body).state;
}
/** Of nobody who began: there is no session to be seen. */
async function accept(attempt: string) {
	const body = { decision: 'accept', because: 'The network was away', after: 0, seen: [] };
	const { status } = await teacher.ask('POST', `/attempts/${attempt}/decision`, { body });
	expect(status).toBe(200);
}
const told = (title: string) =>
	api.mails
		.filter(({ subject }) => subject.includes(title))
		.map(({ to }) => to)
		.sort();
/** What a release of before might still send has been sent when this one's is. */
async function untilOthersWereTold(title: string) {
	await release(await sat(title, [one]));
	await expect.poll(() => told(title), patience).toEqual([one]);
}

test('each student whose results can be seen has one mail, with the way to them and no mark; who has none yet has it later', async () => {
	const sitting = await sat('Out at once', [one, two]);
	const held = await attemptOf(sitting, three);
	await stack.database((query) =>
		query("update exam_attempts set state = 'held' where id = $1", [held])
	);
	expect(await release(sitting)).toBe('released');
	await expect.poll(() => told('Out at once'), patience).toEqual([one, two]);
	const mail = api.mails.find(({ to }) => to === one);
	expect(mail?.subject).toBe('Vos résultats sont disponibles : Out at once');
	expect(mail?.text.split('\n')).toContain(
		`${ORIGIN}/exams/${await attemptOf(sitting, one)}/results`
	);
	// Shown more, hidden and shown again: that is no news.
	await release(sitting, { shows: { ...shows, responses: true } });
	await release(sitting, { hidden: true });
	await release(sitting);
	await accept(held);
	await expect.poll(() => told('Out at once'), patience).toEqual([one, two, three]);
	await untilOthersWereTold('After out at once');
	expect(told('Out at once')).toEqual([one, two, three]);
});

test('let out for later, they are told by the hall itself when it is time', async () => {
	const sitting = await sat('Out later', [one]);
	expect(await release(sitting, { from: Date.now() + HOUR })).toBe('waiting');
	await untilOthersWereTold('After waiting');
	expect(told('Out later')).toEqual([]);
	// Nobody comes by any more.
	await release(sitting, { from: Date.now() + 3_000 });
	await expect.poll(() => told('Out later'), patience).toEqual([one]);
});

test('taken back before its time, showing nothing, or planned from no address: none', async () => {
	const back = await sat('Taken back', [one]);
	await release(back, { from: Date.now() + HOUR });
	await release(back, { from: Date.now() - 1_000, hidden: true });
	const empty = await sat('Shows nothing', [one]);
	await release(empty, { shows: { ...shows, marks: false } });
	await release(await sat('From nowhere', [one], null));
	await untilOthersWereTold('After nothing');
	expect([...told('Taken back'), ...told('Shows nothing'), ...told('From nowhere')]).toEqual([]);
	// The first time that something can be seen.
	await release(empty);
	await expect.poll(() => told('Shows nothing'), patience).toEqual([one]);
});

test('a mail that the mail API could not take is sent when it can, one it refuses keeps nobody waiting', async () => {
	const sitting = await sat('Away', [one, two]);
	api.answer = () => 503;
	await release(sitting);
	await expect.poll(() => told('Away').length, patience).toBeGreaterThan(0);
	api.mails.length = 0;
	api.answer = ({ to }) => (to === one ? 422 : 202);
	await stateOf(sitting);
	await expect.poll(() => told('Away'), patience).toEqual([one, two]);
	await stateOf(sitting);
	await untilOthersWereTold('After away');
	expect(told('Away')).toEqual([one, two]);
});

test('what is refused of all, or by nobody who takes mail, is no refusal of one: it is sent later', async () => {
	const sitting = await sat('Refused', [one, two]);
	api.answer = () => 422;
	await release(sitting);
	await expect.poll(() => told('Refused'), patience).toEqual([one, two]);
	const alone = await sat('Mistyped', [one]);
	api.answer = () => 404;
	await release(alone);
	await expect.poll(() => told('Mistyped'), patience).toEqual([one]);
	api.mails.length = 0;
	api.answer = () => 202;
	await expect
		.poll(async () => {
			await stateOf(sitting);
			return told('Refused');
		}, patience)
		.toEqual([one, two]);
	await expect
		.poll(async () => {
			await stateOf(alone);
			return told('Mistyped');
		}, patience)
		.toEqual([one]);
});

test('a mail that is taken, and answered too late, keeps nobody waiting and is not sent again', async () => {
	const sitting = await sat('Slow', [one, two]);
	const { promise: late, resolve: answerNow } = Promise.withResolvers<number>();
	api.answer = ({ to }) => (to === one ? late : 202);
	await release(sitting);
	await expect.poll(() => told('Slow'), { timeout: 30_000 }).toEqual([one, two]);
	answerNow(202);
	await release(sitting, { shows: { ...shows, responses: true } });
	await untilOthersWereTold('After slow');
	expect(told('Slow')).toEqual([one, two]);
});

test('what they were told is in their own data, and gone when they are erased', async () => {
	const sitting = await sat('Kept', [two]);
	await release(sitting);
	await expect.poll(() => told('Kept'), patience).toEqual([two]);
	const { cookie } = await signedIn(stack.origin, two);
	const archive = await fetch(`${stack.origin}/api/v1/auth/data`, { headers: { cookie } });
	const files = unzipSync(new Uint8Array(await archive.arrayBuffer()));
	const mails = new TextDecoder().decode(files['mails.json']);
	expect(JSON.parse(mails)).toMatchObject({
		results: expect.arrayContaining([expect.objectContaining({ sitting_id: sitting })])
	});
	const left = await stack.database(async (query) => {
		await query('begin');
		await query(
			`insert into told_sittings (sitting_id, student_id, institution_id)
			select $1, id, institution_id from users where email = $2 on conflict do nothing`,
			[sitting, two]
		);
		await query('update users set erased_at = now() where email = $1', [two]);
		const rows = await query(
			`select t.student_id from (select student_id from told_results union all select student_id from told_sittings) t
			join users u on u.id = t.student_id where u.email = $1`,
			[two]
		);
		await query('rollback');
		return rows;
	});
	expect(left).toEqual([]);
});

test('what a person decides while the hall is busy with others is not forgotten', async () => {
	const sitting = await sat('Busy', [one]);
	const held = await attemptOf(sitting, two);
	await stack.database((query) =>
		query("update exam_attempts set state = 'held' where id = $1", [held])
	);
	const { promise: decided, resolve: go } = Promise.withResolvers<number>();
	api.answer = ({ to }) => (to === one ? decided : 202);
	await release(sitting);
	await expect.poll(() => told('Busy'), patience).toEqual([one]);
	await accept(held);
	go(202);
	await expect.poll(() => told('Busy'), patience).toEqual([one, two]);
});

test('attack: killed while the mail API has a mail, nobody is told twice and the others are told', async () => {
	const sitting = await sat('Killed', [one, two]);
	api.answer = () => null;
	await release(sitting);
	await expect.poll(() => told('Killed'), patience).toHaveLength(1);
	await stack.kill();
	api.answer = () => 202;
	await stack.start();
	await stateOf(sitting);
	await expect.poll(() => told('Killed'), patience).toEqual([one, two]);
	await untilOthersWereTold('After killed');
	expect(told('Killed')).toEqual([one, two]);
});

/** From marked to seen: released as far as it says, changed keys, another look; and nothing before its time. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formKeys, keyApplied, keyPreview } from '#sync/schema/form-keys.ts';
import type { ItemKeyChange } from '#sync/schema/form-keys.ts';
import {
	ownRemarkRequest,
	ownResults,
	releasedResults,
	releaseState,
	remarkRequest,
	remarkRequests
} from '#sync/schema/release.ts';
import type { ReleaseShows } from '#sync/schema/release.ts';
import { attemptMarks, examMarks, sittingResults } from '#sync/schema/results.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { seenBy } from '../support/held-work.ts';
import {
	addTeacher,
	ESSAY,
	evidenceOf,
	makeSitting,
	MARKER,
	PICTURE,
	sit,
	untilMarked,
	type MarkedSitting
} from '../support/marked-sitting.ts';

const HAND = 'comment-marker-0815';
const CORRECTION = 'The second line means July';
const LATER = 'The third line means August';
const FOR_ONE = 'Yours alone was misprinted';
/** single_choice of sync/testing/every-item.ts, where the published key is not what students chose. */
const CHOICE = 'item-1';
/** numeric, where something is said to this wrong answer alone. */
const NUMBER = 'item-4';

let stack: EdgeStack;
let teacher: EdgeClient;
let stranger: EdgeClient;
let student: EdgeClient;
let other: EdgeClient;
let made: MarkedSitting;
let attempt: string;
let others: string;

beforeAll(async () => {
	stack = await startEdge();
	await addTeacher(stack, [
		{ email: 'foreign@elsewhere.test', name: 'A Stranger', elsewhere: true }
	]);
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	stranger = await signedIn(stack.origin, 'foreign@elsewhere.test');
	made = await makeSitting(teacher, ['student1@demo.test', 'student2@demo.test']);
	await correct('all', CORRECTION);
	const values = {
		[CHOICE]: { type: 'single_choice' as const, choice: 'c' },
		'item-3': { type: 'true_false' as const, value: false },
		[NUMBER]: { type: 'numeric' as const, text: '41 m' },
		[ESSAY]: { type: 'essay' as const, text: 'Because of the rain.' }
	};
	const one = await sit(stack, 'student1@demo.test', made.sitting, values, 1);
	const two = await sit(stack, 'student2@demo.test', made.sitting, {
		[CHOICE]: { type: 'single_choice', choice: 'b' }
	});
	[attempt, student] = [one.attempt, one.client];
	[others, other] = [two.attempt, two.client];
	// Nobody is in the exam any more.
	await correct('all', LATER);
	await correct([others], FOR_ONE);
	await untilMarked(teacher, made.sitting, 2);
});
afterAll(() => stack.dispose());

const correct = (to: 'all' | string[], text: string) =>
	teacher.ask('POST', `/sittings/${made.sitting}/control`, {
		body: { id: crypto.randomUUID(), to, act: { act: 'correction', item: CHOICE, text } }
	});
const path = (rest = '') => `/marking/sittings/${made.sitting}${rest}`;
const keys = (rest = '') => `/teacher/forms/${made.form}/keys${rest}`;
const marksOf = async (id: string) =>
	attemptMarks.parse((await teacher.ask('GET', `/attempts/${id}/marks`)).body);
const seen = () => student.ask('GET', `/student/attempts/${attempt}/results`);
const nothing: ReleaseShows = {
	marks: false,
	answers: false,
	feedback: false,
	responses: false,
	comments: false
};
async function release(shows: Partial<ReleaseShows>, more: object = {}) {
	const now = releaseState.parse((await teacher.ask('GET', path('/release'))).body);
	return teacher.ask('PUT', path('/release'), {
		body: {
			revision: now.revision,
			shows: { ...nothing, ...shows },
			from: Date.now() - 1_000,
			requestsUntil: Date.now() + 3_600_000,
			hidden: false,
			leaveWaiting: false,
			...more
		}
	});
}
/** All that a student can ask the edge for about it. */
async function allOf(client: EdgeClient, id: string): Promise<string> {
	const got: unknown[] = [];
	for (const to of [
		'/attempts',
		'/student/dashboard',
		'/student/exams/available',
		'/student/results',
		`/student/attempts/${id}`,
		`/student/attempts/${id}/results`,
		`/attempts/${id}/results`,
		`/attempts/${id}/marks`,
		path(),
		path('/answers'),
		path('/results'),
		path('/results/export?as=json'),
		path('/release'),
		path('/requests'),
		keys(),
		`/sittings/${made.sitting}/form`
	])
		got.push((await client.ask('GET', to)).body);
	return JSON.stringify([...got, await archiveOf(client)]);
}
/** The files of one's own data by their names. */
async function archiveOf({ origin, cookie }: EdgeClient): Promise<Record<string, unknown>> {
	const answer = await fetch(`${origin}/api/v1/auth/data`, {
		headers: { cookie, 'x-invigil': '1' }
	});
	const files = Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer())));
	return Object.fromEntries(
		files
			.filter(([name]) => name.endsWith('.json'))
			.map(([name, bytes]) => [name, JSON.parse(new TextDecoder().decode(bytes)) as unknown])
	);
}

test('marked by hand with a comment, criteria and a stroke on the picture', async () => {
	const listed = await teacher.ask('GET', path(`/answers?item=${ESSAY}`));
	const { answers } = listed.body as { answers: { script: string; state: string }[] };
	const waiting = answers.filter(({ state }) => state === 'waiting');
	expect(waiting).toHaveLength(1);
	const saved = await teacher.ask('POST', path('/marks'), {
		body: {
			saves: waiting.map(({ script }) => ({
				save: crypto.randomUUID(),
				script,
				item: ESSAY,
				as: 'marker',
				revision: 0,
				mark: {
					points: 3.5,
					comment: HAND,
					scores: [{ criterion: 'c1', points: 3 }],
					annotations: [
						{ kind: 'stroke', colour: 'red', width: 0.01, points: [0.1, 0.2, 0.3, 0.4] },
						{ kind: 'note', x: 0.5, y: 0.5, text: HAND }
					],
					done: true
				}
			}))
		}
	});
	expect(saved.body).toMatchObject({ outcomes: [{ refused: null, state: 'marked' }] });
});

test('attack: before the release a student finds no key, no feedback, no rubric, no comment and no points', async () => {
	const early = await seen();
	expect(early.status).toBe(404);
	for (const [client, id] of [
		[student, attempt],
		[other, others]
	] as const) {
		const all = await allOf(client, id);
		expect(all).not.toContain(MARKER);
		expect(all).not.toContain(HAND);
		expect(all).not.toMatch(/"points":/);
	}
	expect((await teacher.ask('POST', path('/close'), { body: { leaveWaiting: true } })).status).toBe(
		200
	);
	expect(await allOf(student, attempt)).not.toContain(HAND);
});

test('a release says from when; until then there is nothing', async () => {
	const later = await release({ marks: true }, { from: Date.now() + 3_600_000 });
	expect(releaseState.parse(later.body)).toMatchObject({ state: 'waiting', releasedAt: null });
	expect((await seen()).status).toBe(404);
	expect(await allOf(student, attempt)).not.toMatch(/"points":|zebra|comment-marker/);
	const stale = await teacher.ask('PUT', path('/release'), {
		body: {
			revision: 0,
			shows: nothing,
			from: 0,
			requestsUntil: null,
			hidden: false,
			leaveWaiting: true
		}
	});
	expect([stale.status, evidenceOf(stale)]).toEqual([409, 'stale']);
});

test('released with marks only: points, and nothing of keys, feedback, comments, answers or questions', async () => {
	const answer = await release({ marks: true });
	expect(releaseState.parse(answer.body)).toMatchObject({ state: 'released', accepted: 2 });
	const results = releasedResults.parse((await seen()).body);
	// The essay's 3.5, 1 for what is so, and half a point for the choice that is half right.
	expect(results.points).toBe(5);
	expect(results.items.find(({ item }) => item === ESSAY)).toEqual({
		item: ESSAY,
		place: 6,
		points: 3.5,
		maximum: 5,
		reason: 'partly_correct',
		struck: null
	});
	const all = await allOf(student, attempt);
	expect(all).not.toContain(MARKER);
	expect(all).not.toContain(HAND);
	expect((await other.ask('GET', `/student/attempts/${attempt}/results`)).status).toBe(404);
	const own = ownResults.parse((await student.ask('GET', '/student/results')).body);
	expect(own.results).toMatchObject([{ attempt, points: 5, counts: true, changed: false }]);
	const archive = await archiveOf(student);
	expect(archive['results.json']).toMatchObject([{ attempt, points: 5, requests: [] }]);
});

test('each further thing is let out by itself', async () => {
	await release({ comments: true });
	const comments = releasedResults.parse((await seen()).body);
	expect(comments.points).toBeUndefined();
	const essay = comments.items.find(({ item }) => item === ESSAY);
	expect(essay?.comment).toBe(HAND);
	expect(essay?.scores).toMatchObject([{ points: 3, of: 3 }]);
	expect(essay?.annotations).toHaveLength(2);
	expect(essay?.question ?? essay?.right).toBeUndefined();
	await release({ answers: true });
	const answers = releasedResults.parse((await seen()).body);
	expect(answers.items.find(({ item }) => item === CHOICE)?.right).toEqual({
		type: 'single_choice',
		choice: expect.any(String)
	});
	expect(JSON.stringify(answers.items.find(({ item }) => item === ESSAY))).not.toContain(MARKER);
	expect(JSON.stringify(answers)).not.toContain(`feedback`.repeat(2));
	for (const words of [CORRECTION, LATER]) expect(JSON.stringify(comments)).not.toContain(words);
	expect(
		answers.items.flatMap(({ item, corrections = [] }) =>
			corrections.map(({ text, untold = null }) => [item, text, untold])
		)
	).toEqual([
		[CHOICE, CORRECTION, null],
		[CHOICE, LATER, 'after_hand_in']
	]);
	await release({ feedback: true, responses: true });
	const feedback = releasedResults.parse((await seen()).body);
	const choice = feedback.items.find(({ item }) => item === CHOICE);
	expect(choice?.response).toEqual({ type: 'single_choice', choice: 'c' });
	expect(choice?.feedback?.join()).toContain(MARKER);
	expect(choice?.right).toBeUndefined();
	// Without the key: what is said to one typed answer has a rule of its own.
	expect(feedback.items.find(({ item }) => item === NUMBER)?.feedback).toEqual([
		`typed ${MARKER}`,
		`wrong ${MARKER}`,
		`general ${MARKER}`
	]);
});

test('attack: a picture goes out where the results name it, to nobody else, and no other one', async () => {
	const picture = (client: EdgeClient, hash = PICTURE) =>
		client.ask('GET', `/student/attempts/${attempt}/media/${hash}`);
	await release({ marks: true, comments: true });
	expect((await picture(student)).status).toBe(404);
	await release({ responses: true });
	expect((await picture(student)).status).toBe(200);
	expect((await picture(student, 'f'.repeat(64))).status).toBe(404);
	for (const client of [other, teacher, stranger]) expect((await picture(client)).status).toBe(404);
	await release({ responses: true }, { hidden: true });
	expect((await picture(student)).status).toBe(404);
});

test('attack: released points are not changed in silence, not by marking and not in the database', async () => {
	await release({ marks: true });
	const closed = await teacher.ask('POST', path('/reopen'), { body: { because: 'Once more' } });
	expect([closed.status, evidenceOf(closed)]).toEqual([409, 'released']);
	const silent = stack.database((query) =>
		query('update results set points = 5 where attempt_id = $1 and item = $2', [attempt, ESSAY])
	);
	await expect(silent).rejects.toThrow(/reason/);
	const spoken = await teacher.ask('PUT', `/attempts/${attempt}/results/${ESSAY}`, {
		body: { points: 4, because: 'A page was overlooked', from: 3.5 }
	});
	expect(spoken.status).toBe(200);
	const { changes } = releasedResults.parse((await seen()).body);
	expect(changes).toMatchObject([
		{ item: ESSAY, cause: 'person', because: 'A page was overlooked', from: 3.5, to: 4 }
	]);
	const own = ownResults.parse((await student.ask('GET', '/student/results')).body);
	expect(own.results[0]?.changed).toBe(true);
});

test('another solution after publishing: previewed, applied with what was shown, and said to students', async () => {
	const { version, solutions } = formKeys.parse((await teacher.ask('GET', keys())).body);
	expect(version).toBe(1);
	const solution = solutions.find(({ item }) => item === CHOICE);
	if (solution?.type !== 'single_choice') throw new Error('no key');
	const right = solution.correct === 'c' ? 'b' : 'c';
	const change = (
		correct: string
	): { version: number; changes: ItemKeyChange[]; replacePersons: boolean } => ({
		version,
		changes: [{ kind: 'key', item: CHOICE, solution: { ...solution, correct } }],
		replacePersons: false
	});
	const unknown = await teacher.ask('POST', keys('/preview'), { body: change('z') });
	expect(unknown.status).toBe(400);
	const shown = await teacher.ask('POST', keys('/preview'), { body: change(right) });
	const preview = keyPreview.parse(shown.body);
	const before = (await marksOf(attempt)).points + (await marksOf(others)).points;
	expect(preview).toMatchObject({ attempts: 2, released: preview.changed, personsReplaced: 0 });
	const difference = preview.rows.reduce((sum, { from, to }) => sum + to - from, 0);
	const apply = (hash: string) =>
		teacher.ask('POST', keys('/apply'), {
			body: { ...change(right), hash, because: 'The key was wrong' }
		});
	const guessed = await apply('0'.repeat(64));
	expect([guessed.status, evidenceOf(guessed)]).toEqual([409, 'stale']);
	expect((await stranger.ask('POST', keys('/preview'), { body: change(right) })).status).toBe(404);
	expect(keyApplied.parse((await apply(preview.hash)).body)).toMatchObject({
		version: 2,
		changed: preview.changed
	});
	const after = (await marksOf(attempt)).points + (await marksOf(others)).points;
	expect(after - before).toBeCloseTo(difference);
	const again = await apply(preview.hash);
	expect([again.status, evidenceOf(again)]).toEqual([409, 'stale']);
	const { versions } = formKeys.parse((await teacher.ask('GET', keys())).body);
	expect(versions.map(({ because }) => because)).toEqual(['', 'The key was wrong']);
	expect((await marksOf(attempt)).with).toMatchObject({ key: 2 });
});

test('attack: a preview that is out of date changes nothing', async () => {
	const body = {
		version: 2,
		changes: [{ kind: 'strike_full', item: CHOICE }],
		replacePersons: false
	};
	const preview = keyPreview.parse((await teacher.ask('POST', keys('/preview'), { body })).body);
	const { items } = await marksOf(others);
	const from = items.find(({ item }) => item === CHOICE)?.points ?? 0;
	await teacher.ask('PUT', `/attempts/${others}/results/${CHOICE}`, {
		body: { points: from === 0.5 ? 0.25 : 0.5, because: 'Meant the right one', from }
	});
	const applied = await teacher.ask('POST', keys('/apply'), {
		body: { ...body, hash: preview.hash, because: 'Ambiguous' }
	});
	expect([applied.status, evidenceOf(applied)]).toEqual([409, 'stale']);
});

test('struck for everybody, also where a person said otherwise, which the preview says; and taken back', async () => {
	const strike = async (version: number, changes: ItemKeyChange[]) => {
		const body = { version, changes, replacePersons: false };
		const preview = keyPreview.parse((await teacher.ask('POST', keys('/preview'), { body })).body);
		const applied = await teacher.ask('POST', keys('/apply'), {
			body: { ...body, hash: preview.hash, because: 'Ambiguous' }
		});
		expect(applied.status).toBe(200);
		return preview;
	};
	const choiceOf = async (id: string) =>
		(await marksOf(id)).items.find(({ item }) => item === CHOICE);
	const persons = (await choiceOf(others))?.points;
	const full = await strike(2, [{ kind: 'strike_full', item: CHOICE }]);
	expect(full.personsReplaced).toBe(1);
	for (const id of [attempt, others])
		expect(await choiceOf(id)).toMatchObject({ points: 1, maximum: 1, struck: 'full' });
	await strike(3, [{ kind: 'strike_drop', item: CHOICE }]);
	expect(await choiceOf(others)).toMatchObject({ points: 0, maximum: 0, struck: 'dropped' });
	const { rows } = sittingResults.parse((await teacher.ask('GET', path('/results'))).body);
	expect(new Set(rows.map(({ maximum }) => maximum)).size).toBe(1);
	await strike(4, [{ kind: 'restore', item: CHOICE }]);
	expect(await choiceOf(others)).toMatchObject({ points: persons, maximum: 1, struck: null });
	const { changes } = releasedResults.parse((await seen()).body);
	expect(changes.filter(({ cause }) => cause === 'key').length).toBeGreaterThanOrEqual(2);
	expect(changes.some(({ because }) => because === 'Ambiguous')).toBe(true);
});

test('a student asks for another look: once per item at a time, and while the release allows it', async () => {
	const ask = (client: EdgeClient, id: string, item = ESSAY, of = attempt) =>
		client.ask('POST', `/student/attempts/${of}/requests`, {
			body: { id, item, reason: 'The second page counts too' }
		});
	const id = crypto.randomUUID();
	expect((await ask(student, id)).status).toBe(201);
	expect((await ask(student, id)).status).toBe(201);
	const twice = await ask(student, crypto.randomUUID());
	expect([twice.status, evidenceOf(twice)]).toEqual([409, 'request_open']);
	expect((await ask(other, crypto.randomUUID())).status).toBe(404);
	expect((await ask(student, crypto.randomUUID(), 'item-99')).status).toBe(404);
	const { requests, items } = remarkRequests.parse(
		(await teacher.ask('GET', path('/requests'))).body
	);
	expect(requests).toMatchObject([{ id, state: 'open', points: 4, askedPoints: 4, maximum: 5 }]);
	expect(items.map(({ id: item }) => item)).toEqual([ESSAY]);
	const answer = (body: object, client = teacher) =>
		client.ask('POST', `/marking/requests/${id}/answer`, { body });
	const changed = { outcome: 'changed', answer: 'Right, it does', points: 4.5 };
	expect((await answer(changed, stranger)).status).toBe(404);
	expect((await answer(changed, student)).status).toBe(404);
	expect((await answer({ ...changed, points: 6 })).status).toBe(400);
	expect(remarkRequest.parse((await answer(changed)).body)).toMatchObject({
		state: 'changed',
		points: 4.5
	});
	// What it was worth when it was asked about stays to be read.
	expect(
		remarkRequests.parse((await teacher.ask('GET', path('/requests'))).body).requests
	).toMatchObject([{ id, askedPoints: 4, points: 4.5 }]);
	const late = await answer({ outcome: 'kept', answer: 'No' });
	expect([late.status, evidenceOf(late)]).toEqual([409, 'stale']);
	const results = releasedResults.parse((await seen()).body);
	expect(results.requests).toMatchObject([{ id, state: 'changed', answer: 'Right, it does' }]);
	expect(results.changes.at(-1)).toMatchObject({ cause: 'request', to: 4.5 });
	const next = crypto.randomUUID();
	await ask(student, next);
	const taken = await student.ask('POST', `/student/requests/${next}/withdraw`, { body: {} });
	expect(ownRemarkRequest.parse(taken.body).state).toBe('withdrawn');
	expect((await other.ask('POST', `/student/requests/${next}/withdraw`, { body: {} })).status).toBe(
		404
	);
	await release({ marks: true }, { requestsUntil: Date.now() - 1_000 });
	const over = await ask(student, crypto.randomUUID());
	expect([over.status, evidenceOf(over)]).toEqual([409, 'too_late']);
});

test('hidden again: nothing is there any more', async () => {
	await release({ marks: true }, { hidden: true });
	expect((await seen()).status).toBe(404);
	expect(ownResults.parse((await student.ask('GET', '/student/results')).body).results).toEqual([]);
	const { state } = await marksOf(attempt);
	expect(state).toBe('accepted');
	await release({ marks: true });
	expect((await marksOf(attempt)).state).toBe('released');
});

test('a held attempt is accepted by who teaches it, with a reason, and is let out with the release; another decision names the last', async () => {
	await stack.database((query) =>
		query("update exam_attempts set state = 'held' where id = $1", [others])
	);
	const decide = (client: EdgeClient, body: object) =>
		client.ask('POST', `/attempts/${others}/decision`, { body });
	const whole = { after: 0, seen: await seenBy(teacher, others) };
	const accept = { decision: 'accept', because: 'The network was away', ...whole };
	const before = Date.now();
	expect((await decide(stranger, accept)).status).toBe(404);
	expect((await decide(other, accept)).status).toBe(404);
	expect((await decide(teacher, { ...accept, because: '' })).status).toBe(400);
	expect((await other.ask('GET', `/student/attempts/${others}/results`)).status).toBe(404);
	// The release is on: what is accepted is let out.
	expect((await decide(teacher, accept)).body).toEqual({
		attempt: others,
		state: 'released',
		number: 1
	});
	const late = releasedResults.parse(
		(await other.ask('GET', `/student/attempts/${others}/results`)).body
	);
	// Who was not waited for keeps the day of the release; for who was, there was nothing before.
	const inTime = releasedResults.parse((await seen()).body);
	expect(inTime.releasedAt).toBeLessThan(before);
	expect(late.releasedAt).toBeGreaterThanOrEqual(before);
	const listed = ownResults.parse((await other.ask('GET', '/student/results')).body).results;
	expect(listed.map(({ releasedAt }) => releasedAt)).toEqual([late.releasedAt]);
	const again = await decide(teacher, { ...accept, decision: 'set_aside' });
	expect([again.status, evidenceOf(again)]).toEqual([409, 'stale']);
	const marks = examMarks.parse(
		(await teacher.ask('GET', `/teacher/exams/${made.exam}/marks`)).body
	);
	expect(marks.students.flatMap(({ attempts }) => attempts)).toHaveLength(2);
});

test('attack: a rehearsal lets out no marks', async () => {
	await stack.database(async (query) => {
		await query(
			'alter table sittings add column if not exists rehearsal boolean not null default false'
		);
		await query('update sittings set rehearsal = true where id = $1', [made.sitting]);
	});
	expect((await seen()).status).toBe(404);
	const refused = await release({ marks: true });
	expect([refused.status, evidenceOf(refused)]).toEqual([409, 'rehearsal']);
});

test('who can still begin is counted before a release, who has handed in is not', async () => {
	const open = await makeSitting(teacher, ['student3@demo.test']);
	const stateOf = async (sitting: string) =>
		releaseState.parse((await teacher.ask('GET', `/marking/sittings/${sitting}/release`)).body);
	expect((await stateOf(open.sitting)).writing?.students).toBe(1);
	expect((await stateOf(made.sitting)).writing).toBeNull();
});

test('a link that still lets others in is said before a release, until it is closed', async () => {
	const { sitting } = await makeSitting(teacher, ['student3@demo.test']);
	const until = async () =>
		releaseState.parse((await teacher.ask('GET', `/marking/sittings/${sitting}/release`)).body)
			.linkUntil;
	expect(await until()).toBeNull();
	await teacher.ask('POST', `/sittings/${sitting}/link`, { body: {} });
	expect(await until()).toBeGreaterThan(Date.now());
	await teacher.ask('DELETE', `/sittings/${sitting}/link`);
	expect(await until()).toBeNull();
});

/** From handed-in to marked: two markers who know no name, one who decides, and what no marker may see or do. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import {
	answerPage,
	markingOverview,
	markingSittings,
	markOutcomes
} from '#sync/schema/marking.ts';
import type { MarkSave, MarkingSettings } from '#sync/schema/marking.ts';
import { attemptMarks, sittingResults } from '#sync/schema/results.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
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

let stack: EdgeStack;
let teacher: EdgeClient;
let first: EdgeClient;
let second: EdgeClient;
let foreign: EdgeClient;
let made: MarkedSitting;
const attempts: string[] = [];
const essay = (text: string) => ({ [ESSAY]: { type: 'essay' as const, text } });

beforeAll(async () => {
	stack = await startEdge();
	await addTeacher(stack, [
		{ email: 'first@demo.test', name: 'A First' },
		{ email: 'second@demo.test', name: 'A Second' },
		{ email: 'foreign@elsewhere.test', name: 'A Stranger', elsewhere: true }
	]);
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	first = await signedIn(stack.origin, 'first@demo.test');
	second = await signedIn(stack.origin, 'second@demo.test');
	foreign = await signedIn(stack.origin, 'foreign@elsewhere.test');
	made = await makeSitting(teacher, ['student1@demo.test', 'student2@demo.test']);
	for (const [at, text] of ['Because of the rain.', 'Because of the war.'].entries())
		attempts.push(
			(await sit(stack, `student${at + 1}@demo.test`, made.sitting, essay(text))).attempt
		);
	await untilMarked(teacher, made.sitting, 2);
});
afterAll(() => stack.dispose());

const path = (rest = '') => `/marking/sittings/${made.sitting}${rest}`;
const overview = async (client = teacher) =>
	markingOverview.parse((await client.ask('GET', path())).body);
const answersOf = async (client: EdgeClient, query = '') =>
	answerPage.parse((await client.ask('GET', path(`/answers?item=${ESSAY}${query}`))).body).answers;
const change = async (settings: Partial<MarkingSettings>) => {
	const { revision, settings: before } = await overview();
	return teacher.ask('PUT', path('/settings'), {
		body: { revision, settings: { ...before, ...settings } }
	});
};
const saving = (script: string, points: number | null, more: Partial<MarkSave> = {}): MarkSave => ({
	save: crypto.randomUUID(),
	script,
	item: ESSAY,
	as: 'marker',
	revision: 0,
	mark: { points, comment: '', scores: [], annotations: [], done: points !== null },
	...more
});
const save = async (client: EdgeClient, ...saves: MarkSave[]) => {
	const answer = await client.ask('POST', path('/marks'), { body: { saves } });
	expect([answer.status, answer.body]).toMatchObject([200, {}]);
	return markOutcomes.parse(answer.body).outcomes;
};
const share = (email: string, permissions: string[]) =>
	teacher.ask('PUT', `/teacher/exams/${made.exam}/permissions`, { body: { email, permissions } });
const progressOf = ({ progress }: z.infer<typeof markingOverview>) => progress;

test('attack: without the permission to mark, and from elsewhere, there is nothing to mark', async () => {
	for (const client of [first, foreign]) {
		expect((await client.ask('GET', path())).status).toBe(404);
		expect((await client.ask('GET', path('/answers'))).status).toBe(404);
		const body = { saves: [saving(crypto.randomUUID(), 1)] };
		expect((await client.ask('POST', path('/marks'), { body })).status).toBe(404);
		const listed = markingSittings.parse((await client.ask('GET', '/marking/sittings')).body);
		expect(listed.sittings).toEqual([]);
	}
	await share('first@demo.test', ['view']);
	expect((await first.ask('GET', path('/answers'))).status).toBe(404);
	await share('first@demo.test', ['view', 'mark']);
	await share('second@demo.test', ['mark']);
	expect((await first.ask('GET', path('/answers'))).status).toBe(200);
});

test('what a person has to mark is listed with its rubric, without names', async () => {
	const found = await overview(first);
	expect(found).toMatchObject({ state: 'open', namesHidden: true, scripts: 2 });
	expect(found.items.map(({ item }) => item.id)).toEqual([ESSAY]);
	expect(found.items[0]?.criteria.map(({ points }) => points)).toEqual([3, 2]);
	expect(progressOf(found)).toMatchObject({ waiting: 2, marked: 0, forMe: 2 });
	expect(found.may).toMatchObject({ manage: false });
	expect(found.markers.map(({ name }) => name).sort()).toEqual(
		expect.arrayContaining(['A First', 'A Second'])
	);
	const refused = await first.ask('PUT', path('/settings'), {
		body: { revision: found.revision, settings: { ...found.settings, blind: false } }
	});
	expect(refused.status).toBe(404);
});

test('attack: who marks sees the pictures of the form, and nobody else', async () => {
	const picture = async (client: EdgeClient, hash = PICTURE) =>
		(await client.ask('GET', path(`/media/${hash}`))).status;
	expect(await picture(teacher)).toBe(200);
	expect(await picture(teacher, 'f'.repeat(64))).toBe(404);
	const student = await signedIn(stack.origin, 'student1@demo.test');
	for (const client of [foreign, student]) expect(await picture(client)).toBe(404);
});

test('attack: nothing a marker gets leads to the name', async () => {
	expect((await change({ second: 'all', tolerance: 0.5 })).status).toBe(200);
	const got: unknown[] = [];
	for (const to of ['', '/answers', `/answers?item=${ESSAY}`, '/requests'])
		got.push((await first.ask('GET', path(to))).body);
	const answers = await answersOf(first);
	expect(answers.map(({ alias }) => alias)).toHaveLength(2);
	expect((await answersOf(second)).map(({ alias }) => alias)).toEqual(
		answers.map(({ alias }) => alias)
	);
	const text = JSON.stringify(got);
	for (const attempt of attempts) expect(text).not.toContain(attempt);
	for (const name of await stack.database((query) =>
		query("select name from users where email like 'student_@demo.test'")
	))
		expect(text).not.toContain(String(name['name']));
	for (const attempt of attempts)
		for (const script of answers.map(({ script: one }) => one)) expect(attempt).not.toBe(script);
});

test('a save that comes twice acts once; a stale one is refused with what is there', async () => {
	const [one] = await answersOf(first);
	const script = one?.script ?? '';
	const draft = saving(script, null, {
		mark: { points: null, comment: 'Hm', scores: [], annotations: [], done: false }
	});
	const [saved] = await save(first, draft);
	expect(saved).toMatchObject({ refused: null, state: 'waiting', mine: { revision: 1 } });
	const [again] = await save(first, draft);
	expect(again).toMatchObject({ refused: null, mine: { revision: 1, comment: 'Hm' } });
	const [stale] = await save(first, saving(script, 3));
	expect(stale).toMatchObject({ refused: 'stale', mine: { revision: 1, points: null } });
	const [done] = await save(first, saving(script, 3, { revision: 1 }));
	expect(done).toMatchObject({ refused: null, state: 'second_waiting' });
});

test('attack: points above the maximum, below nothing, between steps, NaN, and criteria that there are not', async () => {
	const [, other] = await answersOf(first);
	const script = other?.script ?? '';
	const outcomes = await save(
		first,
		saving(script, 5.5),
		saving(script, 0.3),
		saving(script, null, {
			mark: { points: null, comment: '', scores: [], annotations: [], done: true }
		}),
		saving(script, 1, {
			mark: {
				points: 1,
				comment: '',
				scores: [{ criterion: 'c1', points: 4 }],
				annotations: [],
				done: true
			}
		}),
		saving(script, 1, { item: 'item-1' }),
		saving(crypto.randomUUID(), 1)
	);
	expect(outcomes.map(({ refused }) => refused)).toEqual([
		'points_refused',
		'points_refused',
		'points_refused',
		'scores_refused',
		'no_such_answer',
		'no_such_answer'
	]);
	for (const points of ['NaN', '-1', '1.234', '1e400', 'Infinity']) {
		const text = JSON.stringify({ saves: [saving(script, 1)] }).replace(
			'"points":1',
			`"points":${points}`
		);
		expect([points, (await first.ask('POST', path('/marks'), { body: text })).status]).toEqual([
			points,
			400
		]);
	}
});

test('attack: the second marker does not see what the first gave, nor does the first come back after both', async () => {
	const [one] = await answersOf(second);
	expect(one).toMatchObject({ mine: null, others: [], points: null, state: 'second_waiting' });
	const results = sittingResults.parse((await teacher.ask('GET', path('/results'))).body);
	expect(results.withoutHandMarks).toBe(true);
	expect(results.rows.every(({ waiting }) => waiting === 1)).toBe(true);
	const [done] = await save(second, saving(one?.script ?? '', 1));
	expect(done).toMatchObject({ refused: null, state: 'to_moderate' });
	const [back] = await save(first, saving(one?.script ?? '', 1, { revision: 2 }));
	expect(back?.refused).toBe('both_done');
	const [third] = await save(teacher, saving(one?.script ?? '', 1));
	expect(third?.refused).toBe('enough_marks');
});

test('who differs too much is moderated, by neither of the two; within the tolerance the mean counts', async () => {
	const [one] = await answersOf(first, '&state=to_moderate');
	expect(one).toMatchObject({ can: 'nothing' });
	expect(one?.others.map(({ points, marker, yours }) => [points, marker, yours])).toEqual([
		[3, null, true],
		[1, null, false]
	]);
	const script = one?.script ?? '';
	const [own] = await save(first, saving(script, 2, { as: 'moderator' }));
	expect(own?.refused).toBe('not_to_moderate');
	const [shown] = await answersOf(teacher, '&state=to_moderate');
	expect(shown?.others.map(({ points }) => points)).toEqual([3, 1]);
	expect(shown).toMatchObject({ can: 'moderate', studentName: null });
	const [decided] = await save(teacher, saving(script, 2.5, { as: 'moderator' }));
	expect(decided).toMatchObject({ refused: null, state: 'marked' });
	const other = (await answersOf(first)).find((answer) => answer.script !== script);
	await save(first, saving(other?.script ?? '', 4));
	await save(second, saving(other?.script ?? '', 4.5));
	const after = await answersOf(first, '&state=marked');
	expect(after.map(({ points }) => points).sort()).toEqual([2.5, 4.25]);
	expect(progressOf(await overview())).toMatchObject({ marked: 2, toModerate: 0, forMe: 0 });
});

/** An essay of a sitting of its own that the exam's owner marked with 1 and the first marker with 4. */
async function twoApart(students: string[], changed: Partial<MarkingSettings> = {}) {
	const fresh = await makeSitting(teacher, students, made.exam);
	const at = `/marking/sittings/${fresh.sitting}`;
	for (const student of students)
		await sit(stack, student, fresh.sitting, essay('Because of the wind.'));
	await untilMarked(teacher, fresh.sitting, students.length);
	const shown = async (client: EdgeClient) =>
		markingOverview.parse((await client.ask('GET', at)).body);
	const { revision, settings } = await shown(teacher);
	await teacher.ask('PUT', `${at}/settings`, {
		body: { revision, settings: { ...settings, second: 'all', tolerance: 0.5, ...changed } }
	});
	const list = async (client: EdgeClient, more = '') =>
		answerPage.parse((await client.ask('GET', `${at}/answers?item=${ESSAY}${more}`)).body).answers;
	const script = (await list(teacher))[0]?.script ?? '';
	const give = async (client: EdgeClient, one: MarkSave) =>
		markOutcomes.parse((await client.ask('POST', `${at}/marks`, { body: { saves: [one] } })).body)
			.outcomes[0];
	expect((await give(teacher, saving(script, 1)))?.refused).toBeNull();
	expect((await give(first, saving(script, 4)))?.state).toBe('to_moderate');
	const decision = (points: number) => saving(script, points, { as: 'moderator' });
	return { sitting: fresh.sitting, shown, list, give, decision };
}

test('attack: the exam’s owner who gave one of two marks decides nothing of them while somebody else can', async () => {
	const { shown, list, give, decision } = await twoApart(['student1@demo.test']);
	expect((await list(teacher))[0]?.can).toBe('nothing');
	expect(await list(teacher, '&forMe=true')).toEqual([]);
	expect(await shown(teacher)).toMatchObject({
		items: [{ toDecide: 0, progress: { toModerate: 1, forMe: 0 } }],
		progress: { forMe: 0 }
	});
	expect((await give(teacher, decision(2)))?.refused).toBe('not_to_moderate');
	expect(await shown(second)).toMatchObject({ items: [{ toDecide: 1, progress: { forMe: 1 } }] });
	// Who is a teacher no more can decide nothing.
	const admin = await signedIn(stack.origin, 'admin@demo.test');
	const { markers } = await shown(teacher);
	const roleOfSecond = async (...roles: string[]) => {
		const id = markers.find(({ name }) => name === 'A Second')?.id ?? '';
		const answer = await admin.ask('PUT', `/admin/users/${id}/roles`, { body: { roles } });
		expect(answer.status).toBeLessThan(300);
	};
	await roleOfSecond('student');
	expect(await shown(teacher)).toMatchObject({ items: [{ toDecide: 1, progress: { forMe: 1 } }] });
	await roleOfSecond('teacher');
	second = await signedIn(stack.origin, 'second@demo.test');
	expect(await shown(teacher)).toMatchObject({ items: [{ toDecide: 0, progress: { forMe: 0 } }] });
	expect((await give(second, decision(3)))?.state).toBe('marked');
	expect((await give(teacher, decision(2)))?.refused).toBe('not_to_moderate');
	// Where there is nobody else the owner decides.
	await share('second@demo.test', []);
	expect((await list(teacher))[0]?.can).toBe('moderate');
	expect((await give(teacher, decision(2)))?.refused).toBeNull();
	await share('second@demo.test', ['mark']);
});

test('an answer whose points were set by themselves waits for nobody’s decision, and the overview is shown', async () => {
	const two = ['student1@demo.test', 'student2@demo.test'];
	const { sitting, shown, list } = await twoApart(two, { blind: false });
	expect((await list(teacher)).map(({ state }) => state).sort()).toEqual([
		'to_moderate',
		'waiting'
	]);
	expect(await shown(teacher)).toMatchObject({ items: [{ toDecide: 0 }] });
	const { rows } = sittingResults.parse(
		(await teacher.ask('GET', `/marking/sittings/${sitting}/results`)).body
	);
	const apart = (await list(teacher)).find(({ state }) => state === 'to_moderate');
	const attempt = rows.find(({ studentName }) => studentName === apart?.studentName)?.attempt;
	const set = await teacher.ask('PUT', `/attempts/${attempt}/results/${ESSAY}`, {
		body: { points: 3, because: 'Said aloud', from: null }
	});
	expect(set.status).toBeLessThan(300);
	expect(await shown(teacher)).toMatchObject({
		items: [{ toDecide: 0, progress: { waiting: 1, toModerate: 0, forMe: 1 } }]
	});
});

test('a number that came to a person comes with what would have been right, and an essay with nothing of a key', async () => {
	const fresh = await makeSitting(teacher, ['student2@demo.test'], made.exam);
	await sit(stack, 'student2@demo.test', fresh.sitting, {
		...essay('Because of the sea.'),
		'item-4': { type: 'numeric', text: '64 cm²' }
	});
	await untilMarked(teacher, fresh.sitting, 1);
	const { answers } = answerPage.parse(
		(await teacher.ask('GET', `/marking/sittings/${fresh.sitting}/answers`)).body
	);
	expect(answers.map(({ item, right }) => [item, right]).sort()).toEqual([
		['item-4', { type: 'numeric', text: '42' }],
		[ESSAY, undefined]
	]);
});

test('attack: blindness does not end because somebody turns it off, and no hand mark stands beside a name before', async () => {
	const off = await change({ blind: false });
	expect([off.status, evidenceOf(off)]).toEqual([409, 'blind']);
	for (const attempt of attempts) {
		const found = attemptMarks.parse((await teacher.ask('GET', `/attempts/${attempt}/marks`)).body);
		expect(found.items.find(({ item }) => item === ESSAY)).toMatchObject({
			points: null,
			by: 'nobody_yet'
		});
		const refused = await teacher.ask('PUT', `/attempts/${attempt}/results/${ESSAY}`, {
			body: { points: 5, because: 'I know who it is', from: null }
		});
		expect([refused.status, evidenceOf(refused)]).toEqual([409, 'blind']);
	}
	const early = await teacher.ask('PUT', path('/release'), {
		body: {
			revision: 0,
			shows: { marks: true, answers: false, feedback: false, responses: false, comments: false },
			from: 0,
			requestsUntil: null,
			hidden: false,
			leaveWaiting: true
		}
	});
	expect([early.status, evidenceOf(early)]).toEqual([409, 'blind']);
});

test('closed: names and points are joined, and nothing is marked any more', async () => {
	const closed = await teacher.ask('POST', path('/close'), { body: { leaveWaiting: false } });
	expect(markingOverview.parse(closed.body)).toMatchObject({ state: 'closed', namesHidden: false });
	const results = sittingResults.parse((await teacher.ask('GET', path('/results'))).body);
	expect(results.withoutHandMarks).toBe(false);
	expect(results.rows.map(({ points }) => points).sort()).toEqual([2.5, 4.25]);
	const [one] = await answersOf(first);
	expect(one?.studentName).not.toBeNull();
	const [late] = await save(first, saving(one?.script ?? '', 5, { revision: 9 }));
	expect(late?.refused).toBe('closed');
	const stranger = await first.ask('POST', path('/reopen'), { body: { because: 'Once more' } });
	expect(stranger.status).toBe(404);
});

test('a person says otherwise than the rules, with a reason; both stand in the history', async () => {
	const attempt = attempts[0] ?? '';
	const put = (body: object) => teacher.ask('PUT', `/attempts/${attempt}/results/item-1`, { body });
	const stale = await put({ points: 1, because: 'A typing slip', from: 0.5 });
	expect([stale.status, evidenceOf(stale)]).toEqual([409, 'stale']);
	expect((await put({ points: 1.5, because: 'Too much', from: 0 })).status).toBe(400);
	expect((await put({ points: 1, because: ' ', from: 0 })).status).toBe(400);
	expect((await put({ points: 1, because: 'A typing slip', from: 0 })).body).toMatchObject({
		points: 1,
		automatic: 0,
		by: 'person',
		because: 'A typing slip'
	});
	const found = attemptMarks.parse((await teacher.ask('GET', `/attempts/${attempt}/marks`)).body);
	expect(found.changes.filter(({ item }) => item === 'item-1')).toMatchObject([
		{ cause: 'person', because: 'A typing slip', from: 0, to: 1 }
	]);
	expect(found.with).toMatchObject({ marking: 1, key: 1 });
	expect((await second.ask('GET', `/attempts/${attempt}/marks`)).status).toBe(200);
	expect((await foreign.ask('GET', `/attempts/${attempt}/marks`)).status).toBe(404);
	expect(JSON.stringify(found)).not.toContain(MARKER);
});

test('the list goes out as a file, and a name that is a formula stays a name', async () => {
	await stack.database((query) =>
		query("update users set name = '=HYPERLINK(1)' where email = 'student1@demo.test'")
	);
	const file = async (as: string) =>
		(await teacher.ask('GET', path(`/results/export?as=${as}`))).body;
	expect(String(await file('csv'))).toContain("'=HYPERLINK(1)");
	expect(String(await file('csv'))).not.toMatch(/(^|,|\n)=/);
	expect(String(await file('xlsx')).startsWith('PK')).toBe(true);
	expect(sittingResults.parse(await file('json')).rows).toHaveLength(2);
	const acts = await stack.database((query) =>
		query("select action from audit_logs where action = 'results_exported'")
	);
	expect(acts).toHaveLength(4);
	expect((await foreign.ask('GET', path('/results/export?as=csv'))).status).toBe(404);
});

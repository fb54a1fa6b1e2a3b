/** A mark is for the answer that was marked: who goes on with time that was given later, and changes it, is marked again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerPage, markingOverview, markOutcomes } from '#sync/schema/marking.ts';
import { answerName } from '#sync/marking/answer-name.ts';
import { problem } from '#sync/schema/api.ts';
import type { MarkSave } from '#sync/schema/marking.ts';
import { attemptMarks } from '#sync/schema/results.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf, until } from '../support/edge-device.ts';
import { countOf } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { ESSAY, makeSitting, untilMarked, type MarkedSitting } from '../support/marked-sitting.ts';

let stack: EdgeStack;
let teacher: EdgeClient;
let made: MarkedSitting;
let device: EdgeDevice;
beforeAll(async () => {
	stack = await startEdge();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	made = await makeSitting(teacher, ['student1@demo.test']);
	device = EdgeDevice.create(await fetchPapersOf(stack.origin, 'student1@demo.test', made.sitting));
	device.connect();
	await device.open();
	await essay('Because of the rain.');
	await handIn();
	await untilMarked(teacher, made.sitting, 1);
	const { revision, settings } = markingOverview.parse((await teacher.ask('GET', path())).body);
	const body = { revision, settings: { ...settings, blind: false } };
	expect((await teacher.ask('PUT', path('/settings'), { body })).status).toBe(200);
});
afterAll(() => stack?.dispose());

const path = (rest = '') => `/marking/sittings/${made.sitting}${rest}`;
const essay = (text: string) =>
	device.write({ kind: 'response', data: { item: ESSAY, value: { type: 'essay', text } } });
async function handIn(): Promise<void> {
	const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'clock' } });
	await device.untilReceipted(seq);
}
async function goOn(): Promise<void> {
	const told = device.heard.length;
	const act = { act: 'extend', addMs: 600_000 };
	const body = { id: crypto.randomUUID(), to: [device.papers.attempt.id], act };
	const path = `/sittings/${made.sitting}/control`;
	expect((await teacher.ask('POST', path, { body })).status).toBe(200);
	await until(() => device.heard.length > told, 10_000);
	const control = device.heard.at(-1)?.seq ?? 0;
	await device.write({ kind: 'command', data: { control, outcome: 'applied' } });
	const { seq } = await device.write({ kind: 'reopen', data: { control } });
	await device.untilReceipted(seq);
}
const listed = async () => {
	const { answers } = answerPage.parse(
		(await teacher.ask('GET', path(`/answers?item=${ESSAY}`))).body
	);
	return answers[0];
};
async function mark(points: number, revision: number): Promise<void> {
	const save: MarkSave = {
		save: crypto.randomUUID(),
		script: (await listed())?.script ?? '',
		item: ESSAY,
		as: 'marker',
		revision,
		mark: { points, comment: 'Rain, yes', scores: [], annotations: [], done: true }
	};
	const { body } = await teacher.ask('POST', path('/marks'), { body: { saves: [save] } });
	expect(markOutcomes.parse(body).outcomes[0]).toMatchObject({ refused: null, state: 'marked' });
}
const marksOf = async () =>
	attemptMarks.parse(
		(await teacher.ask('GET', `/attempts/${device.papers.attempt.id}/marks`)).body
	);
const essayOf = async () => (await marksOf()).items.find(({ item }) => item === ESSAY);
const handedInAgain = () =>
	until(async () => !['in_progress', 'paused'].includes((await marksOf()).state), 20_000);

test('who goes on and leaves the answer as it was keeps the mark', async () => {
	await mark(3, 0);
	expect(await essayOf()).toMatchObject({ points: 3, by: 'person', comment: 'Rain, yes' });
	await goOn();
	await essay('Something else for a moment.');
	await essay('Because of the rain.');
	await until(async () => (await marksOf()).state === 'in_progress', 20_000);
	await handIn();
	await handedInAgain();
	expect(await listed()).toMatchObject({ state: 'marked', changed: false, points: 3 });
	expect(await essayOf()).toMatchObject({ points: 3, by: 'person' });
});

test('attack: an answer that is put right after it was marked keeps no points; the former mark is set aside, not lost', async () => {
	const put = { points: 1, because: 'A typing slip', from: 0 };
	const override = `/attempts/${device.papers.attempt.id}/results/item-1`;
	expect((await teacher.ask('PUT', override, { body: put })).status).toBe(200);
	await goOn();
	await essay('Because of the war.');
	await handIn();
	await until(async () => (await listed())?.state === 'waiting', 20_000);
	expect(await listed()).toMatchObject({
		changed: true,
		can: 'mark',
		points: null,
		mine: { points: 3, comment: 'Rain, yes', done: false, revision: 2 }
	});
	expect(await essayOf()).toMatchObject({ points: null, by: 'nobody_yet', comment: null });
	const { items, changes } = await marksOf();
	// What was said of another answer stands.
	expect(items.find(({ item }) => item === 'item-1')).toMatchObject({ points: 1, by: 'person' });
	expect(changes.filter(({ item }) => item === ESSAY)).toMatchObject([
		{ cause: 'late', from: 3, to: null }
	]);
	await stack.database(async (query) => {
		const former = await query('select points::float8 as points, comment from former_marks');
		expect(former).toEqual([{ points: 3, comment: 'Rain, yes' }]);
		const said = "select count(*) as n from audit_logs where action = 'marks_set_aside'";
		const count = countOf(await query(`${said} and detail->>'items' = '${ESSAY}'`));
		expect(count).toBe(1);
	});
});

test('given anew, it counts again; what a person said otherwise goes with its answer too', async () => {
	await mark(4.5, 2);
	expect(await listed()).toMatchObject({ state: 'marked', changed: false, points: 4.5 });
	const first = (await marksOf()).items.find(({ item }) => item === 'item-1');
	expect(first).toMatchObject({ points: 1, by: 'person' });
	await goOn();
	await device.write({
		kind: 'response',
		data: { item: 'item-1', value: { type: 'single_choice', choice: null } }
	});
	await handIn();
	await until(
		async () => (await marksOf()).items.find(({ item }) => item === 'item-1')?.by === 'edge',
		20_000
	);
	const again = (await marksOf()).items.find(({ item }) => item === 'item-1');
	expect(again).toMatchObject({ points: 0, because: null });
	expect(await essayOf()).toMatchObject({ points: 4.5 });
});

test('attack: a mark for an answer that was changed since it was looked at is not taken, from a device without a network either', async () => {
	const before = await listed();
	await goOn();
	await essay('Because of both.');
	await handIn();
	await until(async () => (await listed())?.state === 'waiting', 20_000);
	const save = (answered: string | undefined) => ({
		save: crypto.randomUUID(),
		script: before?.script,
		item: ESSAY,
		as: 'marker',
		revision: before?.mine ? before.mine.revision + 1 : 0,
		answered,
		mark: { points: 5, comment: '', scores: [], annotations: [], done: true }
	});
	const send = async (answered: string | undefined) => {
		const saves = [save(answered)];
		const { body } = await teacher.ask('POST', path('/marks'), { body: { saves } });
		return markOutcomes.parse(body).outcomes[0]?.refused;
	};
	const [stored] = await stack.database((query) =>
		query('select answer from marks order by saved_at desc limit 1')
	);
	expect(before?.answered).toMatch(/^[0-9a-f]{64}$/);
	// Nor is it the hash that the database keeps: that one is the same wherever the answer is known.
	expect(before?.answered).not.toBe(stored?.['answer']);
	expect(await send(before?.answered)).toBe('answer_changed');
	expect((await listed())?.state).toBe('waiting');
	expect(await send((await listed())?.answered)).toBe(null);
	expect(await listed()).toMatchObject({ state: 'marked', points: 5 });
});

test('attack: points are changed for an answer that was not the one on the screen', async () => {
	const override = `/attempts/${device.papers.attempt.id}/results/item-1`;
	const shown = answerName({ type: 'single_choice', choice: null });
	const put = async (more: object) => {
		const from = (await marksOf()).items.find(({ item }) => item === 'item-1')?.points;
		const body = { points: 1, because: 'A slip of the pen', from, ...more };
		const { status, body: said } = await teacher.ask('PUT', override, { body });
		return status === 409 ? problem.parse(said).evidence?.['because'] : status;
	};
	const former = answerName({ type: 'single_choice', choice: 'a' });
	expect(await put({ shown: former })).toBe('answer_changed');
	expect(await put({ shown: '' })).toBe('answer_changed');
	const untouched = (await marksOf()).items.find(({ item }) => item === 'item-1');
	expect(untouched).toMatchObject({ points: 0, by: 'edge', because: null });
	expect(await put({ shown })).toBe(200);
	// Of what was never answered there is a name too: none.
	const never = (await marksOf()).items.find(
		({ item, maximum, automatic }) => item !== 'item-1' && maximum > 0 && automatic !== null
	);
	const path = `/attempts/${device.papers.attempt.id}/results/${never?.item ?? ''}`;
	const body = { points: 0, because: 'Looked at', from: never?.points, shown: '' };
	expect((await teacher.ask('PUT', path, { body })).status).toBe(200);
});

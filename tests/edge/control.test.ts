/** In the middle of an exam: what the staff send is sealed by the room, reaches who is there at once, and the others on their next contact. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sittingDetail, sittingList } from '#sync/schema/api.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import type { ControlAct } from '#sync/schema/control-act.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers, until } from '../support/edge-device.ts';
import { copySitting, countOf } from '../support/edge-sittings.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
let proctor: EdgeClient;
let teacher: EdgeClient;
let sitting: string;
let foreign: string;
beforeAll(async () => {
	stack = await startEdge();
	// A sitting the same proctor has nothing to do with.
	foreign = await stack.database((query) => copySitting(query, { opens: -10, closes: 60 }));
	proctor = await signedIn(stack.origin, 'proctor@demo.test');
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const { body } = await proctor.ask('GET', '/sittings');
	sitting = (body as { sittings: { id: string }[] }).sittings[0]?.id ?? '';
});
afterAll(() => stack.dispose());

type Sent = { who?: EdgeClient; where?: string; id?: string; to?: 'all' | string[] };
const send = (act: ControlAct, { who, where, id, to }: Sent = {}) =>
	(who ?? proctor).ask('POST', `/sittings/${where ?? sitting}/control`, {
		body: { id: id ?? crypto.randomUUID(), to: to ?? 'all', act }
	});
const kinds = (device: EdgeDevice) => device.heard.map(({ kind }) => kind);
const heard = (device: EdgeDevice, count: number) =>
	until(
		() => device.heard.length >= count,
		5_000,
		() => kinds(device).join(' ')
	);
const listed = async () =>
	sittingList
		.parse((await proctor.ask('GET', '/sittings')).body)
		.sittings.find(({ id }) => id === sitting);
const rowOf = async (attempt: string) =>
	sittingDetail
		.parse((await proctor.ask('GET', `/sittings/${sitting}`)).body)
		.rows.find((row) => row.attempt === attempt);

test('who is there hears at once, who is away on the next contact, who starts later when starting; the bundle verifies', async () => {
	const here = EdgeDevice.create(await fetchPapers(stack.origin, 'student1@demo.test')).connect();
	await here.open();
	const away = EdgeDevice.create(await fetchPapers(stack.origin, 'student2@demo.test')).connect();
	await away.open();
	await away.untilReceipted(0);
	away.disconnect();
	await here.untilReceipted(0);

	const id = crypto.randomUUID();
	const answer = await send({ act: 'extend', addMs: 600_000 }, { id });
	expect([answer.status, answer.body]).toEqual([200, { id, students: 3 }]);
	await heard(here, 1);
	expect(here.heard[0]).toMatchObject({ kind: 'extend', data: { addMs: 600_000 } });
	expect(await listed()).toMatchObject({ addedMs: 600_000, moreForSome: false });
	// The same request again, as after an answer that was lost: nothing more is said.
	expect((await send({ act: 'extend', addMs: 600_000 }, { id })).status).toBe(200);
	expect(await listed()).toMatchObject({ addedMs: 600_000 });
	await send({ act: 'warning', text: 'Five minutes of quiet' }, { to: [here.papers.attempt.id] });
	await heard(here, 2);
	expect(kinds(here)).toEqual(['extend', 'warning']);

	const attempt = here.papers.attempt.id;
	await until(async () => (await rowOf(attempt))?.told?.waiting === 2, 5_000);
	for (const { seq } of here.heard)
		await here.write({ kind: 'command', data: { control: seq, outcome: 'applied' } });
	await until(async () => (await rowOf(attempt))?.told?.waiting === 0, 5_000);

	away.connect();
	await heard(away, 1);
	expect(kinds(away)).toEqual(['extend']);
	const later = await fetchPapers(stack.origin, 'student3@demo.test');
	expect((await rowOf(later.attempt.id))?.told).toMatchObject({
		waiting: 1,
		newest: { act: 'extend', outcome: null }
	});
	const third = EdgeDevice.create(later).connect();
	await third.open();
	await heard(third, 1);
	expect(kinds(third)).toEqual(['extend']);

	const { seq } = await here.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await here.untilReceipted(seq);
	const exported = await teacher.ask('GET', `/attempts/${attempt}/bundle`);
	const verdict = await verifyBundle(bundleSchema.parse(exported.body), {
		trusted: here.papers.keys
	});
	expect(verdict.claims.filter(({ status }) => status === 'fail')).toEqual([]);
	expect(verdict.claims.find(({ id }) => id === 'commands_answered')?.status).toBe('pass');
	for (const device of [here, away, third]) {
		expect(device.refused).toEqual([]);
		device.disconnect();
	}
	await stack.database(async (query) => {
		const count = (sql: string) => query(sql, [id]).then(countOf);
		expect(await count('select count(*) as n from control_acts where id = $1')).toBe(1);
		// One row for each student, however often it was asked.
		const audit = "select count(*) as n from audit_logs where action = 'control_sent'";
		expect(await count(`${audit} and detail->>'id' = $1::text`)).toBe(3);
	});
});

test('another device of the same student goes on with the time that was given on the first', async () => {
	const first = EdgeDevice.create(await fetchPapers(stack.origin, 'student2@demo.test')).connect();
	await first.open();
	await heard(first, 1);
	const attempt = first.papers.attempt.id;
	await send({ act: 'extend', addMs: 60_000 }, { to: [attempt] });
	// One student's time is nobody else's.
	expect(await listed()).toMatchObject({ addedMs: 600_000, moreForSome: true });
	await send({ act: 'message', text: 'Read the notice again' }, { to: [attempt] });
	await send(
		{ act: 'correction', item: 'wettest-month', text: 'July is meant' },
		{ who: teacher, to: [attempt] }
	);
	await send({ act: 'pause', text: 'Leave the room.' }, { to: [attempt] });
	await heard(first, 5);
	for (const { seq } of first.heard)
		await first.write({ kind: 'command', data: { control: seq, outcome: 'shown' } });
	await first.untilReceipted(first.log.nextSeq - 1);
	await until(async () => (await rowOf(attempt))?.state === 'paused', 5_000);

	const second = EdgeDevice.create(await fetchPapers(stack.origin, 'student2@demo.test')).connect();
	await second.open();
	await heard(second, 3);
	// What was read is not said again; the time, the pause and what is wrong in the exam are.
	expect(kinds(second)).toEqual(['extend', 'pause', 'correction']);
	expect(second.heard[1]).toMatchObject({ kind: 'pause', data: { text: 'Leave the room.' } });
	expect((await rowOf(attempt))?.time?.pausedSince).toBeGreaterThan(0);
	await send({ act: 'resume' }, { to: [attempt] });
	await heard(second, 4);
	expect(second.heard[3]?.kind).toBe('resume');
	await until(async () => (await rowOf(attempt))?.state === 'in_progress', 5_000);
	expect((await rowOf(attempt))?.time?.pausedSince).toBeUndefined();
	for (const device of [first, second]) device.disconnect();
});

test('kept over a restart: what was sent before waits for the device', async () => {
	const device = EdgeDevice.create(await fetchPapers(stack.origin, 'student3@demo.test')).connect();
	await device.open();
	await heard(device, 1);
	device.disconnect();
	const { length } = device.heard;
	await send({ act: 'message', text: 'Ten minutes' }, { to: [device.papers.attempt.id] });
	await stack.kill();
	await stack.start();
	device.connect();
	await heard(device, length + 1);
	expect(kinds(device).at(-1)).toBe('message');
	device.disconnect();
});

test('attack: students, proctors of another sitting and proctors who correct the exam are turned away', async () => {
	const papers = await fetchPapers(stack.origin, 'student3@demo.test');
	const act = { act: 'extend', addMs: 3_600_000 } as const;
	expect((await send(act, { who: papers.client, to: [papers.attempt.id] })).status).toBe(404);
	expect((await send(act, { where: foreign })).status).toBe(404);
	const correction = { act: 'correction', item: 'wettest-month', text: 'It is B' } as const;
	expect((await send(correction)).status).toBe(403);
	expect((await send({ ...correction, item: 'no-such-item' }, { who: teacher })).status).toBe(404);
	// What is to be corrected is named to those who may.
	const itemsFor = async (who: EdgeClient) =>
		sittingDetail.parse((await who.ask('GET', `/sittings/${sitting}`)).body).items;
	expect((await itemsFor(teacher)).map(({ id }) => id)).toContain('wettest-month');
	expect(await itemsFor(proctor)).toEqual([]);
	// Somebody of another sitting cannot be reached through one's own.
	const [other] = await stack.database((query) =>
		query('select id from exam_attempts where sitting_id = $1 limit 1', [foreign])
	);
	expect((await send(act, { to: [String(other?.['id'])] })).status).toBe(404);
});

test('attack: the number of an act that was sent is used for more', async () => {
	const id = crypto.randomUUID();
	const { attempt } = await fetchPapers(stack.origin, 'student3@demo.test');
	const to = [attempt.id];
	expect((await send({ act: 'extend', addMs: 60_000 }, { id, to })).status).toBe(200);
	expect((await send({ act: 'extend', addMs: 6_000_000 }, { id, to })).status).toBe(409);
	expect((await send({ act: 'extend', addMs: 60_000 }, { id, to, who: teacher })).status).toBe(409);
});

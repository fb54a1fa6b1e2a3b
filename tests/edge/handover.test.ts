/** A change of device in the middle of an exam: what goes on there, what is still taken in from the device before, and what a person sees. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handedOverOf } from '#sync/handover.ts';
import { attemptList, sittingDetail } from '#sync/schema/api.ts';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { handoverAnswer } from '#sync/schema/handover.ts';
import { heldCase, heldComparison, heldList } from '#sync/schema/held.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf, until } from '../support/edge-device.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { ESSAY, makeSitting, type MarkedSitting } from '../support/marked-sitting.ts';

let stack: EdgeStack;
let teacher: EdgeClient;
let sitting: string;
let other: MarkedSitting;
beforeAll(async () => {
	stack = await startEdge();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const students = [1, 2, 3].map((n) => `student${n}@demo.test`);
	const made = await makeSitting(teacher, students);
	({ sitting } = made);
	other = await makeSitting(teacher, students, made.exam);
});
afterAll(() => stack.dispose());

const choice = (option: string): ResponseValue => ({ type: 'single_choice', choice: option });
const essay = (text: string): ResponseValue => ({ type: 'essay', text });
const papersOf = (n: number, of = sitting) =>
	fetchPapersOf(stack.origin, `student${n}@demo.test`, of);
const respond = (device: EdgeDevice, item: string, value: ResponseValue) =>
	device.write({ kind: 'response', data: { item, value } });
const askHandedOver = (client: EdgeClient, attempt: string, ticket: Signed) =>
	client.ask('POST', `/attempts/${attempt}/hand-over`, { body: { ticket } });
const handedTo = async ({ client, attempt, signed }: EdgeDevice['papers']) =>
	handoverAnswer.parse((await askHandedOver(client, attempt.id, signed)).body);
const askKey = ({ client, attempt, signed }: EdgeDevice['papers']) =>
	client.ask('POST', `/attempts/${attempt.id}/key`, { body: { ticket: signed } });
const isBegun = async (client: EdgeClient, attempt: string) => {
	const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
	return attempts.find(({ id }) => id === attempt)?.state === 'in_progress';
};
const rowOf = async (attempt: string) => {
	const { body } = await teacher.ask('GET', `/sittings/${sitting}`);
	return sittingDetail.parse(body).rows.find((row) => row.attempt === attempt);
};

/** Opened, as the app does it: with what it shows from the start. */
async function goOn(n: number): Promise<EdgeDevice> {
	const papers = await papersOf(n);
	const handed = await handedTo(papers);
	const device = EdgeDevice.create(papers).connect();
	await device.open({ handedOver: handedOverOf(handed.responses) });
	await device.untilReceipted(0);
	return device;
}

describe('what a second device goes on with', () => {
	let first: EdgeDevice;
	let second: EdgeDevice;

	test('is what has arrived from the first, entry by entry, for its own student and under its own ticket alone', async () => {
		first = EdgeDevice.create(await papersOf(1)).connect();
		const { client, attempt, signed: unlinked } = first.papers;
		expect((await askHandedOver(client, attempt.id, unlinked)).status).toBe(404);
		await first.open();
		const one = await respond(first, 'item-1', choice('a'));
		const text = await respond(first, ESSAY, essay('Half a'));
		const more = { at: 6, remove: 0, insert: ' thought', length: 14 };
		const changed = await first.write({ kind: 'response', data: { item: ESSAY, delta: more } });
		await first.write({ kind: 'navigation', data: { item: 'item-1', action: 'mark' } });
		await first.write({ kind: 'navigation', data: { item: ESSAY, action: 'visit' } });
		await first.untilReceipted(first.log.nextSeq - 1);
		await until(() => isBegun(client, attempt.id), 20_000);
		const before = Date.now();

		const papers = await papersOf(1);
		const handed = await handedTo(papers);
		const { session } = first;
		expect(handed.responses).toMatchObject([
			{ item: 'item-1', value: choice('a'), session, seq: one.seq },
			{ item: ESSAY, value: essay('Half a thought'), session, seq: changed.seq }
		]);
		expect(text.seq).toBeLessThan(changed.seq);
		expect(handed).toMatchObject({ marked: ['item-1'], item: ESSAY, connected: true });
		expect(handed.entries).toBe((papers.ticket.previous?.seq ?? 0) + 1);
		expect(handed.receivedAt).toBeLessThanOrEqual(before + 1_000);

		const stranger = await papersOf(2);
		const other = await askHandedOver(stranger.client, attempt.id, papers.signed);
		expect(other.status).toBe(404);
		const mixed = await askHandedOver(client, attempt.id, stranger.signed);
		expect(mixed).toMatchObject({ status: 401, body: { code: 'ticket_invalid' } });
	});

	test('no key under a ticket that does not go on from there, nor from before the last answer', async () => {
		const { client, attempt } = first.papers;
		const begunElsewhere = {
			status: 409,
			body: { code: 'conflict', evidence: { because: 'begun_elsewhere' } }
		};
		const stale = await papersOf(1);
		const { seq } = await respond(first, 'item-1', choice('b'));
		await first.untilReceipted(seq);
		expect(await askKey(stale)).toMatchObject(begunElsewhere);
		// The device that it is open on may ask again.
		expect((await askKey(first.papers)).status).toBe(200);
		expect((await askKey(await papersOf(1))).status).toBe(200);
		expect(await isBegun(client, attempt.id)).toBe(true);
	});

	test('the first brings what it has and is told to stop; the hall says which device it is', async () => {
		expect((await rowOf(first.papers.attempt.id))?.device).toBeUndefined();
		second = await goOn(1);
		await expect.poll(() => first.refused[0]?.refusal.code, { timeout: 20_000 }).toBe('superseded');
		expect(first.receipted).toBe(first.log.nextSeq - 1);
		await until(async () => (await rowOf(first.papers.attempt.id))?.device?.number === 2, 10_000);
		const row = await rowOf(first.papers.attempt.id);
		expect(row?.device?.since).toBeGreaterThan(Date.now() - 60_000);
		expect(row?.responses).toBe(2);
	});

	test('a third device gets the work of both, each answer from where it was last written', async () => {
		const { seq } = await respond(second, 'item-1', choice('c'));
		await second.untilReceipted(seq);
		const handed = await handedTo(await papersOf(1));
		expect(handed.responses).toMatchObject([
			{ item: 'item-1', value: choice('c'), session: second.session, seq },
			{ item: ESSAY, value: essay('Half a thought'), session: first.session }
		]);
	});

	test('handed in, both devices are one attempt for the marker, and the record is linked and unbroken', async () => {
		const { seq } = await second.write({ kind: 'submit', data: { total: 1, by: 'student' } });
		await second.untilReceipted(seq);
		second.disconnect();
		const { id } = second.papers.attempt;
		await until(async () => (await rowOf(id))?.state === 'accepted', 20_000);
		const { body } = await teacher.ask('GET', `/attempts/${id}/bundle`);
		const bundle = bundleSchema.parse(body);
		const verdict = await verifyBundle(bundle, { trusted: first.papers.keys });
		expect(verdict.claims.filter(({ status }) => status === 'fail')).toEqual([]);
		expect(verdict.claims.find(({ id }) => id === 'sessions_linked')).toMatchObject({
			status: 'pass',
			detail: { sessions: 2, beginnings: 1 }
		});
		expect(verdict.unbroken).toBe(true);
	});
});

test('attack: a device that names other answers as handed over than it was given is found by the verifier', async () => {
	const first = EdgeDevice.create(await papersOf(2)).connect();
	await first.open();
	const { seq } = await respond(first, 'item-1', choice('a'));
	await first.untilReceipted(seq);
	first.disconnect();
	const papers = await papersOf(2);
	const invented = handedOverOf([{ item: 'item-1', value: choice('d') }]);
	const second = EdgeDevice.create(papers).connect();
	await second.open({ handedOver: invented });
	const end = await second.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await second.untilReceipted(end.seq);
	second.disconnect();
	const { body } = await teacher.ask('GET', `/attempts/${papers.attempt.id}/bundle`);
	const verdict = await verifyBundle(bundleSchema.parse(body), { trusted: papers.keys });
	expect(verdict.claims.filter(({ status }) => status === 'fail')).toMatchObject([
		{ id: 'sessions_linked', session: second.session, entry: 0, detail: { because: 'handed_over' } }
	]);
});

describe('what the first device wrote and had not sent', () => {
	let first: EdgeDevice;
	let second: EdgeDevice;
	let attempt: string;

	test('is taken in later, and an end by its clock alone holds nothing', async () => {
		first = EdgeDevice.create(await papersOf(3)).connect();
		attempt = first.papers.attempt.id;
		await first.open();
		const { seq } = await respond(first, 'item-1', choice('a'));
		await first.untilReceipted(seq);
		first.disconnect();
		second = await goOn(3);
		const own = await respond(second, 'item-1', choice('b'));
		await second.untilReceipted(own.seq);
		const end = await second.write({ kind: 'submit', data: { total: 1, by: 'student' } });
		await second.untilReceipted(end.seq);
		second.disconnect();
		await until(async () => (await rowOf(attempt))?.state === 'accepted', 20_000);

		await first.write({ kind: 'submit', data: { total: 1, by: 'clock' } });
		const left = await first.reopen();
		left.connect();
		await left.untilReceipted(left.log.nextSeq - 1);
		await until(() => left.refused[0]?.refusal.code === 'superseded', 20_000);
		left.disconnect();
		expect((await rowOf(attempt))?.state).toBe('accepted');
	});
});

test('attack: an end by a clock does not hide what was answered beyond the hand-over: it is held, with both answers', async () => {
	const of = other.sitting;
	const first = EdgeDevice.create(await papersOf(1, of)).connect();
	await first.open();
	const { seq } = await respond(first, 'item-1', choice('a'));
	await first.untilReceipted(seq);
	first.disconnect();
	const second = EdgeDevice.create(await papersOf(1, of)).connect();
	await second.open();
	const own = await respond(second, 'item-1', choice('b'));
	const end = await second.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await second.untilReceipted(end.seq);
	second.disconnect();
	await respond(first, 'item-1', choice('c'));
	await first.write({ kind: 'submit', data: { total: 1, by: 'clock' } });
	const left = await first.reopen();
	left.connect();
	await left.untilReceipted(left.log.nextSeq - 1);
	left.disconnect();
	const { id } = first.papers.attempt;
	const held = async () => heldCase.parse((await teacher.ask('GET', `/attempts/${id}/held`)).body);
	await until(async () => (await held()).state === 'held', 20_000);
	const shown = await held();
	expect(shown.doubts.map(({ code }) => code)).toContain('worked_elsewhere');
	const stands = shown.sessions.map(({ session, entries }) => ({ session, upTo: entries - 1 }));
	const { body } = await teacher.ask('POST', `/attempts/${id}/held/compare`, { body: { stands } });
	const { items } = heldComparison.parse(body);
	expect(items.filter(({ devices }) => devices).map(({ devices }) => devices)).toMatchObject([
		[
			{ session: first.session, value: choice('c'), late: { before: false }, counts: false },
			{ session: second.session, value: choice('b'), counts: true }
		]
	]);
	expect(own.seq).toBeGreaterThan(0);
	const { attempts } = heldList.parse((await teacher.ask('GET', `/sittings/${of}/held`)).body);
	expect(attempts.map(({ attempt }) => attempt)).toEqual([id]);
});

describe('handed over by the staff', () => {
	const send = (to: string[] | 'all') =>
		teacher.ask('POST', `/sittings/${other.sitting}/control`, {
			body: { id: crypto.randomUUID(), to, act: { act: 'hand_over' } }
		});

	test('W7: the device that is there is told, and the one that goes on is not', async () => {
		const first = EdgeDevice.create(await papersOf(2, other.sitting)).connect();
		await first.open();
		await first.untilReceipted(0);
		const { id } = first.papers.attempt;
		expect((await send([id])).status).toBe(200);
		await until(() => first.heard.length > 0, 10_000);
		expect(first.heard.map(({ kind }) => kind)).toEqual(['hand_over']);
		first.disconnect();
		// It never answered: the words would wait for whoever comes next.
		const second = EdgeDevice.create(await papersOf(2, other.sitting)).connect();
		await second.open();
		await second.untilReceipted(0);
		expect(
			(
				await teacher.ask('POST', `/sittings/${other.sitting}/control`, {
					body: { id: crypto.randomUUID(), to: [id], act: { act: 'message', text: 'Go on' } }
				})
			).status
		).toBe(200);
		await until(() => second.heard.length > 0, 10_000);
		expect(second.heard.map(({ kind }) => kind)).toEqual(['message']);
		second.disconnect();
	});

	test('it is for one student: not for all, nor for who has not begun', async () => {
		const unbegun = await papersOf(3, other.sitting);
		const { id } = unbegun.attempt;
		expect(await send('all')).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
		expect((await send([id])).status).toBe(200);
		const device = EdgeDevice.create(unbegun).connect();
		await device.open();
		await device.untilReceipted(0);
		await device.write({ kind: 'heartbeat', data: { lastReceipt: 0, online: true, elapsedMs: 1 } });
		await device.untilReceipted(device.log.nextSeq - 1);
		expect(device.heard).toEqual([]);
		device.disconnect();
	});
});

/** The console's live view: what a student's device does is in an open console within two seconds. */
import { WebSocket } from 'ws';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { sittingDetail } from '#sync/schema/api.ts';
import { hallMessage, type AttemptRow } from '#sync/schema/hall.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers, until } from '../support/edge-device.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
let teacher: EdgeClient;
let sitting: string;
beforeAll(async () => {
	stack = await startEdge();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const { body } = await teacher.ask('GET', '/sittings');
	sitting = (body as { sittings: { id: string }[] }).sittings[0]?.id ?? '';
});
afterAll(() => stack.dispose());

const SOON_MS = 2_000;

class Console {
	readonly rows = new Map<string, AttemptRow>();
	readonly socket: WebSocket;
	messages = 0;

	constructor(cookie: string, headers: Record<string, string> = {}) {
		const url = `${stack.origin.replace('http', 'ws')}/api/v1/sittings/${sitting}/live`;
		this.socket = new WebSocket(url, { headers: { cookie, ...headers } });
		this.socket.on('message', (data: Buffer) => {
			const text = data.toString();
			if (text === 'pong') return;
			this.messages++;
			const message = hallMessage.parse(JSON.parse(text));
			if (message.type === 'rush') return;
			for (const row of message.rows) this.rows.set(row.attempt, row);
		});
	}

	opened(): Promise<number> {
		return new Promise((done) => {
			this.socket.once('open', () => done(101));
			this.socket.once('unexpected-response', (_request, answer) => done(answer.statusCode ?? 0));
			this.socket.once('error', () => undefined);
		});
	}
}

let watching: Console;
beforeEach(async () => {
	watching = new Console(teacher.cookie);
	expect(await watching.opened()).toBe(101);
	await until(
		() => watching.rows.size > 0,
		SOON_MS,
		() => 'a snapshot'
	);
});
afterEach(() => watching.socket.terminate());

test('a student who fetched a ticket, opened, answered, was seen and left: each within two seconds', async () => {
	expect([...watching.rows.values()].map(({ studentName }) => studentName).sort()).toEqual([
		'Student One',
		'Student Three',
		'Student Two'
	]);
	const papers = await fetchPapers(stack.origin, 'student1@demo.test');
	const row = () => watching.rows.get(papers.attempt.id);
	const soon = (holds: (row: AttemptRow) => boolean) =>
		until(
			() => holds(row() as AttemptRow),
			SOON_MS,
			() => JSON.stringify(row())
		);
	await soon(({ state }) => state === 'ready');

	const device = EdgeDevice.create(papers).connect();
	await device.open();
	await soon(({ state, connected }) => state === 'in_progress' && connected);
	await device.write({
		kind: 'response',
		data: { item: 'wettest-month', value: { type: 'single_choice', choice: 'wettest-month-1' } }
	});
	await soon(({ responses, sync }) => responses === 1 && sync === 'synced');
	const seen = { id: 0, check: 'face_absent', from: 0, to: 900, peak: 0, confidence: 1 } as const;
	await device.write({ kind: 'observation', data: { ...seen, phase: 'begin' } });
	await soon(({ observations, newest }) => observations === 1 && newest?.open === true);
	await device.write({ kind: 'observation', data: { ...seen, phase: 'end' } });
	await soon(({ observations, newest }) => observations === 1 && newest?.open === false);
	await soon(({ waitingForDatabase }) => waitingForDatabase === 0);

	device.disconnect();
	await soon(({ connected }) => !connected);
	const again = (await device.reopen()).connect();
	await soon(({ connected }) => connected);
	await again.write({ kind: 'submit', data: { total: 1, by: 'student' } });
	await soon(({ state }) => state === 'accepted');
	again.disconnect();
	const { rows } = sittingDetail.parse((await teacher.ask('GET', `/sittings/${sitting}`)).body);
	expect(rows.find(({ attempt }) => attempt === papers.attempt.id)?.state).toBe('accepted');
});

test('a student who types fast does not flood the console', async () => {
	const papers = await fetchPapers(stack.origin, 'student2@demo.test');
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	await device.untilReceipted(0);
	const before = watching.messages;
	const began = Date.now();
	let last = 0;
	for (let n = 0; n < 200; n++)
		({ seq: last } = await device.write({
			kind: 'navigation',
			data: { item: 'wettest-month', action: 'visit' }
		}));
	await device.untilReceipted(last);
	await until(() => watching.rows.get(papers.attempt.id)?.entries === device.log.nextSeq, SOON_MS);
	const seconds = (Date.now() - began) / 1000;
	expect(watching.messages - before).toBeLessThan(10 + seconds * 10);
	device.disconnect();
});

test('a student who was renamed keeps the new name, whatever name the ticket of the running exam has', async () => {
	const papers = await fetchPapers(stack.origin, 'student3@demo.test');
	const row = () => watching.rows.get(papers.attempt.id);
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	await until(() => row()?.state === 'in_progress', SOON_MS);
	const student = await signedIn(stack.origin, 'student3@demo.test');
	const renamed = await student.ask('PATCH', '/auth/profile', {
		body: { name: 'Student With A New Name' }
	});
	expect(renamed.status).toBe(200);
	await teacher.ask('GET', `/sittings/${sitting}`);
	await until(() => row()?.studentName === 'Student With A New Name', SOON_MS);
	await device.write({
		kind: 'response',
		data: { item: 'wettest-month', value: { type: 'single_choice', choice: 'wettest-month-1' } }
	});
	await until(() => row()?.responses === 1, SOON_MS);
	expect(row()?.studentName).toBe('Student With A New Name');
	device.disconnect();
});

test('a ping is answered; the live view is for the staff of the sitting, from our own pages', async () => {
	const pong = new Promise<void>((done) =>
		watching.socket.on('message', (data: Buffer) => data.toString() === 'pong' && done())
	);
	watching.socket.send('ping');
	await pong;
	const student = await signedIn(stack.origin, 'student1@demo.test');
	expect(await new Console(student.cookie).opened()).toBe(404);
	expect(await new Console('').opened()).toBe(401);
	expect(await new Console(teacher.cookie, { origin: 'https://evil.test' }).opened()).toBe(403);
});

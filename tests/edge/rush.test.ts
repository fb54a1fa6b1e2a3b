/** More comes back at once than a room has memory for: who brings much is asked to come again, the staff are told, and nobody loses anything. */
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hallMessage } from '#sync/schema/hall.ts';
import { crowd } from '../support/crowd.ts';
import { signedIn } from '../support/edge-client.ts';
import { EdgeDevice } from '../support/edge-device.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

const STUDENTS = 24;
/** Of each: together more than twice what a room lets wait. */
const ESSAYS = 50;
const text = 'x'.repeat(50_000);

let stack: EdgeStack;
let atWork: EdgeDevice;
let back: EdgeDevice[];
const rushes: ({ since: number; turnedAway: number } | null)[] = [];
let console_: WebSocket;

beforeAll(async () => {
	stack = await startEdge();
	const [one, ...others] = await crowd(stack, STUDENTS + 1);
	if (!one) throw new Error('nobody there');
	atWork = EdgeDevice.create(one.papers).connect();
	await atWork.open();
	await atWork.untilReceipted(0);
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const url = `${stack.origin.replace('http', 'ws')}/api/v1/sittings/${one.papers.ticket.sitting}/live`;
	console_ = new WebSocket(url, { headers: { cookie: teacher.cookie } });
	console_.on('message', (data: Buffer) => {
		const message = hallMessage.parse(JSON.parse(data.toString()));
		if (message.type === 'rush') rushes.push(message.rush);
	});
	back = others.map(({ papers }) => EdgeDevice.create(papers));
	for (const device of back) {
		await device.open();
		for (let at = 0; at < ESSAYS; at++)
			await device.write({
				kind: 'response',
				data: { item: 'essay', value: { type: 'essay', text: text + String(at) } }
			});
	}
});
afterAll(async () => {
	console_?.close();
	for (const device of [atWork, ...(back ?? [])]) device?.disconnect();
	await stack?.dispose();
});

test('A13: those who bring much come again, who is at work is received, and all of it arrives', async () => {
	for (const device of back) device.connect();
	const answers = (async () => {
		for (let at = 0; at < 5; at++) {
			const { seq } = await atWork.write({
				kind: 'navigation',
				data: { item: 'a', action: 'visit' }
			});
			await atWork.untilReceipted(seq, 50_000);
		}
	})();
	await Promise.all(back.map((device) => device.untilReceipted(ESSAYS, 150_000)));
	await answers;
	expect(back.flatMap(({ refused }) => refused)).toEqual([]);
	expect(atWork.refused).toEqual([]);
	expect(rushes[0]?.turnedAway).toBeGreaterThan(0);
	await expect.poll(() => rushes.at(-1), { timeout: 40_000 }).toBeNull();
}, 240_000);

/** A modified app that hears a proctor's word and goes on: nothing of it is refused, and a person decides. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sittingDetail } from '#sync/schema/api.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers, until } from '../support/edge-device.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';

let stack: EdgeStack;
let proctor: EdgeClient;
let sitting: string;
beforeAll(async () => {
	stack = await startEdge();
	proctor = await signedIn(stack.origin, 'proctor@demo.test');
	const { body } = await proctor.ask('GET', '/sittings');
	sitting = (body as { sittings: { id: string }[] }).sittings[0]?.id ?? '';
});
afterAll(() => stack?.dispose());

const essay: EntryContent = {
	kind: 'response',
	data: { item: 'a', value: { type: 'essay', text: 'Mine.' } }
};
const stateOf = async (attempt: string) =>
	sittingDetail
		.parse((await proctor.ask('GET', `/sittings/${sitting}`)).body)
		.rows.find((row) => row.attempt === attempt)?.state;

async function endedDevice(email: string): Promise<EdgeDevice> {
	const papers = await fetchPapers(stack.origin, email);
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	await device.untilReceipted(0);
	const body = { id: crypto.randomUUID(), to: [papers.attempt.id], act: { act: 'end' } };
	expect((await proctor.ask('POST', `/sittings/${sitting}/control`, { body })).status).toBe(200);
	await until(() => device.heard.some(({ kind }) => kind === 'end'), 10_000);
	return device;
}
const endOf = (device: EdgeDevice) => device.heard.find(({ kind }) => kind === 'end')?.seq ?? -1;

test('attack: answers after an end that the log confirms are taken in and held with their reason', async () => {
	const device = await endedDevice('student1@demo.test');
	const attempt = device.papers.attempt.id;
	await device.write({ kind: 'command', data: { control: endOf(device), outcome: 'applied' } });
	// As long as the flush of a field may take, and a little.
	await new Promise((resolve) => setTimeout(resolve, 10_500));
	const { seq: after } = await device.write(essay);
	const { seq } = await device.write({ kind: 'submit', data: { total: 1, by: 'control' } });
	await device.untilReceipted(seq);
	await until(async () => (await stateOf(attempt)) === 'held', 30_000);
	let said: unknown = null;
	await until(async () => {
		const [row] = await stack.database((query) =>
			query('select timeliness from exam_attempts where id = $1', [attempt])
		);
		said = row?.['timeliness'];
		return said !== null;
	}, 40_000);
	expect(said).toMatchObject({ reasons: ['after_end'], numbers: { afterEndSeq: after } });
	expect(device.refused).toEqual([]);
	device.disconnect();
}, 120_000);

test('attack: a further device, begun to get rid of an end that was answered, hears of it again', async () => {
	const first = await endedDevice('student2@demo.test');
	const control = endOf(first);
	const { seq } = await first.write({ kind: 'command', data: { control, outcome: 'applied' } });
	await first.untilReceipted(seq);
	const second = EdgeDevice.create(await fetchPapers(stack.origin, 'student2@demo.test')).connect();
	await second.open();
	await until(() => second.heard.some(({ kind }) => kind === 'end'), 10_000);
	for (const device of [first, second]) device.disconnect();
});

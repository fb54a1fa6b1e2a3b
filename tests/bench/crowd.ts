/** A crowd on the whole edge, on a PostgreSQL server and this same machine: starts, works, goes away and comes back, and is brought to the database. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { crowd } from '../support/crowd.ts';
import { until } from '../support/edge-device.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { memoryBytes, processorSeconds } from '../support/processes.ts';
import { CrowdDevice } from '../faults/surge/crowd-device.ts';
import { reconnect, start } from '../faults/surge/phases.ts';
import { median, quantile, type Figure } from './figures.ts';

const WORK_SECONDS = 30;
const EVENTS_A_SECOND = 10;
const START_WITHIN_MS = 10_000;
const PATIENCE_MS = 580_000;

/** Counts what really went over the line, as the socket compressed it. */
const wires: WebSocket[] = [];
class WireSocket extends WebSocket {
	constructor(url: string, protocols?: string[]) {
		super(url, protocols);
		wires.push(this);
	}
}
const sentBytes = () =>
	wires.reduce(
		(sum, socket) =>
			sum +
			((socket as unknown as { _socket?: { bytesWritten: number } })._socket?.bytesWritten ?? 0),
		0
	);

/** `perSecond`: entries that each device writes in a second without a network. */
export async function crowdFigures(count: number, perSecond: number): Promise<Figure[]> {
	const stack = await startEdge({}, { onServer: true });
	try {
		const students = await crowd(stack, count);
		const devices = students.map((student) => new CrowdDevice(student, WireSocket));
		const used = () => processorSeconds(stack.processes(), 'workerd');
		const memory = () => memoryBytes(stack.processes(), 'workerd');
		const empty = memory();
		const started = await Promise.allSettled(
			devices.map((one, at) => start(stack, one, (at / count) * START_WITHIN_MS))
		);
		const starts = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.ms] : []));
		const there = memory();
		const worked = await work(devices, used);
		const drained = await drain(stack, devices);
		const back = await comeBack(stack, devices, perSecond);
		const drainedAgain = await drain(stack, devices);
		const peak = memory();
		for (const { device } of devices) device.disconnect();
		const of = `${count.toLocaleString('en')} students in ${Math.ceil(count / 200)} rooms, senders on the same machine`;
		return [
			{
				what: `${count} starts within 10 s: errors`,
				value: count - starts.length,
				unit: '',
				aim: 0,
				note: of
			},
			{ what: 'start to first receipt, p50', value: median(starts), unit: 'ms' },
			{ what: 'start to first receipt, p99', value: quantile(starts, 0.99), unit: 'ms' },
			{
				what: `receipt at ${EVENTS_A_SECOND} events/s a student, p50`,
				value: median(worked.receipts),
				unit: 'ms',
				note: `segments of one second, ${WORK_SECONDS} s`
			},
			{ what: 'the same, p99', value: quantile(worked.receipts, 0.99), unit: 'ms', aim: 100 },
			{
				what: 'processor time of workerd an entry',
				value: (worked.cpu / worked.entries) * 1e6,
				unit: 'µs',
				note: `${worked.entries.toLocaleString('en')} entries`
			},
			{
				what: 'on the wire, an entry',
				value: worked.bytes / worked.entries,
				unit: 'bytes',
				aim: 80,
				note: 'from the device, as sent'
			},
			{
				what: 'memory of workerd a student, open socket',
				value: (there - empty) / count / 1e3,
				unit: 'kB'
			},
			{
				what: 'and at its most',
				value: (peak - empty) / count / 1e3,
				unit: 'kB',
				note: 'after all that follows'
			},
			{
				what: 'until all of it is in Postgres',
				value: drained / 1000,
				unit: 's',
				note: 'after the last receipt'
			},
			{
				what: `${count} back with 5 minutes of backlog: the last is receipted`,
				value: Math.max(...back.times) / 1000,
				unit: 's',
				note: `${perSecond} entries/s each, ${back.entries.toLocaleString('en')} entries; median ${(median(back.times) / 1000).toFixed(1)} s; refused for good: ${back.refused}`
			},
			{
				what: 'admitted meanwhile',
				value: back.entries / (Math.max(...back.times) / 1000),
				unit: 'entries/s'
			},
			{ what: 'until that is in Postgres', value: drainedAgain / 1000, unit: 's' }
		];
	} finally {
		await stack.dispose();
	}
}

/** Each device at its own moment of the second. */
async function work(devices: CrowdDevice[], used: () => number) {
	const receipts: number[] = [];
	const before = { cpu: used(), bytes: sentBytes() };
	let entries = 0;
	const began = performance.now();
	await Promise.all(
		devices.map(async (one, index) => {
			for (let second = 0; second < WORK_SECONDS; second++) {
				const at = began + (second + index / devices.length) * 1000;
				await sleep(Math.max(0, at - performance.now()));
				const { seq } = await one.writeSecond(EVENTS_A_SECOND);
				entries += EVENTS_A_SECOND;
				const sealed = performance.now();
				void one.device
					.untilReceipted(seq, PATIENCE_MS)
					.then(() => receipts.push(performance.now() - sealed));
			}
			await until(() => one.isReceipted, PATIENCE_MS);
		})
	);
	return { receipts, entries, cpu: used() - before.cpu, bytes: sentBytes() - before.bytes };
}

async function comeBack(stack: EdgeStack, devices: CrowdDevice[], perSecond: number) {
	for (const { device } of devices) device.disconnect();
	const before = devices.reduce((sum, { device }) => sum + device.log.nextSeq, 0);
	for (const one of devices) await one.writeBacklog(perSecond);
	const times = await Promise.all(devices.map((one) => reconnect(stack, one, PATIENCE_MS)));
	const after = devices.reduce((sum, { device }) => sum + device.log.nextSeq, 0);
	return {
		times,
		entries: after - before,
		refused: devices.reduce((sum, { device }) => sum + device.refused.length, 0)
	};
}

/** Until the database has every session as far as it was receipted. Milliseconds. */
async function drain(stack: EdgeStack, devices: CrowdDevice[]): Promise<number> {
	const began = performance.now();
	const wanted = devices.reduce((sum, { device }) => sum + device.receipted + 1, 0);
	const stored = () =>
		stack.database(async (query) => {
			const [row] = await query(
				'select coalesce(sum(next_seq), 0)::bigint as n from exam_sessions'
			);
			return Number(row?.['n']);
		});
	await until(
		async () => (await stored()) >= wanted,
		PATIENCE_MS,
		() => 'the outbox is not empty'
	);
	return performance.now() - began;
}

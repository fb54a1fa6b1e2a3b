import { afterEach, expect, test, vi } from 'vitest';
import { connectSession } from './device-sync.ts';
import type { RefusedBy, SessionConnection, SyncStatus } from './device-sync.ts';
import { SessionLog } from './session-log.ts';
import { choice, openContent } from './testing/fixture.ts';
import { TestNetwork } from './testing/network.ts';
import { TestRoom } from './testing/room.ts';
import { makeDesk } from './testing/story.ts';
import type { Desk } from './testing/story.ts';
import { readTicketProtocol } from './ticket.ts';
import { CONTROL_CLIENT, CONTROL_ROOT, encodeItems, readFrame, updateFrame } from './yjs-wire.ts';

const open: SessionConnection[] = [];
afterEach(() => {
	for (const connection of open.splice(0)) connection.disconnect();
});

function join(desk: Desk, network: TestNetwork, log = desk.log) {
	const statuses: SyncStatus[] = [];
	const refused: RefusedBy[] = [];
	const connection = connectSession({
		log,
		url: 'https://exam.example',
		room: desk.papers.ticket.room,
		session: desk.papers.session,
		ticket: desk.papers.signed,
		WebSocketPolyfill: network.WebSocket,
		schedule: desk.clock.schedule,
		random: () => 0.5,
		onStatus: (status) => void statuses.push(status),
		onRefused: (by) => void refused.push(by)
	});
	open.push(connection);
	return { connection, statuses, refused };
}

async function begin(entries = 1) {
	const desk = await makeDesk();
	await desk.log.append(openContent(desk.papers));
	for (let at = 1; at < entries; at++) await desk.log.append(choice('one', 'a'), { urgent: true });
	return { desk, network: new TestNetwork(desk.room) };
}

test('A1: a backlog is sent after the edge has said what it has, then each segment as it is sealed', async () => {
	const { desk, network } = await begin(3);
	const { connection, statuses } = join(desk, network);
	await network.run();
	expect(desk.room.entries).toHaveLength(3);
	expect(statuses).toEqual(['syncing', 'live']);
	await connection.settled;
	await desk.log.append(choice('one', 'b'), { urgent: true });
	await network.run();
	expect(desk.room.entries.at(-1)?.kind).toBe('response');
	expect(desk.log.lastReceipt?.receipt.seq).toBe(desk.log.nextSeq - 1);
});

test('T4: the ticket travels as a subprotocol', async () => {
	const { desk, network } = await begin();
	join(desk, network);
	await network.run();
	expect(readTicketProtocol(network.protocols[0]?.join(', ') ?? null)).toEqual(desk.papers.signed);
});

test('A2: no frame is larger than 512 KiB, whatever the backlog', async () => {
	const { desk, network } = await begin();
	const text = 'x'.repeat(50_000);
	for (let at = 0; at < 30; at++) {
		const data = { item: 'six', value: { type: 'essay' as const, text: text + at } };
		await desk.log.append({ kind: 'response', data }, { urgent: true });
	}
	join(desk, network);
	const sizes: number[] = [];
	const receive = desk.room.receive.bind(desk.room);
	vi.spyOn(desk.room, 'receive').mockImplementation((bytes) => {
		sizes.push(bytes.length);
		return receive(bytes);
	});
	await network.run();
	expect(desk.room.entries).toHaveLength(31);
	expect(Math.max(...sizes)).toBeLessThan(524_288 + 64);
	expect(sizes.length).toBeGreaterThan(3);
});

test('A2: a socket that does not drain is waited for', async () => {
	const { desk, network } = await begin(2);
	join(desk, network);
	await network.step();
	if (network.socket) network.socket.bufferedAmount = 5_000_000;
	await network.run();
	expect(desk.room.entries).toHaveLength(0);
	if (network.socket) network.socket.bufferedAmount = 0;
	await desk.clock.advance(100);
	await network.run();
	expect(desk.room.entries).toHaveLength(2);
});

test('a cut connection comes back within the back-off and resumes', async () => {
	const { desk, network } = await begin(2);
	const { statuses } = join(desk, network);
	await network.run();
	network.cut();
	await desk.log.append(choice('one', 'c'), { urgent: true });
	expect(statuses.at(-1)).toBe('waiting');
	await desk.clock.advance(500);
	await network.run();
	expect(desk.room.entries.at(-1)?.kind).toBe('response');
	expect(statuses.at(-1)).toBe('live');
});

test('the back-off doubles to half a minute, and a nudge ends it', async () => {
	const { desk, network } = await begin();
	network.up = false;
	const { connection } = join(desk, network);
	await desk.clock.advance(60_000);
	// Half of 1, 2, 4, 8, 16, 30, 30 s …
	expect(network.opened).toBe(8);
	network.up = true;
	connection.nudge();
	await network.run();
	expect(connection.status).toBe('live');
});

test('A13: asked to come later, it comes no earlier, and not with all the others; whatever is asked, within a minute', async () => {
	const { desk, network } = await begin();
	const { connection } = join(desk, network);
	await network.run();
	const busy = (retryAfterMs: number) =>
		network.socket?.end({
			code: 4500,
			reason: JSON.stringify({ code: 'unavailable', evidence: { retryAfterMs } })
		});
	busy(8_000);
	// Eight seconds, and half of as much again.
	await desk.clock.advance(11_900);
	expect([network.opened, connection.status]).toEqual([1, 'waiting']);
	await desk.clock.advance(200);
	await network.run();
	expect([network.opened, connection.status]).toEqual([2, 'live']);
	busy(86_400_000);
	await desk.clock.advance(45_100);
	await network.run();
	expect(connection.status).toBe('live');
});

test('A13: a connection that is taken and never answered is given up after 20 s and tried again', async () => {
	const { desk, network } = await begin();
	network.mute = true;
	const { connection, statuses } = join(desk, network);
	await desk.clock.advance(19_000);
	expect(connection.status).toBe('connecting');
	await desk.clock.advance(1_200);
	expect(connection.status).toBe('waiting');
	network.mute = false;
	await desk.clock.advance(500);
	await network.run();
	expect(network.opened).toBe(2);
	expect(statuses).toEqual(['waiting', 'connecting', 'syncing', 'live']);
	// Nothing of the first is left that would end the second.
	await desk.clock.advance(60_000);
	expect(connection.status).toBe('live');
});

test('a final refusal is reported once and ends it', async () => {
	const { desk, network } = await begin();
	const { connection, refused } = join(desk, network);
	await network.run();
	network.socket?.end({ code: 4440, reason: '{"code":"superseded"}' });
	await desk.clock.advance(120_000);
	expect(refused).toEqual([{ refusal: { code: 'superseded' }, by: 'edge' }]);
	expect(connection.status).toBe('refused');
	expect(network.opened).toBe(1);
});

test('a code without a reason is known all the same, and 45xx is tried again', async () => {
	const { desk, network } = await begin();
	const { connection, refused } = join(desk, network);
	await network.run();
	network.socket?.end({ code: 4500, reason: '' });
	await desk.clock.advance(1_000);
	await network.run();
	expect(refused).toEqual([]);
	expect(connection.status).toBe('live');
});

test('A9: what the edge’s key did not sign never reaches the document', async () => {
	const { desk, network } = await begin();
	const { refused } = join(desk, network);
	await network.run();
	const before = desk.log.document.controlCount;
	const other = new TestRoom((await makeDesk()).papers, desk.clock.now);
	await other.say({ kind: 'end', data: { by: desk.papers.ticket.student } });
	const items = other.control;
	const update = encodeItems({ client: CONTROL_CLIENT, root: CONTROL_ROOT, from: before, items });
	network.socket?.arrive(updateFrame(update));
	await network.run();
	expect(desk.log.document.controlCount).toBe(before);
	expect(refused[0]?.by).toBe('device');
});

test('A8: a restored backup that went on by itself is found as a fork, and its branch is handed over', async () => {
	const { desk, network } = await begin(2);
	const first = join(desk, network);
	await network.run();
	const backup = desk.store.stored();
	for (const option of ['b', 'c', 'd'])
		await desk.log.append(choice('one', option), { urgent: true });
	await network.run();
	first.connection.disconnect();
	const clone = await SessionLog.restore({ ...desk.options, ...backup });
	await clone.log.append(choice('one', 'a'), { urgent: true });
	const { refused } = join(desk, network, clone.log);
	await network.run();
	await desk.clock.advance(60_000);
	await network.run();
	expect(refused.map(({ refusal }) => refusal.code)).toEqual(['fork']);
	expect(desk.room.branches[0]?.index).toBe(2);
	expect(desk.room.branches.flatMap(({ items }) => items).length).toBeGreaterThan(0);
});

test('A10: what a damaged store lost is fetched before anything new is written', async () => {
	const { desk, network } = await begin(5);
	const first = join(desk, network);
	await network.run();
	first.connection.disconnect();
	const { segments, control } = desk.store.stored();
	const broken = (segments[2] ?? new Uint8Array()).slice();
	broken[100] = (broken[100] ?? 0) ^ 1;
	segments[2] = broken;
	const again = await SessionLog.restore({ ...desk.options, segments, control });
	const later = again.log.append(choice('one', 'c'), { urgent: true });
	const { refused } = join(desk, network, again.log);
	await network.run();
	await later;
	await network.run();
	expect(refused).toEqual([]);
	expect(again.log.held).toBe(false);
	expect(desk.room.log).toEqual(again.log.document.logItems(0));
});

test('A6: no awareness is sent, not even on leaving', async () => {
	const { desk, network } = await begin();
	const { connection } = join(desk, network);
	await network.step();
	const sent = network.socket?.sent ?? [];
	const kinds = sent.map((bytes) => {
		const read = readFrame(bytes);
		return read.ok ? read.frame.type : 'refused';
	});
	expect(kinds).not.toContain('ignored');
	connection.disconnect();
	expect(connection.status).toBe('closed');
});

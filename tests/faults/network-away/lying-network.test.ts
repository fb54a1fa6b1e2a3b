/** The network lies as it is told to: else a class behind it proves nothing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { LyingNetwork, PORTAL_MARK } from './lying-network.ts';

let edge: Server;
let network: LyingNetwork;
beforeAll(async () => {
	edge = createServer((_request, response) => response.end('the edge'));
	new WebSocketServer({ server: edge }).on('connection', (socket) =>
		socket.on('message', (data: Buffer) => socket.send(data))
	);
	edge.listen(0, '127.0.0.1');
	await once(edge, 'listening');
});
beforeEach(async () => {
	network = await LyingNetwork.start((edge.address() as AddressInfo).port, () => 0.5);
});
afterEach(() => network.close());
afterAll(() => void edge.close());

const asked = async () =>
	(await fetch(network.origin, { signal: AbortSignal.timeout(1_000) })).text();
async function open(): Promise<WebSocket> {
	const socket = new WebSocket(network.origin.replace('http', 'ws'));
	await once(socket, 'open');
	return socket;
}
async function echoed(socket: WebSocket, text: string): Promise<string> {
	socket.send(text);
	const [data] = (await once(socket, 'message')) as [Buffer];
	return data.toString();
}

test('an honest network and a slow one bring all of it in order', async () => {
	expect(await asked()).toBe('the edge');
	const socket = await open();
	const long = 'x'.repeat(100_000);
	expect(await echoed(socket, long)).toBe(long);
	await network.become('slow');
	expect(await echoed(socket, `${long}y`)).toBe(`${long}y`);
	socket.terminate();
});

test('refused: nobody is there and what was open ends; afterwards it is as before', async () => {
	const socket = await open();
	const closed = once(socket, 'close');
	await network.become('refused');
	await closed;
	await expect(asked()).rejects.toThrow('fetch failed');
	await network.become(null);
	expect(await asked()).toBe('the edge');
});

test('half open: connections are taken and nothing comes, on old ones neither, also when the network is honest again', async () => {
	const socket = await open();
	let heard = 0;
	socket.on('message', () => (heard += 1));
	await network.become('half open');
	socket.send('into the dark');
	await expect(asked()).rejects.toThrow(/timeout/);
	await network.become(null);
	socket.send('and again');
	expect(await asked()).toBe('the edge');
	expect([heard, socket.readyState]).toEqual([0, WebSocket.OPEN]);
	socket.terminate();
});

test('captive portal: a page and 200 for every request, and no upgrade', async () => {
	await network.become('captive portal');
	expect(await asked()).toContain(PORTAL_MARK);
	await expect(open()).rejects.toThrow('Unexpected server response: 200');
	expect(network.portalAnswers).toBe(2);
});

test('closes sockets: what is open ends by itself, what is opened too', async () => {
	const socket = await open();
	const closed = once(socket, 'close');
	await network.become('closes sockets');
	const [code] = (await closed) as [number];
	expect(code).toBe(1006);
	const second = await open();
	await once(second, 'close');
});

/** The connection over real sockets, once: what a socket in memory cannot show. */
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { connectSession } from './device-sync.ts';
import type { RefusedBy, SessionConnection } from './device-sync.ts';
import { closeReason, refusalCodes } from './refusal.ts';
import { SessionLog } from './session-log.ts';
import { choice, makePapers, openContent } from './testing/fixture.ts';
import type { Papers } from './testing/fixture.ts';
import { TestRoom } from './testing/room.ts';
import { MemoryStore } from './testing/store.ts';
import { SUBPROTOCOL, readTicketProtocol } from './ticket.ts';

const ends: (() => void)[] = [];
afterEach(() => {
	for (const end of ends.splice(0)) end();
});

function serve(papers: Papers) {
	const room = new TestRoom(papers, Date.now);
	const urls: string[] = [];
	const server = new WebSocketServer({ port: 0, handleProtocols: () => SUBPROTOCOL });
	server.on('connection', (socket, request) => {
		urls.push(request.url ?? '');
		const ticket = readTicketProtocol(request.headers['sec-websocket-protocol'] ?? null);
		if (ticket?.bytes !== papers.signed.bytes) return socket.close(refusalCodes.ticket_invalid);
		socket.on('message', async (data) => {
			const answer = await room.receive(new Uint8Array(data as Buffer));
			if (!Array.isArray(answer)) socket.close(refusalCodes[answer.code], closeReason(answer));
			else for (const frame of answer) socket.send(frame);
		});
	});
	ends.push(() => {
		for (const client of server.clients) client.terminate();
		server.close();
	});
	return { room, server, urls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function writer(papers: Papers, url: string) {
	const refused: RefusedBy[] = [];
	const log = SessionLog.create({
		session: papers.session,
		ticket: papers.signed,
		sign: papers.device.sign,
		store: new MemoryStore(),
		now: Date.now,
		monotonic: () => performance.now()
	});
	await log.append(openContent(papers));
	const connection: SessionConnection = connectSession({
		log,
		url,
		room: 'room-1',
		session: papers.session,
		ticket: papers.signed,
		WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
		random: () => 0.1,
		onRefused: (by) => void refused.push(by)
	});
	ends.push(() => connection.disconnect());
	return { log, connection, refused };
}

test('A1: over real sockets: backlog, live entries, receipts, and again after the server dropped everybody', async () => {
	const papers = await makePapers();
	const { room, server, url, urls } = serve(papers);
	const { log } = await writer(papers, url);
	await expect.poll(() => log.lastReceipt?.receipt.seq).toBe(0);
	expect(urls).toEqual([`/api/v1/rooms/room-1/log/${papers.session}`]);
	await log.append(choice('one', 'a'), { urgent: true });
	await expect.poll(() => log.lastReceipt?.receipt.seq).toBe(2);
	for (const client of server.clients) client.terminate();
	await log.append(choice('one', 'b'), { urgent: true });
	await expect.poll(() => room.entries.length, { timeout: 3_000 }).toBe(5);
});

test('T4: over real sockets: a ticket of somebody else is refused with its code', async () => {
	const papers = await makePapers();
	const { url } = serve(await makePapers());
	const { connection, refused } = await writer(papers, url);
	await expect.poll(() => connection.status).toBe('refused');
	expect(refused).toEqual([{ refusal: { code: 'ticket_invalid' }, by: 'edge' }]);
});

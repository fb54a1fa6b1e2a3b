/**
 * WebSocket in, TCP out: the Neon driver speaks PostgreSQL over WebSockets, a local server speaks it over TCP.
 * It opens when the database is ready. In front of the embedded Postgres, which has one session, it lets one connection through
 * at a time: the next waits until the one before has ended.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

/** A transaction of ours takes milliseconds; what says nothing for so long was left behind by a Worker that was killed. */
const IDLE_MS = 20_000;

export type Bridge = { address: string; open: () => void; close: () => Promise<void> };

export async function startBridge(
	target: { host: string; port: number },
	{ oneAtATime }: { oneAtATime: boolean }
): Promise<Bridge> {
	// The embedded Postgres lets everybody in, so the way to it is a secret, and no page of a browser may try.
	const path = `/pg/${randomUUID()}`;
	const server = new WebSocketServer({
		host: '127.0.0.1',
		port: 0,
		path,
		perMessageDeflate: false,
		verifyClient: ({ req }: { req: IncomingMessage }) => req.headers.origin === undefined
	});
	await new Promise<void>((done, failed) => server.once('listening', done).once('error', failed));
	let opened = false;
	let before = Promise.resolve();
	server.on('connection', (socket) => {
		if (!opened) return socket.close(1013, 'not ready');
		const early: Buffer[] = [];
		const keep = (data: Buffer) => void early.push(data);
		socket.on('message', keep);
		const turn = before;
		const joined = turn.then(() => join(socket, target, early, keep, oneAtATime));
		if (oneAtATime) before = joined;
	});
	const { port } = server.address() as AddressInfo;
	return {
		address: `127.0.0.1:${port}${path}`,
		open: () => {
			opened = true;
		},
		close: () =>
			new Promise((done) => {
				for (const client of server.clients) client.terminate();
				server.close(() => done());
			})
	};
}

/** Resolves when both ends have closed. */
function join(
	socket: WebSocket,
	target: { host: string; port: number },
	early: Buffer[],
	keep: (data: Buffer) => void,
	othersWait: boolean
): Promise<void> {
	if (socket.readyState !== socket.OPEN) return Promise.resolve();
	return new Promise((done) => {
		const upstream: Socket = createConnection(target);
		upstream.setNoDelay(true);
		if (othersWait) upstream.setTimeout(IDLE_MS, () => upstream.destroy());
		for (const data of early) upstream.write(data);
		socket.off('message', keep);
		socket.on('message', (data: Buffer) => {
			upstream.write(data);
			// "Terminate": a PostgreSQL server hangs up on it, the embedded one's socket does not.
			if (data.length === 5 && data[0] === 0x58) upstream.end();
		});
		socket.on('close', () => upstream.destroy());
		socket.on('error', () => upstream.destroy());
		upstream.on('data', (data) => socket.send(data));
		upstream.on('error', () => upstream.destroy());
		upstream.on('close', () => {
			socket.close();
			done();
		});
	});
}

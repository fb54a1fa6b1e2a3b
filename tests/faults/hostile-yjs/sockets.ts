/** Real sockets on this machine: a server that a test shapes, and clients that send byte for byte what they are told. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Bytes } from '#sync/bytes.ts';

export interface Served {
	url: string;
	close(): Promise<void>;
}

/** `path`: what the client asked for. */
export async function serve(onSocket: (socket: WebSocket, path: string) => void): Promise<Served> {
	const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
	server.on('connection', (socket, request) => onSocket(socket, (request.url ?? '/').slice(1)));
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `ws://127.0.0.1:${port}`,
		close: async () => {
			for (const socket of server.clients) socket.terminate();
			await new Promise((closed) => server.close(closed));
		}
	};
}

export interface Ended {
	code: number;
	reason: string;
	/** After the last frame was sent. */
	ms: number;
}

export class Client {
	readonly socket: WebSocket;
	readonly ended: Promise<Ended>;
	/** All that came, and how much that was. */
	readonly frames: Bytes[] = [];
	bytes = 0;
	#sentAt = performance.now();
	#waiting: (() => void)[] = [];

	private constructor(socket: WebSocket) {
		this.socket = socket;
		socket.on('message', (data: Buffer) => {
			this.bytes += data.length;
			this.frames.push(new Uint8Array(data));
			for (const wake of this.#waiting.splice(0)) wake();
		});
		this.ended = new Promise((done) =>
			socket.once('close', (code, reason) => {
				done({ code, reason: reason.toString(), ms: performance.now() - this.#sentAt });
				for (const wake of this.#waiting.splice(0)) wake();
			})
		);
	}

	static async open({ url }: Served, path: string): Promise<Client> {
		const socket = new WebSocket(`${url}/${path}`, { perMessageDeflate: false });
		const client = new Client(socket);
		await once(socket, 'open');
		return client;
	}

	send(...frames: Uint8Array[]): void {
		this.#sentAt = performance.now();
		for (const frame of frames) this.socket.send(frame);
	}

	/** Until a frame is there that fits, `from` that one on, or the socket is gone. */
	async until<T>(fits: (frame: Bytes) => T | null, from = 0): Promise<T> {
		for (let at = from; ; at++) {
			while (at >= this.frames.length) {
				if (this.socket.readyState > WebSocket.OPEN) throw new Error('the socket was closed');
				await new Promise<void>((wake) => void this.#waiting.push(wake));
			}
			const found = fits(this.frames[at] as Bytes);
			if (found !== null) return found;
		}
	}

	close(): void {
		this.socket.terminate();
	}
}

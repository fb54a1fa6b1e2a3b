/** A bare socket to a room: what goes out is what the test says, byte for byte. */
import { WebSocket } from 'ws';
import { ticketProtocol } from '#sync/ticket.ts';
import type { Signed } from '#sync/schema/signed.ts';

export interface Ended {
	code: number;
	reason: { code?: string; evidence?: Record<string, unknown> };
	/** Milliseconds after the last frame was sent. */
	ms: number;
}

export class RawSocket {
	readonly socket: WebSocket;
	readonly ended: Promise<Ended>;
	#sentAt = performance.now();

	private constructor(socket: WebSocket) {
		this.socket = socket;
		this.ended = new Promise((done) =>
			socket.once('close', (code, reason) =>
				done({ code, reason: readReason(reason.toString()), ms: performance.now() - this.#sentAt })
			)
		);
	}

	/** Resolves with the status when the edge does not open it. */
	static async open(
		origin: string,
		to: { room: string; session: string; ticket: Signed | string[] },
		headers: Record<string, string> = {}
	): Promise<RawSocket | { status: number; body: string }> {
		const url = `${origin.replace('http', 'ws')}/api/v1/rooms/${to.room}/log/${to.session}`;
		const protocols = Array.isArray(to.ticket) ? to.ticket : ticketProtocol(to.ticket);
		const socket = new WebSocket(url, protocols, { headers, perMessageDeflate: false });
		return new Promise((done, failed) => {
			socket.once('open', () => done(new RawSocket(socket)));
			socket.once('unexpected-response', (_request, response) => {
				let body = '';
				response.on('data', (chunk: Buffer) => void (body += chunk.toString()));
				response.on('end', () => done({ status: response.statusCode ?? 0, body }));
			});
			socket.once('error', failed);
		});
	}

	send(frame: Uint8Array | string): this {
		this.#sentAt = performance.now();
		this.socket.send(frame);
		return this;
	}

	close(): void {
		this.socket.terminate();
	}
}

export async function openRaw(...words: Parameters<typeof RawSocket.open>): Promise<RawSocket> {
	const socket = await RawSocket.open(...words);
	if (socket instanceof RawSocket) return socket;
	throw new Error(`not opened: ${socket.status} ${socket.body}`);
}

function readReason(text: string): Ended['reason'] {
	try {
		return JSON.parse(text) as Ended['reason'];
	} catch {
		return {}; // A close without a reason of ours.
	}
}

/** A network in memory: sockets that look like the browser's to y-websocket, with a room at the other end and a hand on every frame. */
import type { Bytes } from '../bytes.ts';
import { closeReason, refusalCodes } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { settle } from './clock.ts';
import type { TestRoom } from './room.ts';

type Close = { code: number; reason: string };

export class TestNetwork {
	up = true;
	readonly refusals: Refusal[] = [];
	readonly protocols: string[][] = [];
	socket: TestSocket | null = null;
	opened = 0;
	readonly room: TestRoom;
	/** To be given to connectSession as its WebSocket. */
	readonly WebSocket: typeof WebSocket;

	constructor(room: TestRoom) {
		this.room = room;
		const open = (socket: TestSocket) => this.#open(socket);
		this.WebSocket = class extends TestSocket {
			constructor(_url: string | URL, protocols?: string | string[]) {
				super([protocols ?? []].flat());
				open(this);
			}
		} as unknown as typeof WebSocket;
	}

	/** Delivers everything, both ways, until nothing is under way. */
	async run(): Promise<void> {
		for (let quiet = 0; quiet < 2; quiet++) {
			await settle();
			while (await this.step()) quiet = 0;
		}
	}

	/** One frame to the room and its answers back; false: nothing was under way. */
	async step(pick = 0): Promise<boolean> {
		const { socket } = this;
		if (!socket || socket.sent.length === 0) return false;
		const [frame] = socket.sent.splice(pick % socket.sent.length, 1);
		if (frame) await this.deliver(socket, frame);
		return true;
	}

	async deliver(socket: TestSocket, frame: Bytes): Promise<void> {
		const answer = await this.room.receive(frame);
		if (Array.isArray(answer)) for (const bytes of answer) socket.arrive(bytes);
		else {
			this.refusals.push(answer);
			socket.end({ code: refusalCodes[answer.code], reason: closeReason(answer) });
		}
		await settle();
	}

	/** The connection is gone, with what was under way. */
	cut(): void {
		this.socket?.end({ code: 1006, reason: '' });
	}

	#open(socket: TestSocket): void {
		this.opened++;
		this.protocols.push(socket.protocols);
		queueMicrotask(() => {
			if (!this.up) return socket.end({ code: 1006, reason: '' });
			this.socket = socket;
			socket.begin();
		});
	}
}

export class TestSocket {
	binaryType = 'arraybuffer';
	readonly OPEN = 1;
	readyState = 0;
	bufferedAmount = 0;
	sent: Bytes[] = [];
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
	onclose: ((event: Close) => void) | null = null;
	onerror: (() => void) | null = null;
	readonly protocols: string[];

	constructor(protocols: string[]) {
		this.protocols = protocols;
	}

	begin(): void {
		if (this.readyState !== 0) return;
		this.readyState = 1;
		this.onopen?.();
	}

	send(bytes: Uint8Array): void {
		if (this.readyState === 1) this.sent.push(bytes.slice());
	}

	arrive(bytes: Bytes): void {
		if (this.readyState === 1) this.onmessage?.({ data: bytes.slice().buffer });
	}

	end(close: Close): void {
		if (this.readyState === 3) return;
		this.readyState = 3;
		this.sent = [];
		this.onclose?.(close);
	}

	close(): void {
		this.end({ code: 1000, reason: '' });
	}
}

/** A network in memory: sockets that look like the browser's to y-websocket, with a room at the other end and a hand on every frame. */
import type { Bytes } from '../bytes.ts';
import { closeReason, refusalCodes } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { settle } from './clock.ts';
import type { TestRoom } from './room.ts';

type Close = { code: number; reason: string };

/** What a room makes of a frame: frames to send back, why the socket must close, or first the one and then the other. */
export type Answer =
	Bytes[] | Refusal | { frames: Bytes[]; refusal: Refusal } | { frames: Bytes[]; gone: true };

export type FrameRoom = { receive(frame: Bytes, from: object): Promise<Answer> };

export class TestNetwork<R extends FrameRoom = TestRoom> {
	up = true;
	/** Frames to the device wait for `hear`; frames of a socket that ends stay on the way to the room, and `late` brings them. */
	slow = false;
	/** Takes connections and never answers them. */
	mute = false;
	readonly refusals: Refusal[] = [];
	readonly protocols: string[][] = [];
	socket: TestSocket | null = null;
	opened = 0;
	readonly room: R;
	/** To be given to connectSession as its WebSocket. */
	readonly WebSocket: typeof WebSocket;
	#underWay: { frame: Bytes; from: object }[] = [];

	constructor(room: R) {
		this.room = room;
		const open = (socket: TestSocket) => this.#open(socket);
		const ended = (sent: Bytes[], from: object) =>
			this.slow && this.#underWay.push(...sent.map((frame) => ({ frame, from })));
		this.WebSocket = class extends TestSocket {
			constructor(_url: string | URL, protocols?: string | string[]) {
				super([protocols ?? []].flat(), ended);
				open(this);
			}
		} as unknown as typeof WebSocket;
	}

	/** Delivers everything, both ways, until nothing is under way. */
	async run(): Promise<void> {
		for (let quiet = 0; quiet < 2; quiet++) {
			await settle();
			while ((await this.step()) || (await this.hear())) quiet = 0;
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

	/** One of the frames that wait arrives at the device; false: none waits. */
	async hear(pick = 0): Promise<boolean> {
		const { socket } = this;
		if (!socket || socket.coming.length === 0) return false;
		const [frame] = socket.coming.splice(pick % socket.coming.length, 1);
		if (frame) socket.arrive(frame);
		await settle();
		return true;
	}

	/** Nothing of an ended socket may still arrive. */
	get quiet(): boolean {
		return this.#underWay.length === 0;
	}

	/** What an ended socket had sent reaches the room after all; the answer reaches nobody. */
	async late(): Promise<void> {
		const late = this.#underWay.shift();
		if (late) await this.room.receive(late.frame, late.from);
	}

	async deliver(socket: TestSocket, frame: Bytes): Promise<void> {
		this.answer(socket, await this.room.receive(frame, socket));
		await settle();
	}

	/** What the room says on a socket, or to whoever is there. */
	answer(socket: TestSocket | null, answer: Answer): void {
		if (Array.isArray(answer)) return this.#send(socket, answer);
		if ('frames' in answer) this.#send(socket, answer.frames);
		if ('gone' in answer) {
			socket?.end({ code: 1006, reason: '' });
			// Its sockets went with it, and what was on the way to them.
			this.#underWay = [];
			return;
		}
		const refusal = 'refusal' in answer ? answer.refusal : answer;
		this.refusals.push(refusal);
		// What was sent before the close arrives before it.
		for (const frame of socket?.coming.splice(0) ?? []) socket?.arrive(frame);
		socket?.end({ code: refusalCodes[refusal.code], reason: closeReason(refusal) });
	}

	/** The connection is gone, with what was under way. */
	cut(): void {
		this.socket?.end({ code: 1006, reason: '' });
	}

	#send(socket: TestSocket | null, frames: readonly Bytes[]): void {
		if (this.slow) socket?.coming.push(...frames);
		else for (const bytes of frames) socket?.arrive(bytes);
	}

	#open(socket: TestSocket): void {
		this.opened++;
		this.protocols.push(socket.protocols);
		queueMicrotask(() => {
			if (!this.up) return socket.end({ code: 1006, reason: '' });
			if (this.mute) return;
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
	coming: Bytes[] = [];
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
	onclose: ((event: Close) => void) | null = null;
	onerror: (() => void) | null = null;
	readonly protocols: string[];
	readonly #ended: (sent: Bytes[], from: object) => void;

	constructor(protocols: string[], ended: (sent: Bytes[], from: object) => void = () => undefined) {
		this.protocols = protocols;
		this.#ended = ended;
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
		this.#ended(this.sent, this);
		this.sent = [];
		this.coming = [];
		this.onclose?.(close);
	}

	close(): void {
		this.end({ code: 1000, reason: '' });
	}
}

/**
 * Keeps one WebSocket to the hall open. The hall speaks first and alone: a snapshot after every opening, then the rows
 * that changed; the console answers nothing but "ping". A lost connection is tried again after a random part of a wait
 * that doubles (full jitter), so that two hundred consoles do not come back in one beat.
 */
import { hallMessage, type HallMessage } from '#sync/schema/hall.ts';

export const FIRST_WAIT_MS = 500;
export const LONGEST_WAIT_MS = 20_000;
export const PING_EVERY_MS = 15_000;
/** An open socket whose pings were answered once and then go unanswered this long is given up. */
export const SILENT_MS = 40_000;

export type FeedState =
	| { kind: 'connecting' }
	| { kind: 'live' }
	/** Not connected since `since`, next try at `retryAt`; both in the feed's own clock. */
	| { kind: 'waiting'; since: number; retryAt: number };

export type FeedSocket = { send(text: string): void; close(): void };
export type FeedEvents = {
	opened(): void;
	message(text: string): void;
	closed(): void;
};
export type FeedDeps = {
	open(events: FeedEvents): FeedSocket;
	now(): number;
	random(): number;
	/** Runs once after `ms`; the answer cancels. */
	after(ms: number, run: () => void): () => void;
	onState(state: FeedState): void;
	onMessage(message: HallMessage): void;
	/** A message that does not fit the schema; the feed goes on. */
	onUnreadable(error: unknown): void;
};

export const waitBefore = (attempt: number, random: number): number =>
	Math.round(random * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt));

export class LiveFeed {
	readonly #deps: FeedDeps;
	#socket: FeedSocket | null = null;
	#cancel: () => void = () => undefined;
	#cancelPing: () => void = () => undefined;
	#failures = 0;
	#lostAt: number | null = null;
	#heardAt = 0;
	#answersPings = false;
	#stopped = true;

	constructor(deps: FeedDeps) {
		this.#deps = deps;
	}

	start(): void {
		if (!this.#stopped) return;
		this.#stopped = false;
		this.#connect();
	}

	stop(): void {
		this.#stopped = true;
		this.#cancel();
		this.#drop();
	}

	/** A person does not want to wait, or the browser says that the network is back. */
	retryNow(): void {
		if (this.#stopped || this.#socket) return;
		this.#cancel();
		this.#connect();
	}

	#connect(): void {
		if (this.#lostAt === null) this.#deps.onState({ kind: 'connecting' });
		const mine: FeedSocket = this.#deps.open({
			opened: () => {
				if (this.#socket === mine) this.#ping(mine);
			},
			message: (text) => {
				if (this.#socket === mine) this.#receive(text);
			},
			closed: () => {
				if (this.#socket === mine) this.#lost();
			}
		});
		this.#socket = mine;
		this.#heardAt = this.#deps.now();
		this.#answersPings = false;
	}

	#receive(text: string): void {
		this.#heardAt = this.#deps.now();
		if (text === 'pong') {
			this.#answersPings = true;
			return;
		}
		const message = readMessage(text);
		if (!message.ok) {
			this.#deps.onUnreadable(message.error);
			return;
		}
		this.#deps.onMessage(message.message);
		if (message.message.type !== 'snapshot') return;
		this.#failures = 0;
		this.#lostAt = null;
		this.#deps.onState({ kind: 'live' });
	}

	#ping(socket: FeedSocket): void {
		this.#cancelPing = this.#deps.after(PING_EVERY_MS, () => {
			if (this.#socket !== socket) return;
			if (this.#answersPings && this.#deps.now() - this.#heardAt > SILENT_MS) {
				this.#lost();
				return;
			}
			socket.send('ping');
			this.#ping(socket);
		});
	}

	#lost(): void {
		this.#drop();
		if (this.#stopped) return;
		const now = this.#deps.now();
		this.#lostAt ??= now;
		const wait = waitBefore(this.#failures++, this.#deps.random());
		this.#deps.onState({ kind: 'waiting', since: this.#lostAt, retryAt: now + wait });
		this.#cancel = this.#deps.after(wait, () => this.#connect());
	}

	#drop(): void {
		this.#cancelPing();
		const socket = this.#socket;
		this.#socket = null;
		socket?.close();
	}
}

function readMessage(
	text: string
): { ok: true; message: HallMessage } | { ok: false; error: unknown } {
	try {
		const read = hallMessage.safeParse(JSON.parse(text));
		return read.success ? { ok: true, message: read.data } : { ok: false, error: read.error };
	} catch (error) {
		return { ok: false, error };
	}
}

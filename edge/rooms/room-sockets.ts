/** The open sockets of a room's devices, by session and by attempt, and how much each may still bring and ask for. */
import type { Refusal } from '#sync/refusal.ts';
import { attachmentOf, attemptTag, close, sessionTag } from './device-socket.ts';
import type { Attachment } from './device-socket.ts';
import { MOST_SOCKETS } from './door.ts';
import { FrameBudget } from './frame-budget.ts';

type Budgets = { taken: FrameBudget; sent: FrameBudget };

export class RoomSockets {
	readonly #context: Pick<DurableObjectState, 'acceptWebSocket' | 'getWebSockets'>;
	readonly #budgets = new WeakMap<WebSocket, Budgets>();

	constructor(context: Pick<DurableObjectState, 'acceptWebSocket' | 'getWebSockets'>) {
		this.#context = context;
	}

	/** Answers the device's end. */
	accept(session: string, attempt: string): WebSocket {
		this.#makeWay(attempt);
		const [theirs, ours] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
		this.#context.acceptWebSocket(ours, [sessionTag(session), attemptTag(attempt)]);
		ours.serializeAttachment({ session, attempt, since: Date.now() } satisfies Attachment);
		return theirs;
	}

	ofSession(session: string): WebSocket[] {
		return this.#open(sessionTag(session));
	}

	ofAttempt(attempt: string): WebSocket[] {
		return this.#open(attemptTag(attempt));
	}

	closeAttempt(attempt: string, code: Refusal['code']): void {
		for (const socket of this.ofAttempt(attempt)) close(socket, { code });
	}

	/** Of the whole room, those too that are closing. */
	count(): number {
		return this.#context.getWebSockets().length;
	}

	/** After a sleep they begin anew. */
	budgets(socket: WebSocket): Budgets {
		const now = Date.now();
		const both = this.#budgets.get(socket) ?? {
			taken: new FrameBudget(now),
			sent: new FrameBudget(now)
		};
		this.#budgets.set(socket, both);
		return both;
	}

	/** Sockets of a network that went away without a word stay open here for minutes: the oldest goes, and the student comes in. */
	#makeWay(attempt: string): void {
		const since = (socket: WebSocket) => attachmentOf(socket).since;
		const oldest = this.ofAttempt(attempt).toSorted((a, b) => since(a) - since(b));
		for (const socket of oldest.slice(0, Math.max(0, oldest.length - MOST_SOCKETS + 1)))
			close(socket, { code: 'unavailable' });
	}

	#open(tag: string): WebSocket[] {
		return this.#context
			.getWebSockets(tag)
			.filter(({ readyState }) => readyState === WebSocket.OPEN);
	}
}

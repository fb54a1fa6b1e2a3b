/**
 * Joins a SessionLog to its room through y-websocket. The provider keeps the socket (opening, closing, noticing a dead one); what is said
 * on it is ours (yjs-wire.ts tells the conversation), because the stock provider would
 *   - apply whatever arrives: here `SessionLog.admitUpdate` judges it first;
 *   - send new items as soon as the socket is open: the edge, not yet told of the ones before, would have to refuse them;
 *   - answer a step 1 in one message: a backlog goes out in updates of at most 512 KiB, no faster than the socket drains;
 *   - wait 200 ms after every first break: a room that restarts would get all its students back at once.
 */
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import { isFinal, readCloseReason, refusalCodes } from './refusal.ts';
import type { Refusal, RefusalCode } from './refusal.ts';
import { backOffMs, realSchedule } from './schedule.ts';
import type { Schedule } from './schedule.ts';
import type { Signed } from './schema/signed.ts';
import type { SessionLog } from './session-log.ts';
import { ticketProtocol } from './ticket.ts';
import {
	LOG_CLIENT,
	LOG_ROOT,
	SENT_UPDATE_BYTES,
	encodeUpdates,
	readFrame,
	stepOneFrame,
	updateFrame
} from './yjs-wire.ts';
import type { Frame } from './yjs-wire.ts';

/**
 * connecting: a socket is being opened · syncing: it is open, the two ends compare · live: all that is sealed is sent
 * waiting: closed, will be tried again · refused: the edge said never · closed: we left
 */
export type SyncStatus = 'connecting' | 'syncing' | 'live' | 'waiting' | 'refused' | 'closed';

export type RefusedBy = { refusal: Refusal; by: 'edge' | 'device' };

export type SessionConnection = {
	readonly status: SyncStatus;
	/** Settles when the edge has first said what it has and the log has taken over what it lacked. */
	readonly settled: Promise<void>;
	/** The browser says there is a network: try now. */
	nudge(): void;
	disconnect(): void;
};

type ProviderOptions = NonNullable<ConstructorParameters<typeof WebsocketProvider>[3]>;

export type SessionConnectionOptions = {
	log: SessionLog;
	/** Origin of the edge, ws: or http: (with s). */
	url: string;
	room: string;
	session: string;
	ticket: Signed;
	WebSocketPolyfill?: ProviderOptions['WebSocketPolyfill'];
	onRefused?: (refused: RefusedBy) => void;
	onStatus?: (status: SyncStatus) => void;
	schedule?: Schedule;
	random?: () => number;
};

const retry = { firstMs: 1_000, mostMs: 30_000 };
/** A captive portal takes the connection and never answers; a browser would wait for minutes, Node for ever. */
const OPENING_MS = 20_000;
/** Above this the socket has enough to do. */
const BUFFERED_BYTES = 2 * SENT_UPDATE_BYTES;
const DRAIN_MS = 50;

export function connectSession(options: SessionConnectionOptions): SessionConnection {
	return new DeviceSync(options);
}

class DeviceSync implements SessionConnection {
	readonly settled: Promise<void>;
	#settle: () => void;
	#status: SyncStatus = 'connecting';
	#options: SessionConnectionOptions;
	#schedule: Schedule;
	#awareness: Awareness;
	#provider: WebsocketProvider;
	#stopListening: () => void;
	#callOffRetry: (() => void) | null = null;
	#callOffOpening: () => void = () => undefined;
	#failures = 0;
	/** How often the edge was refused: an edge that stays wrong is asked ever more rarely. */
	#distrusted = 0;
	/** Segments sent over this socket, or null until its step 1 told what the edge has. */
	#sent: number | null = null;
	#pumping = false;
	#inbox: Promise<void> = Promise.resolve();
	/** The edge said fork once: the next answer starts where both surely agree, so that it gets the whole branch. */
	#showBranch = false;

	constructor(options: SessionConnectionOptions) {
		const { log, url, room, session, ticket, WebSocketPolyfill } = options;
		this.#options = options;
		this.#schedule = options.schedule ?? realSchedule;
		const settled = Promise.withResolvers<undefined>();
		this.settled = settled.promise;
		this.#settle = () => settled.resolve(undefined);
		this.#awareness = new Awareness(log.doc);
		// Without a local state the provider has nothing to announce.
		this.#awareness.setLocalState(null);
		const base = `${url.replace(/^http/, 'ws').replace(/\/$/, '')}/api/v1/rooms/${room}/log`;
		this.#provider = new WebsocketProvider(base, session, log.doc, {
			connect: false,
			disableBc: true,
			awareness: this.#awareness,
			protocols: ticketProtocol(ticket),
			...(WebSocketPolyfill ? { WebSocketPolyfill } : {})
		});
		this.#takeOver();
		this.#stopListening = log.onSealed(() => void this.#pump());
		this.#connect();
	}

	get status(): SyncStatus {
		return this.#status;
	}

	nudge(): void {
		if (this.#status !== 'waiting') return;
		this.#callOffRetry?.();
		this.#callOffRetry = null;
		this.#connect();
	}

	disconnect(): void {
		if (this.#status === 'closed' || this.#status === 'refused') return;
		this.#say('closed');
		this.#stop();
	}

	#takeOver(): void {
		const provider = this.#provider;
		provider.doc.off('update', provider._updateHandler);
		// On leaving, the stock provider says goodbye in an awareness frame.
		provider.disconnectBc = () => undefined;
		for (const kind of [1, 2, 3]) provider.messageHandlers[kind] = () => undefined;
		provider.messageHandlers[0] = (_encoder, decoder) => this.#receive(decoder.arr);
		provider.on('connection-close', (event) => this.#closed(event));
		provider.on('status', ({ status }) => {
			if (status === 'connected') {
				this.#callOffOpening();
				this.#say('syncing');
			}
			if (status === 'connecting') this.#say('connecting');
		});
	}

	#say(status: SyncStatus): void {
		if (status === this.#status) return;
		this.#status = status;
		this.#options.onStatus?.(status);
	}

	#connect(): void {
		this.#say('connecting');
		this.#provider.connect();
		const socket = this.#provider.ws;
		this.#callOffOpening = this.#schedule(OPENING_MS, () => {
			if (this.#status === 'connecting' && socket === this.#provider.ws) socket?.close();
		});
	}

	/** Admission takes turns; a frame of a socket that is gone meanwhile is dropped, the next step 1 makes up for it. */
	#receive(bytes: Uint8Array): void {
		const socket = this.#provider.ws;
		// The provider reads out of the event's buffer, which nobody changes, so a view is enough.
		this.#inbox = this.#inbox.then(async () => {
			if (socket === null || socket !== this.#provider.ws) return;
			const read = readFrame(bytes);
			if (!read.ok) return this.#refuseEdge(read.refusal);
			await this.#answer(read.frame);
		});
	}

	async #answer(frame: Frame): Promise<void> {
		if (frame.type === 'ignored') return;
		if (frame.type === 'step1') return this.#compare(frame.counts.log);
		const admitted = await this.#options.log.admitUpdate(frame.update);
		if (admitted.ok) return;
		if (admitted.refusal.code === 'gap') return this.#askAgain();
		if (admitted.refusal.code !== 'fork') return this.#refuseEdge(admitted.refusal);
		// Two histories. Before its step 1: stay, it gets ours with the answer, and says fork itself.
		this.#showBranch = true;
		if (this.#sent !== null) this.#refuseEdge(admitted.refusal);
	}

	/** A control item came before the ones it follows: the answer to our step 1 is still to come, or has to come again. */
	#askAgain(): void {
		const { document } = this.#options.log;
		const counts = { log: document.logCount, control: document.controlCount };
		if (this.#sent !== null) this.#provider.ws?.send(stepOneFrame(counts));
	}

	/** The edge has `there` segments. The last one both have is sent again: if it differs there, the histories do. */
	#compare(there: number): void {
		const { log } = this.#options;
		const here = log.document.logCount;
		const last = Math.max(0, Math.min(here, there) - 1);
		this.#sent = this.#showBranch ? Math.min(log.matchedSegments, last) : last;
		if (there <= here && !this.#showBranch) log.release();
		this.#settle();
		void this.#pump();
	}

	async #pump(): Promise<void> {
		if (this.#pumping) return;
		this.#pumping = true;
		const { log } = this.#options;
		const socket = this.#provider.ws;
		while (this.#sent !== null && this.#sent < log.document.logCount && socket?.readyState === 1) {
			if (socket.bufferedAmount > BUFFERED_BYTES) {
				await new Promise<void>((resolve) => void this.#schedule(DRAIN_MS, resolve));
				if (socket !== this.#provider.ws) break;
				continue;
			}
			const from = this.#sent;
			const items = log.document.logItems(from, from + 64);
			const run = { client: LOG_CLIENT, root: LOG_ROOT, from, items };
			for (const update of encodeUpdates(run)) socket.send(updateFrame(update));
			this.#sent += items.length;
		}
		this.#pumping = false;
		if (this.#sent === null) return;
		if (socket !== this.#provider.ws) return void this.#pump();
		this.#provider.synced = true;
		this.#failures = 0;
		this.#say('live');
	}

	#refuseEdge(refusal: Refusal): void {
		this.#distrusted++;
		this.#options.onRefused?.({ refusal, by: 'device' });
		this.#provider.ws?.close(4000);
	}

	/** Every way a socket ends comes by here; the provider's own retry is switched off and ours set. */
	#closed(event: { code: number; reason: string } | null): void {
		this.#callOffOpening();
		this.#sent = null;
		this.#provider.shouldConnect = false;
		if (this.#status === 'closed' || this.#status === 'refused') return;
		const refusal = event ? refusalOf(event) : null;
		if (refusal?.code === 'fork' && !this.#showBranch) this.#showBranch = true;
		else if (refusal && isFinal(refusal.code)) {
			this.#options.onRefused?.({ refusal, by: 'edge' });
			this.#say('refused');
			// Not now: the provider is in the middle of closing.
			queueMicrotask(() => this.#stop());
			return;
		}
		this.#failures++;
		this.#say('waiting');
		const failures = this.#failures + this.#distrusted;
		const random = this.#options.random ?? Math.random;
		const asked = askedToWaitMs(refusal);
		// Those who were asked at the same moment do not come back together either.
		const wait = asked === null ? backOffMs(failures, retry, random) : asked * (1 + random());
		this.#callOffRetry = this.#schedule(wait, () => {
			this.#callOffRetry = null;
			if (this.#status === 'waiting') this.#connect();
		});
	}

	#stop(): void {
		this.#callOffRetry?.();
		this.#callOffOpening();
		this.#stopListening();
		this.#provider.destroy();
		this.#awareness.destroy();
	}
}

/** null: it was not asked to. At most what a device would wait by itself. */
function askedToWaitMs(refusal: Refusal | null): number | null {
	const asked = refusal?.code === 'unavailable' ? refusal.evidence?.['retryAfterMs'] : undefined;
	return typeof asked === 'number' && asked >= 0 ? Math.min(asked, retry.mostMs) : null;
}

/** The reason names it; a proxy that drops reasons still leaves the code. */
function refusalOf({ code, reason }: { code: number; reason: string }): Refusal | null {
	const read = readCloseReason(reason);
	if (read && refusalCodes[read.code] === code) return read;
	const known = Object.entries(refusalCodes).find(([, number]) => number === code);
	return known ? { code: known[0] as RefusalCode } : null;
}

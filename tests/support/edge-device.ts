/** A student's device without a browser: its own key, a store in memory, the real SessionLog and the real connection. */
import { WebSocket } from 'ws';
import { toBase64url } from '#sync/bytes.ts';
import { connectSession } from '#sync/device-sync.ts';
import type { RefusedBy, SessionConnection, SyncStatus } from '#sync/device-sync.ts';
import { createDeviceKeyPair, signDevice } from '#sync/keys.ts';
import { policyHash } from '#sync/log-state.ts';
import { attemptList, edgeKeys, keyAnswer, ticketAnswer } from '#sync/schema/api.ts';
import type { AttemptSummary } from '#sync/schema/api.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { EntryContent, EntryOf } from '#sync/schema/entry.ts';
import type { EdgeKey, Signed } from '#sync/schema/signed.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { SessionLog } from '#sync/session-log.ts';
import { MemoryStore } from '#sync/testing/store.ts';
import { openTicket } from '#sync/ticket.ts';
import type { Bytes } from '#sync/bytes.ts';
import { signedIn } from './edge-client.ts';
import type { EdgeClient } from './edge-client.ts';

export type DeviceKey = { raw: Bytes; sign: (bytes: Bytes) => Promise<Bytes> };
export type DevicePapers = {
	client: EdgeClient;
	attempt: AttemptSummary;
	key: DeviceKey;
	signed: Signed;
	ticket: Ticket;
	ticketHash: string;
	keys: EdgeKey[];
};

/** One that counts, or that listens in. */
export type SocketClass = new (url: string, protocols?: string[]) => WebSocket;

export async function newDeviceKey(): Promise<DeviceKey> {
	const { privateKey, raw } = await createDeviceKeyPair();
	return { raw, sign: (bytes) => signDevice(privateKey, bytes) };
}

/** Signs in and fetches a ticket for the attempt that can be sat now. */
export const fetchPapers = (origin: string, email: string): Promise<DevicePapers> =>
	fetchPapersOf(origin, email, null);

/** The same for the attempt at one sitting, or for one attempt. */
export async function fetchPapersOf(
	origin: string,
	email: string,
	wanted: string | null
): Promise<DevicePapers> {
	return fetchPapersWith(await signedIn(origin, email), wanted);
}

/** The same for somebody who has signed in. */
export async function fetchPapersWith(
	client: EdgeClient,
	wanted: string | null
): Promise<DevicePapers> {
	const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
	const now = Date.now();
	const attempt = attempts.find(
		({ id, sitting, opensAt, closesAt }) =>
			(wanted === null || sitting === wanted || id === wanted) && opensAt <= now && now < closesAt
	);
	if (!attempt) throw new Error('they have no attempt');
	return openPapers(client, attempt);
}

/** Of an attempt that may open later. */
export async function openPapers(
	client: EdgeClient,
	attempt: AttemptSummary | undefined
): Promise<DevicePapers> {
	if (!attempt) throw new Error('no such attempt');
	const key = await newDeviceKey();
	const answer = await client.ask('POST', `/attempts/${attempt.id}/ticket`, {
		body: { deviceKey: toBase64url(key.raw) }
	});
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	const { signed } = ticketAnswer.parse(answer.body);
	const { keys } = edgeKeys.parse((await client.ask('GET', '/keys')).body);
	const opened = await openTicket(signed, keys, Date.now());
	if (!opened.ok) throw new Error(opened.refusal.code);
	const { ticket, hash } = opened;
	return { client, attempt, key, signed, ticket, ticketHash: hash, keys };
}

export async function fetchContentKey(papers: DevicePapers): Promise<string> {
	const { client, attempt, signed } = papers;
	const answer = await client.ask('POST', `/attempts/${attempt.id}/key`, {
		body: { ticket: signed }
	});
	return keyAnswer.parse(answer.body).contentKey;
}

export class EdgeDevice {
	readonly papers: DevicePapers;
	readonly session: string;
	readonly store: MemoryStore;
	readonly log: SessionLog;
	readonly refused: RefusedBy[] = [];
	/** What came since it was opened, without receipts. */
	readonly heard: ControlEntry[] = [];
	status: SyncStatus | null = null;
	connection: SessionConnection | null = null;

	constructor(papers: DevicePapers, session: string, store: MemoryStore, log: SessionLog) {
		this.papers = papers;
		this.session = session;
		this.store = store;
		this.log = log;
		log.onControl((entry) => void (entry.kind === 'receipt' || this.heard.push(entry)));
	}

	static create(
		papers: DevicePapers,
		{ now = Date.now, monotonic = () => performance.now() } = {}
	): EdgeDevice {
		const session = crypto.randomUUID();
		const store = new MemoryStore();
		const log = SessionLog.create({ ...logOptions(papers, session, store, now), monotonic });
		return new EdgeDevice(papers, session, store, log);
	}

	/** What is on the device after it was closed and opened again. */
	async reopen(): Promise<EdgeDevice> {
		this.disconnect();
		const { papers, session, store } = this;
		const options = logOptions(papers, session, store, Date.now);
		const { log } = await SessionLog.restore({ ...options, ...store.stored() });
		return new EdgeDevice(papers, session, store, log);
	}

	/** A copy of its whole profile, which can go another way from here. */
	async copied(): Promise<EdgeDevice> {
		const { papers, session } = this;
		const store = new MemoryStore();
		const stored = this.store.stored();
		stored.segments.forEach((bytes, at) => store.segments.set(at, bytes));
		stored.control.forEach((bytes, at) => store.control.set(at, bytes));
		const options = logOptions(papers, session, store, Date.now);
		const { log } = await SessionLog.restore({ ...options, ...stored });
		return new EdgeDevice(papers, session, store, log);
	}

	connect(origin = this.papers.client.origin, Socket: SocketClass = WebSocket): this {
		this.connection = connectSession({
			log: this.log,
			url: origin,
			room: this.papers.ticket.room,
			session: this.session,
			ticket: this.papers.signed,
			WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
			onRefused: (refused) => void this.refused.push(refused),
			onStatus: (status) => void (this.status = status)
		});
		return this;
	}

	disconnect(): void {
		this.connection?.disconnect();
		this.connection = null;
	}

	write(content: EntryContent, urgent = true): Promise<{ seq: number }> {
		return this.log.append(content, { urgent });
	}

	open(more: Pick<EntryOf<'open'>['data'], 'handedOver'> = {}): Promise<{ seq: number }> {
		const { ticket, ticketHash } = this.papers;
		return this.write({
			kind: 'open',
			data: {
				session: this.session,
				attempt: ticket.attempt,
				ticketHash,
				formHash: ticket.formHash,
				policyHash: policyHash(ticket.policy),
				noticeHash: '0'.repeat(64),
				appVersion: '0.1.0',
				models: [],
				keyFrom: 'edge',
				persisted: null,
				...(ticket.previous && { previous: ticket.previous }),
				...more
			}
		});
	}

	get receipted(): number {
		return this.log.lastReceipt?.receipt.seq ?? -1;
	}

	/** Until the edge has signed for everything up to `seq`. */
	async untilReceipted(seq: number, ms = 15_000): Promise<void> {
		await until(
			() => this.receipted >= seq,
			ms,
			() => `receipt ${this.receipted} of ${seq}, ${this.status}`
		);
	}
}

export async function until(
	holds: () => boolean | Promise<boolean>,
	ms: number,
	says: () => string = () => 'it'
): Promise<void> {
	for (const end = Date.now() + ms; !(await holds());) {
		if (Date.now() > end) throw new Error(`not within ${ms} ms: ${says()}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

function logOptions(papers: DevicePapers, session: string, store: MemoryStore, now: () => number) {
	return {
		session,
		ticket: papers.signed,
		sign: papers.key.sign,
		store,
		now,
		monotonic: () => performance.now()
	};
}

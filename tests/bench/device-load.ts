/** A device without a browser: it writes a log as fast as it can, as if over an hour, and then sends it to the room. */
import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { toBase64url } from '#sync/bytes.ts';
import { connectSession } from '#sync/device-sync.ts';
import { createDeviceKeyPair, signDevice } from '#sync/keys.ts';
import { policyHash } from '#sync/log-state.ts';
import type { EntryContent } from '#sync/schema/entry.ts';
import { SessionLog } from '#sync/session-log.ts';
import { apiClient, attemptsOf, ticketFor } from '../support/http.ts';

export interface WrittenLog {
	log: SessionLog;
	/** Connects and resolves with the milliseconds until the receipt of the last entry. */
	send(): Promise<number>;
}

const SPACING_MS = 100;
const hash = '0'.repeat(64);

/** An hour at ten entries a second is what the default says. */
export async function writeLog(
	origin: string,
	email: string,
	{ entries = 36_000, perSegment = 10 } = {}
): Promise<WrittenLog> {
	const client = await apiClient(origin, email);
	const [attempt] = await attemptsOf(client);
	if (!attempt) throw new Error(`${email} has no exam.`);
	const device = await createDeviceKeyPair();
	const session = randomUUID();
	const ticket = await ticketFor(client, attempt.id, toBase64url(device.raw));

	let written = 0;
	const began = Date.now() - entries * SPACING_MS;
	const log = SessionLog.create({
		session,
		ticket,
		sign: (bytes) => signDevice(device.privateKey, bytes),
		// The device's disk is measured in a browser; here it is as if there were none.
		store: { append: () => Promise.resolve(), appendControl: () => Promise.resolve() },
		now: () => began + written * SPACING_MS,
		monotonic: () => written * SPACING_MS
	});
	const { papers } = log;
	const open: EntryContent = {
		kind: 'open',
		data: {
			session,
			attempt: attempt.id,
			ticketHash: papers.ticketHash,
			formHash: papers.ticket.formHash,
			policyHash: policyHash(papers.ticket.policy),
			noticeHash: hash,
			appVersion: '0.0.0',
			models: [],
			keyFrom: 'edge',
			persisted: true,
			...(papers.ticket.previous ? { previous: papers.ticket.previous } : {})
		}
	};
	for (; written < entries; written++) {
		void log.append(written === 0 ? open : content(written));
		if (written % perSegment === perSegment - 1) await log.flush();
	}
	await log.flush();
	return { log, send: () => send(log, { origin, session, room: papers.ticket.room, ticket }) };
}

/** A student who wanders about, types, and is looked at. */
function content(index: number): EntryContent {
	const item = `item-${index % 20}`;
	if (index % 10 === 0)
		return {
			kind: 'response',
			data: { item, value: { type: 'short_text', text: `answer ${index}` } }
		};
	if (index % 10 === 5) return { kind: 'navigation', data: { item, action: 'visit' } };
	const from = index * SPACING_MS;
	return {
		kind: 'readings',
		data: {
			from,
			to: from + SPACING_MS,
			face: { frames: 1, absent: 0, single: 1, multiple: 0, blocked: 0, analysisMsMedian: 12.5 }
		}
	};
}

function send(
	log: SessionLog,
	{
		origin,
		...place
	}: Pick<Parameters<typeof connectSession>[0], 'room' | 'session' | 'ticket'> & {
		origin: string;
	}
): Promise<number> {
	const started = performance.now();
	const last = log.nextSeq - 1;
	return new Promise((resolve, reject) => {
		const connection = connectSession({
			...place,
			log,
			url: origin,
			WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
			onRefused: ({ refusal, by }) => reject(new Error(`Refused by ${by}: ${refusal.code}`))
		});
		log.onControl(() => {
			if ((log.lastReceipt?.receipt.seq ?? -1) < last) return;
			connection.disconnect();
			resolve(performance.now() - started);
		});
	});
}

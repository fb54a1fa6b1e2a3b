/** Keys, tickets and entries for tests. Keys are made once a run: what is tested is what is done with them. */
import { toBase64url, toHex } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { sha256Hex } from '../hash.ts';
import {
	createDeviceKeyPair,
	createEdgeKeyPair,
	importEdgePrivateKey,
	keyId,
	signDevice,
	signEdge
} from '../keys.ts';
import { newLogState, policyHash } from '../log-state.ts';
import type { LogState } from '../log-state.ts';
import type { EntryContent } from '../schema/entry.ts';
import { defaultPolicy } from '../schema/policy.ts';
import type { EdgeKey, Signed } from '../schema/signed.ts';
import type { Ticket } from '../schema/ticket.ts';
import type { EdgeSigner } from '../signed.ts';
import { issueTicket, openTicket } from '../ticket.ts';

export type Edge = {
	signer: EdgeSigner;
	key: EdgeKey;
	raw: Bytes;
	sign: (bytes: Bytes) => Promise<Bytes>;
};
export type Device = { raw: Bytes; sign: (bytes: Bytes) => Promise<Bytes> };

export async function makeEdge(): Promise<Edge> {
	const { pkcs8, raw } = await createEdgeKeyPair();
	const privateKey = await importEdgePrivateKey(pkcs8);
	const id = keyId(raw);
	return {
		signer: { privateKey, id },
		key: { id, publicKey: toBase64url(raw) },
		raw,
		sign: (bytes) => signEdge(privateKey, bytes)
	};
}

export async function makeDevice(): Promise<Device> {
	const { privateKey, raw } = await createDeviceKeyPair();
	return { raw, sign: (bytes) => signDevice(privateKey, bytes) };
}

export const BEGIN = 1_750_000_000_000;
const HOUR = 3_600_000;

export function uuid(number: number): string {
	return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function ticketFor(edge: Edge, device: Device, more: Partial<Ticket> = {}): Ticket {
	return {
		version: 1,
		attempt: uuid(1),
		sitting: uuid(2),
		room: 'room-1',
		student: uuid(3),
		studentName: 'Student One',
		examTitle: 'Exam',
		formHash: sha256Hex(new Uint8Array(1)),
		opensAt: BEGIN - HOUR,
		closesAt: BEGIN + 3 * HOUR,
		durationMs: HOUR,
		policy: defaultPolicy,
		orderSeed: toBase64url(new Uint8Array(16)),
		deviceKey: toBase64url(device.raw),
		edgeKey: edge.key.publicKey,
		issuedAt: BEGIN - HOUR,
		expiresAt: BEGIN + 100 * HOUR,
		...more
	};
}

export type Papers = {
	edge: Edge;
	device: Device;
	session: string;
	ticket: Ticket;
	signed: Signed;
	ticketHash: string;
	state: LogState;
};

export async function makePapers(
	more: { edge?: Edge; device?: Device; session?: string; ticket?: Partial<Ticket> } = {}
): Promise<Papers> {
	const edge = more.edge ?? (await makeEdge());
	const device = more.device ?? (await makeDevice());
	const session = more.session ?? uuid(100);
	const ticket = ticketFor(edge, device, more.ticket);
	const signed = await issueTicket(ticket, edge.signer);
	const opened = await openTicket(signed, [edge.key]);
	if (!opened.ok) throw new Error(opened.refusal.code);
	const state = newLogState(session, ticket, opened.hash);
	return { edge, device, session, ticket, signed, ticketHash: opened.hash, state };
}

export function openContent({ session, ticket, ticketHash }: Papers): EntryContent {
	return {
		kind: 'open',
		data: {
			session,
			attempt: ticket.attempt,
			ticketHash,
			formHash: ticket.formHash,
			policyHash: policyHash(ticket.policy),
			noticeHash: toHex(new Uint8Array(32)),
			appVersion: '0.1.0',
			models: [],
			keyFrom: 'edge',
			persisted: true,
			...(ticket.previous ? { previous: ticket.previous } : {})
		}
	};
}

export function choice(item: string, option: string | null): EntryContent {
	return {
		kind: 'response',
		data: { item, value: { type: 'single_choice', choice: option } }
	};
}

export const heartbeat: EntryContent = {
	kind: 'heartbeat',
	data: { lastReceipt: null, online: true, elapsedMs: 0 }
};

export const submit: EntryContent = { kind: 'submit', data: { total: 1, by: 'student' } };

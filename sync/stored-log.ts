/**
 * Reads a session back from the device's store and checks all of it, signatures too: a damaged record must be found here and not by the
 * edge, which would refuse it for ever. What is intact up to the first damaged record is given back with the name of that record.
 */
import { admitControlSegments, admitSegments } from './admission.ts';
import type { Admitted, Verify } from './admission.ts';
import { fromBase64url } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { importDeviceKey, importEdgeKey, keyId, verifyDevice, verifyEdge } from './keys.ts';
import { newControlState, newLogState } from './log-state.ts';
import type { ControlState, LogState } from './log-state.ts';
import type { RefusalCode } from './refusal.ts';
import type { ControlEntry } from './schema/control-entry.ts';
import type { Entry } from './schema/entry.ts';
import type { EdgeKey, Signed } from './schema/signed.ts';
import { ticket as ticketSchema } from './schema/ticket.ts';
import type { Ticket } from './schema/ticket.ts';
import type { Segment } from './segment.ts';
import { unsafeReadSigned } from './signed.ts';

/** Who writes here, under which ticket, and how each side's signatures are checked. */
export type SessionPapers = {
	session: string;
	ticket: Ticket;
	ticketHash: string;
	edgeKey: EdgeKey;
	verifyLog: Verify;
	verifyControl: Verify;
};

/** The ticket's own signature was checked by whoever fetched it. */
export function readPapers(session: string, signed: Signed): SessionPapers {
	const opened = unsafeReadSigned(signed, ticketSchema);
	if (!opened.ok) throw new TypeError(`not a ticket: ${opened.refusal.code}`);
	const ticket = opened.statement;
	const edgeRaw = fromBase64url(ticket.edgeKey);
	const deviceKey = once(() => importDeviceKey(fromBase64url(ticket.deviceKey)));
	const edgeKey = once(() => importEdgeKey(edgeRaw));
	return {
		session,
		ticket,
		ticketHash: opened.hash,
		edgeKey: { id: keyId(edgeRaw), publicKey: ticket.edgeKey },
		verifyLog: async (signed, signature) => verifyDevice(await deviceKey(), signed, signature),
		verifyControl: async (signed, signature) => verifyEdge(await edgeKey(), signed, signature)
	};
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | null = null;
	return () => (made ??= make());
}

export type Damage = {
	where: 'log' | 'control';
	/** Index of the first record that cannot be used; `kept` records before it are intact. */
	index: number;
	code: RefusalCode | 'missing_tail';
};

export type StoredLog = {
	log: { state: LogState; items: Bytes[]; entries: Entry[]; segments: Segment[] };
	control: { state: ControlState; items: Bytes[]; entries: ControlEntry[] };
	damage: Damage[];
};

export async function readStored(
	papers: SessionPapers,
	stored: { segments: readonly Uint8Array[]; control: readonly Uint8Array[] }
): Promise<StoredLog> {
	const { session, ticket, ticketHash } = papers;
	const log = await intact(stored.segments, (items) =>
		admitSegments(items, newLogState(session, ticket, ticketHash), { verify: papers.verifyLog })
	);
	const control = await intact(stored.control, (items) =>
		admitControlSegments(items, newControlState(session, ticket, ticketHash), {
			verify: papers.verifyControl
		})
	);
	const damage: Damage[] = [];
	if (log.broken) damage.push({ where: 'log', index: log.items.length, code: log.broken });
	if (control.broken)
		damage.push({ where: 'control', index: control.items.length, code: control.broken });
	return { log, control, damage };
}

async function intact<S, E>(
	stored: readonly Uint8Array[],
	admit: (items: readonly Uint8Array[]) => Promise<Admitted<S, E>>
) {
	let items = stored as readonly Bytes[];
	let broken: RefusalCode | null = null;
	for (;;) {
		const admitted = await admit(items);
		if (admitted.ok) return { ...admitted, items: [...items], broken };
		broken = admitted.refusal.code;
		items = items.slice(0, Number(admitted.refusal.evidence?.['segment'] ?? 0));
	}
}

/** Control entries that a `command` answers, without those that have theirs. */
export function unansweredOf(
	entries: readonly Entry[],
	control: readonly ControlEntry[]
): ControlEntry[] {
	const answered = new Set(
		entries.flatMap((entry) => (entry.kind === 'command' ? [entry.data.control] : []))
	);
	return control.filter(({ kind, seq }) => kind !== 'receipt' && !answered.has(seq));
}

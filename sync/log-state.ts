/**
 * What is known of a log after its last admitted segment: everything admission needs to judge the next one, as plain JSON,
 * so a room keeps it in a row or on a socket and a device in its store.
 */
import { newBreaks } from './breaks.ts';
import type { BreakState } from './breaks.ts';
import { fromBase64url, toHex } from './bytes.ts';
import { canonicalBytes } from './canonical.ts';
import { controlGenesisHead, genesisHead } from './chain.ts';
import { sha256Hex } from './hash.ts';
import type { EntryOf } from './schema/entry.ts';
import type { Policy } from './schema/policy.ts';
import type { Ticket } from './schema/ticket.ts';

/** What `open` must say. */
export type Binding = {
	attempt: string;
	ticketHash: string;
	formHash: string;
	policyHash: string;
	previous: { session: string; seq: number; head: string } | null;
};

export type LogState = {
	session: string;
	/** Sequence number of the next entry. */
	next: number;
	/** Segments admitted: the writer's clock in the document. */
	segments: number;
	/** Head after the last entry, hex. */
	head: string;
	lastT: number;
	lastWall: number;
	lastBoot: number;
	submitted: boolean;
	/** Absent: not handed in, or in a state of before this was noted. */
	submittedBy?: EntryOf<'submit'>['data']['by'];
	/** Absent: the ticket allows none, or a state of before there were any. */
	breaks?: BreakState;
	binding: Binding;
};

export type ControlState = {
	session: string;
	next: number;
	segments: number;
	head: string;
	lastAt: number;
};

export function policyHash(policy: Policy): string {
	return sha256Hex(canonicalBytes(policy));
}

export function newLogState(session: string, ticket: Ticket, ticketHash: string): LogState {
	const deviceKey = fromBase64url(ticket.deviceKey);
	const breaks = newBreaks(ticket.accommodation?.breaksMs);
	return {
		session,
		next: 0,
		segments: 0,
		head: toHex(genesisHead({ session, deviceKey, ticketHash })),
		lastT: 0,
		lastWall: 0,
		lastBoot: 0,
		submitted: false,
		...(breaks && { breaks }),
		binding: {
			attempt: ticket.attempt,
			ticketHash,
			formHash: ticket.formHash,
			policyHash: policyHash(ticket.policy),
			previous: ticket.previous ?? null
		}
	};
}

export function newControlState(session: string, ticket: Ticket, ticketHash: string): ControlState {
	const edgeKey = fromBase64url(ticket.edgeKey);
	const head = toHex(controlGenesisHead({ session, edgeKey, ticketHash }));
	return { session, next: 0, segments: 0, head, lastAt: 0 };
}

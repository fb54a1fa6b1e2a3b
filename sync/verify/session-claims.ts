/** One session of a bundle: its ticket, its two logs, and what follows from them. */
import { fromBase64url } from '../bytes.ts';
import { controlGenesisHead, genesisHead } from '../chain.ts';
import { decodeControlEntry, decodeEntry } from '../entry.ts';
import { followControl, followLog } from '../entry-rules.ts';
import { importDeviceKey, importEdgeKey, verifyDevice, verifyEdge } from '../keys.ts';
import { newControlState, newLogState } from '../log-state.ts';
import type { Bundle, BundleSession } from '../schema/bundle.ts';
import type { ControlEntry } from '../schema/control-entry.ts';
import type { Entry } from '../schema/entry.ts';
import type { EdgeKey } from '../schema/signed.ts';
import type { Ticket } from '../schema/ticket.ts';
import { openTicket } from '../ticket.ts';
import {
	answersClaim,
	commandsClaim,
	formClaim,
	mediaClaim,
	submitClaim
} from './content-claims.ts';
import { receiptClaims } from './receipt-claims.ts';
import { walk } from './check-chain.ts';
import type { Break, Walked } from './check-chain.ts';
import { claim } from './verdict.ts';
import type { Claim, ClaimId } from './verdict.ts';

export type CheckedSession = {
	session: string;
	claims: Claim[];
	brokenAt: { session: string; entry: number } | null;
	/** null: the ticket is not the edge's, so nothing under it means anything. */
	ticket: Ticket | null;
	heads: string[];
};

export async function checkSession(
	bundled: BundleSession,
	bundle: Bundle,
	keys: readonly EdgeKey[]
): Promise<CheckedSession> {
	const { session } = bundled;
	try {
		return await check(bundled, bundle, keys);
	} catch (problem) {
		// A signed ticket can still name a key that is none (a point off the curve): WebCrypto throws a DOMException.
		if (!(problem instanceof TypeError) && !(problem instanceof DOMException)) throw problem;
		return noTicket(session, 'key_unusable');
	}
}

function noTicket(session: string, because: string): CheckedSession {
	const claims = [claim('ticket_signed', 'fail', { session }, { because })];
	return { session, claims, brokenAt: { session, entry: 0 }, ticket: null, heads: [] };
}

async function check(
	bundled: BundleSession,
	bundle: Bundle,
	keys: readonly EdgeKey[]
): Promise<CheckedSession> {
	const { session } = bundled;
	const opened = await openTicket(bundled.ticket, keys);
	if (!opened.ok) {
		return noTicket(session, String(opened.refusal.evidence?.['because'] ?? opened.refusal.code));
	}
	const { ticket, hash } = opened;
	const log = await walkLog(bundled, ticket, hash);
	const control = await walkControl(bundled, ticket, hash);
	const place = { session };
	const broken = log.chain ?? log.signature ?? log.rules;
	const claims = [
		claim('ticket_signed', 'pass', place, { key: bundled.ticket.key }),
		sameAttempt(bundle, ticket, session),
		chainClaim('chain_unbroken', session, log, log.chain),
		chainClaim('signed_by_device', session, log, log.signature ?? log.chain),
		openClaim(session, log),
		rulesClaim(session, log),
		submitClaim(session, log.entries, broken !== null),
		chainClaim('control_unbroken', session, control, control.chain ?? control.rules),
		chainClaim('control_signed', session, control, control.signature ?? control.chain),
		...(await receiptClaims({ session, ticket, log, control: control.entries })),
		formClaim(bundle.form, ticket, session),
		answersClaim(bundle.form, ticket, session, log.entries),
		commandsClaim(session, log.entries, control.entries),
		mediaClaim(session, log.entries)
	];
	const brokenAt = broken && { session, entry: broken.entry };
	return { session, claims, brokenAt, ticket, heads: log.heads };
}

async function walkLog(bundled: BundleSession, ticket: Ticket, ticketHash: string) {
	const { session } = bundled;
	const raw = fromBase64url(ticket.deviceKey);
	const key = await importDeviceKey(raw);
	return walk<ReturnType<typeof newLogState>, Entry>({
		session,
		segments: bundled.log,
		genesis: genesisHead({ session, deviceKey: raw, ticketHash }),
		state: newLogState(session, ticket, ticketHash),
		decode: decodeEntry,
		follow: followLog,
		verify: (signed, signature) => verifyDevice(key, signed, signature)
	});
}

async function walkControl(bundled: BundleSession, ticket: Ticket, ticketHash: string) {
	const { session } = bundled;
	const raw = fromBase64url(ticket.edgeKey);
	const key = await importEdgeKey(raw);
	return walk<ReturnType<typeof newControlState>, ControlEntry>({
		session,
		segments: bundled.control,
		genesis: controlGenesisHead({ session, edgeKey: raw, ticketHash }),
		state: newControlState(session, ticket, ticketHash),
		decode: decodeControlEntry,
		follow: followControl,
		verify: (signed, signature) => verifyEdge(key, signed, signature)
	});
}

function sameAttempt(bundle: Bundle, ticket: Ticket, session: string): Claim {
	const same = ticket.attempt === bundle.attempt && ticket.studentName === bundle.studentName;
	return claim('same_attempt', same ? 'pass' : 'fail', { session }, { attempt: ticket.attempt });
}

function chainClaim<E>(id: ClaimId, session: string, log: Walked<E>, broken: Break | null): Claim {
	if (!broken)
		return claim(id, 'pass', { session }, { entries: log.heads.length, segments: log.whole });
	const { segment, entry, because, detail } = broken;
	return claim(id, 'fail', { session, segment, entry }, { because, ...detail });
}

function openClaim(session: string, log: Walked<Entry>): Claim {
	const open = log.entries[0];
	if (open?.kind !== 'open') return claim('opened_under_ticket', 'fail', { session, entry: 0 });
	const { appVersion, keyFrom, persisted } = open.data;
	return claim('opened_under_ticket', 'pass', { session }, { appVersion, keyFrom, persisted });
}

function rulesClaim(session: string, log: Walked<Entry>): Claim {
	const broken = log.rules;
	if (!broken) return claim('entries_valid', 'pass', { session }, { entries: log.entries.length });
	const { segment, entry, because, detail } = broken;
	return claim('entries_valid', 'fail', { session, segment, entry }, { because, ...detail });
}

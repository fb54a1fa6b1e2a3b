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
import { answersClaim, commandsClaim, formClaim, submitClaim } from './content-claims.ts';
import { forwardClaim } from './forward-claim.ts';
import { receiptClaims } from './receipt-claims.ts';
import { brokenBy, claimedLength, walk } from './check-chain.ts';
import type { Break, BrokenBy, Walked } from './check-chain.ts';
import { claim, following } from './verdict.ts';
import type { Claim, ClaimId } from './verdict.ts';

export type CheckedSession = {
	session: string;
	claims: Claim[];
	brokenAt: { session: string; entry: number } | null;
	/** null: the ticket is not the edge's, so nothing under it means anything. */
	ticket: Ticket | null;
	heads: string[];
	/** Of the control log. */
	controlHeads: string[];
	/** What could be read of its log. */
	entries: readonly Entry[];
	/** What stopped the reading of its log, if anything did. */
	brokenBy: BrokenBy | 'ticket_signed' | null;
};

export async function checkSession(
	bundled: BundleSession,
	bundle: Bundle,
	keys: readonly EdgeKey[],
	startedAt: number
): Promise<CheckedSession> {
	const { session } = bundled;
	try {
		return await check(bundled, bundle, keys, startedAt);
	} catch (problem) {
		// A signed ticket can still name a key that is none (a point off the curve): WebCrypto throws a DOMException.
		if (!(problem instanceof TypeError) && !(problem instanceof DOMException)) throw problem;
		return noTicket(session, 'key_unusable');
	}
}

function noTicket(session: string, because: string): CheckedSession {
	const claims = [claim('ticket_signed', 'fail', { session }, { because })];
	const brokenAt = { session, entry: 0 };
	return {
		session,
		claims,
		brokenAt,
		ticket: null,
		heads: [],
		controlHeads: [],
		entries: [],
		brokenBy: 'ticket_signed'
	};
}

async function check(
	bundled: BundleSession,
	bundle: Bundle,
	keys: readonly EdgeKey[],
	startedAt: number
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
	const first = brokenBy(log);
	const form = formClaim(bundle.form, ticket, session);
	const forward = forwardClaim(bundle.form, ticket, log.entries, {
		session,
		sameForm: form.status === 'pass'
	});
	const claims = [
		claim('ticket_signed', 'pass', place, { key: bundled.ticket.key }),
		sameAttempt(bundle, ticket, session),
		chainClaim('chain_unbroken', session, log, log.chain),
		chainClaim('signed_by_device', session, log, log.signature, {
			broken: log.chain,
			by: 'chain_unbroken'
		}),
		openClaim(session, log),
		rulesClaim(session, log),
		submitClaim(session, log.entries, first),
		chainClaim('control_unbroken', session, control, control.chain ?? control.rules),
		chainClaim('control_signed', session, control, control.signature, {
			broken: control.chain,
			by: 'control_unbroken'
		}),
		...(await receiptClaims({
			session,
			ticket,
			log,
			control: control.entries,
			claimed: claimedLength(bundled.log),
			startedAt
		})),
		form,
		answersClaim(bundle.form, ticket, log.entries, {
			session,
			sameForm: form.status === 'pass'
		}),
		...(forward ? [forward] : []),
		commandsClaim(session, log.entries, control, claimedLength(bundled.control))
	].map((made) => leftOpen(made, first));
	const brokenAt = broken && { session, entry: broken.entry };
	const { heads, entries } = log;
	return {
		session,
		claims,
		brokenAt,
		ticket,
		heads,
		controlHeads: control.heads,
		entries,
		brokenBy: first
	};
}

/** What would have decided these may stand behind the break, where nothing is evidence. */
function leftOpen(made: Claim, first: BrokenBy | null): Claim {
	const later: ClaimId[] = ['receipted', 'times_consistent', 'in_time', 'commands_answered'];
	return made.status === 'not_provable' && later.includes(made.id) ? following(made, first) : made;
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

/** `before`: what ended the walk before this could be looked at. */
function chainClaim<E>(
	id: ClaimId,
	session: string,
	log: Walked<E>,
	broken: Break | null,
	before?: { broken: Break | null; by: ClaimId }
): Claim {
	const found = broken ?? before?.broken;
	if (!found)
		return claim(id, 'pass', { session }, { entries: log.heads.length, segments: log.whole });
	const { segment, entry, because, detail } = found;
	const made = claim(id, 'fail', { session, segment, entry }, { because, ...detail });
	return broken || !before ? made : following(made, before.by);
}

function openClaim(session: string, log: Walked<Entry>): Claim {
	const open = log.entries[0];
	if (open?.kind !== 'open') {
		const made = claim('opened_under_ticket', 'fail', { session, entry: 0 });
		return following(made, log.rules ? 'entries_valid' : brokenBy(log));
	}
	const { appVersion, keyFrom, persisted } = open.data;
	return claim('opened_under_ticket', 'pass', { session }, { appVersion, keyFrom, persisted });
}

function rulesClaim(session: string, log: Walked<Entry>): Claim {
	const broken = log.rules;
	if (!broken) return claim('entries_valid', 'pass', { session }, { entries: log.entries.length });
	const { segment, entry, because, detail } = broken;
	return claim('entries_valid', 'fail', { session, segment, entry }, { because, ...detail });
}

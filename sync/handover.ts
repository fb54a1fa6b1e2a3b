/**
 * What a session that goes on from another one begins with (SPEC W): the answers that stood at the head its ticket names. Edge, device and
 * verifier make it with this one function, so nobody can hand over what the sessions before do not say.
 */
import { canonicalBytes } from './canonical.ts';
import { sha256Hex } from './hash.ts';
import { replay } from './responses.ts';
import type { Entry } from './schema/entry.ts';
import type { HandedOver, HandedResponse } from './schema/handover.ts';
import type { Ticket } from './schema/ticket.ts';

type Previous = NonNullable<Ticket['previous']>;
/** A session before: its log, and the one that it went on from itself. */
export type EarlierLog = { entries: readonly Entry[]; previous: Previous | null };

export type HandedWork = {
	/** By item, as they were first answered. */
	responses: HandedResponse[];
	marked: string[];
	item: string | null;
};

/** An attempt has at most thirty sessions. */
const MOST_SESSIONS = 30;

/** `logOf` answers null for what cannot be read, and then there is nothing to hand over: null. */
export function handedWork(
	previous: Previous,
	logOf: (session: string) => EarlierLog | null,
	depth = 0
): HandedWork | null {
	const log = depth < MOST_SESSIONS ? logOf(previous.session) : null;
	if (!log || log.entries.length <= previous.seq) return null;
	const before = log.previous ? handedWork(log.previous, logOf, depth + 1) : nothing;
	if (!before) return null;
	const { session } = previous;
	const own = log.entries.slice(0, previous.seq + 1);
	const responses = new Map(before.responses.map((one) => [one.item, one]));
	for (const [item, { value, seq, wall }] of replay(own))
		responses.set(item, { item, value, session, seq, wall });
	const marked = new Set(before.marked);
	let { item } = before;
	for (const { kind, data } of own) {
		if (kind !== 'navigation') continue;
		if (data.action === 'visit') item = data.item;
		else if (data.action === 'mark') marked.add(data.item);
		else marked.delete(data.item);
	}
	return { responses: [...responses.values()], marked: [...marked], item };
}

const nothing: HandedWork = { responses: [], marked: [], item: null };

/** What `open` says of it. */
export function handedOverOf(
	responses: readonly Pick<HandedResponse, 'item' | 'value'>[]
): HandedOver {
	const said = responses
		.map(({ item, value }) => [item, value] as const)
		.toSorted(([a], [b]) => (a < b ? -1 : 1));
	return { answers: said.length, hash: sha256Hex(canonicalBytes(said)) };
}

/** The sessions of an attempt as entries, with the other histories that were kept of them. As the system, or as staff of the sitting. */
import { z } from 'zod';
import { toBundleSegment } from '#sync/bundle.ts';
import type { Bytes } from '#sync/bytes.ts';
import { fromBase64url } from '#sync/bytes.ts';
import { decodeControlEntry } from '#sync/entry.ts';
import { branchesOf, follow } from '#sync/held/branches.ts';
import type { HeldSession } from '#sync/held/doubts.ts';
import { importDeviceKey, verifyDevice } from '#sync/keys.ts';
import { newLogState } from '#sync/log-state.ts';
import { MOST_BRANCHES } from '#sync/schema/bundle.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import { decodeSegment } from '#sync/segment.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { selectSessions } from './attempts.ts';
import type { StoredSession } from './attempts.ts';
import { fromBase64 } from './base64.ts';
import { selectSegments } from './log-segments.ts';
import type { Query } from './query.ts';

/** Of one session, so that a device that floods with them leaves room for those of the next. */
const MOST_OF_SESSION = 20;

/** Those that were not erased, oldest first. */
export async function selectHeldSessions(query: Query, attempt: string): Promise<HeldSession[]> {
	const held: HeldSession[] = [];
	let left = MOST_BRANCHES;
	for (const session of await selectSessions(query, attempt)) {
		const read = await readSession(query, session, left);
		left -= read.branches.length;
		held.push(read);
	}
	return held;
}

async function readSession(
	query: Query,
	{ id, ticket, forked }: StoredSession,
	left: number
): Promise<HeldSession> {
	const opened = unsafeReadSigned(ticket, ticketSchema);
	if (!opened.ok) throw new Error(`a stored ticket does not decode: ${opened.refusal.code}`);
	const { statement, hash } = opened;
	const stored = await selectSegments(query, id);
	const log = rawEntries(stored.log);
	const state = newLogState(id, statement, hash);
	const { entries, heads } = follow(log, state);
	if (entries.length !== log.length) throw new Error(`a stored entry of ${id} does not follow`);
	const key = await importDeviceKey(fromBase64url(statement.deviceKey));
	const kept = forked ? await selectForkBytes(query, id) : [];
	const { branches, more } = await branchesOf(log, kept, {
		state,
		most: Math.min(left, MOST_OF_SESSION),
		verify: (signed, signature) => verifyDevice(key, signed, signature)
	});
	const control = rawEntries(stored.control).map((bytes) => {
		const read = decodeControlEntry(bytes);
		if (!read.ok) throw new Error(`a stored entry does not decode: ${read.refusal.code}`);
		return read.entry;
	});
	return { session: id, ticket: statement, entries, heads, branches, moreBranches: more, control };
}

function rawEntries(segments: readonly Bytes[]): Bytes[] {
	return segments.flatMap((bytes) => {
		const decoded = decodeSegment(bytes);
		if (!decoded.ok) throw new Error(`a stored segment does not decode: ${decoded.refusal.code}`);
		return decoded.segment.entries;
	});
}

/** As a bundle has them: of each other history its own segments. Only what was forked is read for it. */
export async function selectBranches(
	query: Query,
	attempt: string
): Promise<Required<Pick<Bundle, 'branches'>> & { moreBranches: boolean }> {
	const found: NonNullable<Bundle['branches']> = [];
	let moreBranches = false;
	for (const session of await selectSessions(query, attempt)) {
		if (!session.forked) continue;
		const read = await readSession(query, session, MOST_BRANCHES - found.length);
		moreBranches ||= read.moreBranches;
		for (const { segments } of read.branches)
			found.push({ session: session.id, log: segments.map((bytes) => toBundleSegment(bytes)) });
	}
	return { branches: found, moreBranches };
}

/** As it was kept of a fork (SPEC A8), oldest first. */
async function selectForkBytes(query: Query, session: string): Promise<Bytes[]> {
	const rows = await query(
		`select encode(bytes, 'base64') as bytes from evidence where session_id = $1 and code = 'fork' and bytes is not null order by id`,
		[session]
	);
	return z
		.array(z.object({ bytes: z.string() }))
		.parse(rows)
		.map(({ bytes }) => fromBase64(bytes));
}

/** Are the stills that the logs name with the edge, or were they deleted as was promised? (SPEC V14) */
import { openFileReceipt } from '../file-receipt.ts';
import type { Bundle } from '../schema/bundle.ts';
import type { EntryOf } from '../schema/entry.ts';
import type { EdgeKey } from '../schema/signed.ts';
import { openStillsDeleted } from '../stills-deleted.ts';
import type { CheckedSession } from './session-claims.ts';
import { claim, following } from './verdict.ts';
import type { Claim, ClaimDetail } from './verdict.ts';

const DAY_MS = 86_400_000;
type ReadSession = Pick<CheckedSession, 'ticket' | 'entries' | 'brokenBy'>;

/** Of each session what could be read: where that is not all, nobody knows what else was named. */
export async function mediaClaim(
	bundle: Pick<Bundle, 'attempt' | 'stills' | 'erased'>,
	keys: readonly EdgeKey[],
	sessions: readonly ReadSession[]
): Promise<Claim> {
	const made = await ofWhatWasRead(bundle, keys, sessions);
	if (made.status !== 'pass') return made;
	const unread = sessions.find(({ brokenBy }) => brokenBy !== null);
	const { id, detail } = made;
	if (unread) return following(claim(id, 'not_provable', {}, detail), unread.brokenBy);
	return bundle.erased ? claim(id, 'not_provable', {}, { ...detail, because: 'erased' }) : made;
}

/** Named twice, the first counts, as it does for the edge. */
function namedIn(sessions: readonly ReadSession[]): Map<string, EntryOf<'media'>['data']> {
	const named = new Map<string, EntryOf<'media'>['data']>();
	for (const { entries } of sessions)
		for (const { kind, data } of entries)
			if (kind === 'media' && !named.has(data.hash)) named.set(data.hash, data);
	return named;
}

/** null: no ticket could be opened. */
function promisedUntil(sessions: readonly ReadSession[]): number | null {
	const days = sessions.flatMap(({ ticket }) =>
		ticket ? [ticket.closesAt + ticket.policy.retentionDays * DAY_MS] : []
	);
	return days.length > 0 ? Math.max(...days) : null;
}

async function ofWhatWasRead(
	{ attempt, stills }: Pick<Bundle, 'attempt' | 'stills'>,
	keys: readonly EdgeKey[],
	sessions: readonly ReadSession[]
): Promise<Claim> {
	const named = namedIn(sessions);
	const wrong = (because: string, more = {}) =>
		claim('media_present', 'fail', {}, { because, ...more });
	const received = new Set<string>();
	for (const [receipt, signed] of (stills?.receipts ?? []).entries()) {
		const opened = await openFileReceipt(signed, keys);
		if (!opened.ok) return wrong(opened.refusal.code, { receipt });
		const { attempt: of, hash, bytes, contentType } = opened.statement;
		if (of !== attempt) return wrong('other_attempt', { receipt });
		const still = named.get(hash);
		if (still && (still.bytes !== bytes || still.contentType !== contentType))
			return wrong('other_still', { receipt });
		received.add(hash);
	}
	const missing = [...named.keys()].filter((hash) => !received.has(hash)).length;
	const detail: ClaimDetail = { files: named.size };
	if (stills?.deleted) {
		const opened = await openStillsDeleted(stills.deleted, keys);
		if (!opened.ok) return wrong(opened.refusal.code);
		if (opened.statement.attempt !== attempt) return wrong('other_attempt');
		const { at } = opened.statement;
		const promisedAt = promisedUntil(sessions);
		if (promisedAt !== null && at < promisedAt)
			return wrong('too_early', { goneAt: at, promisedAt });
		// Absence that was promised is not a fault; what never arrived was not deleted either.
		detail['deletedAt'] = at;
	}
	if (missing === 0) return claim('media_present', 'pass', {}, detail);
	return claim('media_present', 'not_provable', {}, { ...detail, missing });
}

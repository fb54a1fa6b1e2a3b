/** Are the stills that the logs name with the edge, or were they deleted as was promised? (SPEC V14) */
import { openFileReceipt } from '../file-receipt.ts';
import type { Bundle } from '../schema/bundle.ts';
import type { Entry, EntryOf } from '../schema/entry.ts';
import type { EdgeKey } from '../schema/signed.ts';
import { openStillsDeleted } from '../stills-deleted.ts';
import { claim } from './verdict.ts';
import type { Claim } from './verdict.ts';

/** `logs`: of each session what could be read. */
export async function mediaClaim(
	{ attempt, stills }: Pick<Bundle, 'attempt' | 'stills'>,
	keys: readonly EdgeKey[],
	logs: readonly (readonly Entry[])[]
): Promise<Claim> {
	const named = new Map(
		logs
			.flat()
			.filter((entry): entry is EntryOf<'media'> => entry.kind === 'media')
			.map(({ data }) => [data.hash, data])
	);
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
	const files = named.size;
	if (stills?.deleted) {
		const opened = await openStillsDeleted(stills.deleted, keys);
		if (!opened.ok) return wrong(opened.refusal.code);
		if (opened.statement.attempt !== attempt) return wrong('other_attempt');
		// Absence that was promised is not a fault.
		return claim('media_present', 'pass', {}, { files, deletedAt: opened.statement.at });
	}
	const missing = [...named.keys()].filter((hash) => !received.has(hash)).length;
	if (missing === 0) return claim('media_present', 'pass', {}, { files });
	return claim('media_present', 'not_provable', {}, { files, missing });
}

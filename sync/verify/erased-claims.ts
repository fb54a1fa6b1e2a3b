/**
 * A session whose payloads were erased: what it said is gone, and with it what the device signed. What is left is where each segment
 * stood in the chain, and the edge's signed word, given at the time, for how long the log was and which head it had.
 */
import { openReceipt } from '../receipt.ts';
import type { Bundle, ErasedSession } from '../schema/bundle.ts';
import type { EdgeKey } from '../schema/signed.ts';
import { claim } from './verdict.ts';
import type { Claim } from './verdict.ts';

export async function erasedClaims(
	erased: ErasedSession,
	{ attempt }: Pick<Bundle, 'attempt'>,
	keys: readonly EdgeKey[]
): Promise<Claim[]> {
	const { session, erasedAt } = erased;
	const gone = { because: 'erased', erasedAt };
	return [
		claim('ticket_signed', 'not_provable', { session }, gone),
		headsJoin(erased),
		claim('signed_by_device', 'not_provable', { session }, gone),
		claim('entries_valid', 'not_provable', { session }, gone),
		await receipted(erased, attempt, keys)
	];
}

/** Only that the segments follow one another: without their entries nobody can compute the heads again. */
function headsJoin({ session, erasedAt, log }: ErasedSession): Claim {
	let next = 0;
	for (const [segment, { first, count, before }] of log.entries()) {
		const place = { session, segment, entry: next };
		if (first !== next) return claim('chain_unbroken', 'fail', place, { because: 'first', first });
		if (segment > 0 && before !== log[segment - 1]?.after)
			return claim('chain_unbroken', 'fail', place, { because: 'before' });
		next += count;
	}
	const detail = { because: 'erased', erasedAt, entries: next, segments: log.length };
	return claim('chain_unbroken', 'not_provable', { session }, detail);
}

/** A receipt names the last entry of a segment and the head after it (SPEC R3). */
async function receipted(
	{ session, log, receipts }: ErasedSession,
	attempt: string,
	keys: readonly EdgeKey[]
): Promise<Claim> {
	const heads = new Map(log.map(({ first, count, after }) => [first + count - 1, after]));
	const final = log.at(-1);
	const end = final ? final.first + final.count - 1 : -1;
	let last = -1;
	for (const signed of receipts) {
		const opened = await openReceipt(signed, keys);
		const wrong = (because: string, entry?: number) =>
			claim('receipted', 'fail', entry === undefined ? { session } : { session, entry }, {
				because
			});
		if (!opened.ok) return wrong(opened.refusal.code);
		const { seq, head, ...receipt } = opened.receipt;
		if (receipt.session !== session || receipt.attempt !== attempt)
			return wrong('wrong_session', seq);
		if (seq > end) return wrong('log_cut_short', seq);
		if (heads.get(seq) !== head) return wrong('fork', seq);
		last = Math.max(last, seq);
	}
	const status = last >= 0 ? 'pass' : 'not_provable';
	return claim('receipted', status, { session }, { upTo: last, of: end });
}

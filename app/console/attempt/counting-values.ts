/** Which answers a decision about held work lets count; without one, whichever was given last. Pure. */
import { utf8 } from '#sync/bytes.ts';
import { unsafeReadDecision } from '#sync/decision.ts';
import { decodeEntry } from '#sync/entry.ts';
import { replay } from '#sync/responses.ts';
import type { Bundle, BundleSegment } from '#sync/schema/bundle.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import type { ReadSession } from './read-session.ts';

const entriesIn = (segments: readonly BundleSegment[]): Entry[] =>
	segments.flatMap(({ entries }) =>
		entries.flatMap(({ text }) => {
			const decoded = decodeEntry(utf8(text));
			return decoded.ok ? [decoded.entry] : [];
		})
	);

/** By item. null: nobody decided, all that came counts, or nothing does: then what came is what there is to show. */
export function countingValues(
	bundle: Pick<Bundle, 'decisions' | 'branches'>,
	sessions: readonly ReadSession[]
): Map<string, ResponseValue> | null {
	const signed = bundle.decisions?.at(-1);
	const decision = signed && unsafeReadDecision(signed);
	if (decision?.decision !== 'accept_part') return null;
	const values = new Map<string, ResponseValue>();
	for (const { session, entries } of sessions) {
		const stand = decision.stands.find((one) => one.session === session);
		if (!stand) continue;
		const branch = bundle.branches?.find(
			(one) => one.session === session && one.log.at(-1)?.after === stand.branch
		);
		// The branch that counts is not in the bundle: nothing of this session can be shown as counting.
		if (stand.branch !== undefined && !branch) continue;
		const own = branch ? entriesIn(branch.log) : [];
		const from = own[0]?.seq ?? Number.POSITIVE_INFINITY;
		const history = [...entries.filter(({ seq }) => seq < from), ...own];
		const counting = history.filter(({ seq }) => seq <= stand.upTo);
		for (const [item, { value }] of replay(counting)) values.set(item, value);
	}
	return values;
}

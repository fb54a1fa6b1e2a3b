/** What becomes of a mark on this device once the edge has answered: a pure decision, nothing of either side lost. */
import type { KeptMark } from '#app/device/mark-store.ts';
import type { MarkContent, MarkOutcomes } from '#sync/schema/marking.ts';

export type Outcome = MarkOutcomes['outcomes'][number];

/** Which mark says something else than another. */
export function sameMark(one: MarkContent, other: MarkContent): boolean {
	const plain = ({ points, comment, scores, annotations, done }: MarkContent) =>
		JSON.stringify([
			points,
			comment,
			[...scores].sort((a, b) => (a.criterion < b.criterion ? -1 : 1)),
			annotations,
			done
		]);
	return plain(one) === plain(other);
}

/** `row` is what lies on the device now, perhaps changed since it was sent. null: the edge has it, nothing is left to keep. */
export function afterSending(row: KeptMark, outcome: Outcome): KeptMark | null {
	const changedSince = row.save !== outcome.save;
	if (outcome.refused === null) {
		if (!changedSince) return null;
		return { ...row, revision: outcome.mine?.revision ?? row.revision };
	}
	// What was refused is no longer what is here; what is here is sent next, and judged by itself.
	if (changedSince) return row;
	const theirs = outcome.mine;
	if (outcome.refused !== 'stale')
		return { ...row, state: 'refused', refused: outcome.refused, theirs };
	// The same from another window of one's own is no conflict.
	if (theirs && sameMark(theirs, row.mark)) return null;
	return { ...row, state: 'conflict', refused: null, theirs };
}

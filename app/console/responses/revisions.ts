/**
 * A response's history as a person reads it. Every change of a choice is a revision. Typed text is recorded every few
 * key strokes; what was typed in one go, without a rest and without leaving the item, is one revision.
 */
import { replay } from '#sync/responses.ts';
import type { Entry, EntryOf } from '#sync/schema/entry.ts';
import type { ResponseValue } from '#sync/schema/response.ts';

/** A longer rest while typing begins a new revision. */
export const REST_MS = 20_000;

export type Revision = {
	value: ResponseValue;
	/** Edge time of its first and last change. */
	from: number;
	to: number;
	/** The entry that recorded the value, and its log among the attempt's sessions. */
	entry: number;
	session: number;
	changes: number;
	/** A change did not fit the text before it; `value` is the last that did. */
	broken: boolean;
};

type Group = { responses: EntryOf<'response'>[]; carried: EntryOf<'response'> | null };

/** The revisions of each item in one session's log, in order. No more than one text a revision is kept. */
export function revisionsOf(
	entries: readonly Entry[],
	place: { session: number; at(t: number): number }
): Map<string, Revision[]> {
	const revisions = new Map<string, Revision[]>();
	const open = new Map<string, Group>();
	const close = (item: string) => {
		const group = open.get(item);
		if (!group || group.responses.length === 0) return;
		const revision = revisionOf(item, group, place);
		revisions.set(item, [...(revisions.get(item) ?? []), revision]);
		const last = group.responses.at(-1);
		if (last)
			open.set(item, {
				responses: [],
				carried: { ...last, data: { item, value: revision.value } }
			});
	};
	for (const entry of entries) {
		if (entry.kind === 'navigation' && entry.data.action === 'visit') {
			for (const item of open.keys()) if (item !== entry.data.item) close(item);
		} else if (entry.kind === 'response') {
			const { item } = entry.data;
			const last = open.get(item)?.responses.at(-1);
			if (last && !continues(last, entry)) close(item);
			const group = open.get(item) ?? { responses: [], carried: null };
			group.responses.push(entry);
			open.set(item, group);
		}
	}
	for (const item of [...open.keys()]) close(item);
	return revisions;
}

const typed: ReadonlySet<ResponseValue['type']> = new Set([
	'essay',
	'short_text',
	'numeric',
	'calculated',
	'gap_text'
]);

function continues(last: EntryOf<'response'>, next: EntryOf<'response'>): boolean {
	const typing = !('value' in next.data) || typed.has(next.data.value.type);
	return typing && next.t - last.t < REST_MS;
}

function revisionOf(
	item: string,
	{ responses, carried }: Group,
	{ session, at }: { session: number; at(t: number): number }
): Revision {
	const replayed = replay(carried ? [carried, ...responses] : responses).get(item);
	const [first, last] = [responses[0], responses.at(-1)];
	return {
		value: replayed?.value ?? { type: 'essay', text: '' },
		from: at(first?.t ?? 0),
		to: at(last?.t ?? 0),
		entry: last?.seq ?? 0,
		session,
		changes: responses.length,
		broken: replayed?.brokenAt != null
	};
}

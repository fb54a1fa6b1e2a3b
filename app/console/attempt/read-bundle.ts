/** From a bundle to what the console shows of it: pure, run in the worker. Proof is the verifier's; here it is only read. */
import { unsafeReadFileReceipt } from '#sync/file-receipt.ts';
import { orderOf } from '#sync/order.ts';
import { receiptCode, unsafeReadReceipt } from '#sync/receipt.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { Item } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { promptFor } from '#sync/variant.ts';
import { stillsOf, type StillsReading } from '../stills/still-reading.ts';
import { revisionsOf, type Revision } from '../responses/revisions.ts';
import { timelineOf } from '../timeline/lanes.ts';
import type { Timeline } from '../timeline/model.ts';
import { sessionClock } from '../timeline/session-clock.ts';
import { countingValues } from './counting-values.ts';
import type { ReadSession } from './read-session.ts';
import { summaryOf, type SessionSummary } from './session-summary.ts';

export type ItemReading = {
	/** As the student saw it: a calculated one with their own numbers. */
	item: Item;
	/** Option ids in the student's own order; empty where the item has none. */
	options: readonly string[];
	revisions: readonly Revision[];
	/** As it counts; null: never answered, or no answer counts. */
	value: ResponseValue | null;
	/** The student's mark for review still stands. */
	marked: boolean;
};

export type AttemptReading = {
	attempt: string;
	sitting: string | null;
	studentName: string;
	examTitle: string;
	language: string;
	media: readonly { hash: string; contentType: string }[];
	/** In the student's own order. */
	items: readonly ItemReading[];
	sessions: readonly SessionSummary[];
	timeline: Timeline | null;
	/** Hashes of the files that the edge says it has. */
	arrived: readonly string[];
	stills: StillsReading;
	/** The student had the payloads erased. */
	erased: boolean;
};

export function readBundle(bundle: Bundle, sessions: readonly ReadSession[]): AttemptReading {
	const ticket = sessions.find((session) => session.ticket)?.ticket ?? null;
	const order = ticket
		? orderOf(bundle.form, ticket.orderSeed)
		: { items: bundle.form.items.map(({ id }) => id), options: {} };
	const seen = (item: Item): Item =>
		item.type === 'calculated' && ticket
			? { ...item, prompt: promptFor(item, ticket.orderSeed) }
			: item;
	const byId = new Map(bundle.form.items.map((item) => [item.id, seen(item)]));
	const revisions = sessions.map(({ entries }, session) => {
		const { at } = clockOf(entries);
		return revisionsOf(entries, { session, at });
	});
	const counting = countingValues(bundle, sessions);
	const marked = marksForReview(sessions);
	const timeline = timelineOf({
		sessions,
		order: order.items,
		durationMs: ticket?.durationMs ?? Number.MAX_SAFE_INTEGER,
		closesAt: ticket?.closesAt ?? Number.MAX_SAFE_INTEGER,
		breaksMs: ticket?.accommodation?.breaksMs,
		readReceipt: ({ receipt }) => unsafeReadReceipt(receipt)
	});
	const opened = sessions.filter(({ entries }) => entries.length > 0);
	return {
		attempt: bundle.attempt,
		sitting: ticket?.sitting ?? null,
		studentName: bundle.studentName,
		examTitle: bundle.form.title,
		language: bundle.form.language,
		media: bundle.form.media.map(({ hash, contentType }) => ({ hash, contentType })),
		items: order.items.flatMap((id) => {
			const item = byId.get(id);
			const own = revisions.flatMap((of) => of.get(id) ?? []);
			return item
				? [
						{
							item,
							options: order.options[id] ?? [],
							revisions: own,
							value: (counting ? counting.get(id) : own.at(-1)?.value) ?? null,
							marked: marked.has(id)
						}
					]
				: [];
		}),
		arrived: (bundle.files ?? []).flatMap((signed) => unsafeReadFileReceipt(signed)?.hash ?? []),
		erased: bundle.erased !== undefined,
		sessions: sessions.map((session) => summaryOf(session, clockOf(session.entries), receiptCode)),
		timeline,
		stills: stillsOf(
			opened.map(({ entries }) => ({ entries, at: clockOf(entries).at })),
			bundle.stills,
			timeline?.startedAt ?? 0
		)
	};
}

/** Edge time since the attempt began of one entry; null where the record does not reach it. */
export function whenOf(
	sessions: readonly ReadSession[],
	timeline: Timeline | null,
	place: { session: string; entry: number }
): number | null {
	const session = sessions.find((one) => one.session === place.session);
	const entry = session?.entries.findLast(({ seq }) => seq <= place.entry);
	if (!session || !entry || !timeline) return null;
	return Math.max(0, clockOf(session.entries).at(entry.t) - timeline.startedAt);
}

const clockOf = (entries: readonly Entry[]) =>
	sessionClock(entries, ({ data }) => unsafeReadReceipt(data.receipt));

function marksForReview(sessions: readonly ReadSession[]): Set<string> {
	const marked = new Set<string>();
	for (const { entries } of sessions)
		for (const entry of entries) {
			if (entry.kind !== 'navigation') continue;
			if (entry.data.action === 'mark') marked.add(entry.data.item);
			else if (entry.data.action === 'unmark') marked.delete(entry.data.item);
		}
	return marked;
}

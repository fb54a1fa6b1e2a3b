/** One device's run in a few facts, for the list of sessions. */
import { unsafeReadReceipt } from '#sync/receipt.ts';
import type { EntryOf } from '#sync/schema/entry.ts';
import type { Signed } from '#sync/schema/signed.ts';
import type { SessionClock } from '../timeline/session-clock.ts';
import type { ReadSession } from './read-session.ts';

/** So many receipts are shown; the last ones are what anybody compares. */
export const SHOWN_RECEIPTS = 6;

export type SessionSummary = {
	session: string;
	entries: number;
	unreadable: number;
	/** Edge time; null: nothing recorded. */
	openedAt: number | null;
	submittedAt: number | null;
	open: Pick<EntryOf<'open'>['data'], 'appVersion' | 'keyFrom' | 'persisted' | 'models'> | null;
	/** How far the device's clock was ahead of the edge's; null: unknown. */
	aheadMs: number | null;
	receipts: number;
	/** The last of them, newest first. */
	latest: readonly { code: string; at: number; upTo: number }[];
};

export function summaryOf(
	{ session, entries, control, unreadable }: ReadSession,
	clock: SessionClock,
	codeOf: (signed: Signed) => string
): SessionSummary {
	const first = entries[0];
	const open = first?.kind === 'open' ? first.data : null;
	const submit = entries.find(({ kind }) => kind === 'submit');
	const receipts = control.filter((entry) => entry.kind === 'receipt');
	return {
		session,
		entries: entries.length,
		unreadable,
		openedAt: first ? clock.at(first.t) : null,
		submittedAt: submit ? clock.at(submit.t) : null,
		open: open && {
			appVersion: open.appVersion,
			keyFrom: open.keyFrom,
			persisted: open.persisted,
			models: open.models
		},
		aheadMs: clock.aheadMs,
		receipts: receipts.length,
		latest: receipts
			.slice(-SHOWN_RECEIPTS)
			.reverse()
			.flatMap(({ data }) => {
				const receipt = unsafeReadReceipt(data.receipt);
				return receipt ? [{ code: codeOf(data.receipt), at: receipt.at, upTo: receipt.seq }] : [];
			})
	};
}

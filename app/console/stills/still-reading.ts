/** Stills as a record has them: which there were, of what, when, and where they are. Pure, run in the worker. */
import { unsafeReadFileReceipt } from '#sync/file-receipt.ts';
import type { Bundle } from '#sync/schema/bundle.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { StaffCheck } from '#sync/schema/observation.ts';
import type { StillMoment } from '#sync/schema/stills.ts';
import { unsafeReadStillsDeleted } from '#sync/stills-deleted.ts';

export type StillReading = {
	hash: string;
	contentType: string;
	/** Key of its observation's mark in the timeline. */
	mark: string;
	/** null: the record does not say of what. */
	check: StaffCheck | null;
	moment: StillMoment;
	/** Milliseconds of edge time since the attempt began. */
	at: number;
	hasArrived: boolean;
};
export type StillsReading = {
	/** In the order of time. */
	stills: readonly StillReading[];
	/** Edge time at which they were deleted, as had been promised; null: they are kept. */
	deletedAt: number | null;
};

type Placed = { entries: readonly Entry[]; at: (t: number) => number };

/** `sessions`: those in which anything was recorded, in the timeline's own order. */
export function stillsOf(
	sessions: readonly Placed[],
	bundled: Bundle['stills'],
	startedAt: number
): StillsReading {
	const arrived = new Set(
		(bundled?.receipts ?? []).flatMap((signed) => unsafeReadFileReceipt(signed)?.hash ?? [])
	);
	const deleted = bundled?.deleted && unsafeReadStillsDeleted(bundled.deleted);
	const stills = sessions.flatMap(({ entries, at }, session) => {
		const checks = new Map<number, StaffCheck>();
		return entries.flatMap((entry): StillReading[] => {
			if (entry.kind === 'observation') checks.set(entry.data.id, entry.data.check);
			if (entry.kind !== 'media') return [];
			const { hash, contentType, observation, moment } = entry.data;
			const check = observation === undefined ? null : (checks.get(observation) ?? null);
			return [
				{
					hash,
					contentType,
					mark: `${session}:o${observation ?? ''}`,
					check,
					moment: moment ?? 'start',
					at: Math.max(0, at(entry.t) - startedAt),
					hasArrived: arrived.has(hash)
				}
			];
		});
	});
	return { stills: stills.sort((a, b) => a.at - b.at), deletedAt: deleted?.at ?? null };
}

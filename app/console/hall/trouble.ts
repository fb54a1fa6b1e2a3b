import type { AttemptRow } from '#sync/schema/hall.ts';
import { isOpen } from '#sync/schema/arrangement.ts';
import { contactOf, isSitting } from './contact.ts';

/** Why a row stands where it stands, most urgent first. The order of this list is the order of the groups in the table. */
export const troubles = [
	/** Two branches of one log, or work held for a person: somebody must decide. */
	'decide',
	/** Cannot accept the notice, and waits for an answer before beginning. */
	'asks',
	'no_contact',
	/** Something is being observed right now. */
	'observed',
	'quiet',
	'sitting',
	'waiting',
	'finished'
] as const;
export type Trouble = (typeof troubles)[number];

const unstarted: ReadonlySet<AttemptRow['state']> = new Set(['assigned', 'ready']);

export const isUnstarted = (row: Pick<AttemptRow, 'state'>): boolean => unstarted.has(row.state);

export function troubleOf(row: AttemptRow, now: number): Trouble {
	if (row.sync === 'forked' || row.sync === 'held_late' || row.state === 'held') return 'decide';
	if (isSitting(row)) {
		const contact = contactOf(row, now).kind;
		if (contact === 'none') return 'no_contact';
		if (row.newest?.open === true) return 'observed';
		return contact === 'quiet' ? 'quiet' : 'sitting';
	}
	if (!isUnstarted(row)) return 'finished';
	return row.arrangement && isOpen(row.arrangement) ? 'asks' : 'waiting';
}

/** The rows a proctor should look at now. */
export const needsALook = (trouble: Trouble): boolean =>
	trouble === 'decide' || trouble === 'asks' || trouble === 'no_contact' || trouble === 'observed';

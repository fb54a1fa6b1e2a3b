import type { Entry, EntryOf } from '#sync/schema/entry.ts';
import { checks, type StaffCheck } from '#sync/schema/observation.ts';
import { forStaff, groupOf, type CheckGroup } from '#sync/checks.ts';
import type { Lane, Mark } from './model.ts';

const laneOfGroup: Readonly<Record<CheckGroup, Lane>> = {
	face: 'face',
	head: 'face',
	identity: 'face',
	things: 'face',
	voice: 'voice',
	speaker: 'voice',
	arousal: 'voice',
	page: 'page',
	screen: 'page',
	device: 'device',
	network: 'network'
};
export const laneOfCheck = (check: StaffCheck): Lane => laneOfGroup[groupOf[check]];

export const checkOrder = (a: StaffCheck, b: StaffCheck): number =>
	checks.indexOf(a) - checks.indexOf(b);

type Place = { session: number; at(t: number): number; lastT: number };

/**
 * One mark per observation: its beginning and end are two entries with one id. Without an end it is still open, and lasts as far as
 * somebody watched: a reload and the hand-in end the watching, whatever is recorded after them.
 */
export function observationMarks(entries: readonly Entry[], place: Place): Mark[] {
	const marks = new Map<number, Mark>();
	const watchedUntil = (t: number) => {
		for (const [id, mark] of marks)
			if (mark.open)
				marks.set(id, { ...mark, to: Math.max(mark.from, Math.min(mark.to, place.at(t))) });
	};
	entries.forEach((entry, index) => {
		const before = entries[index - 1];
		if (before && entry.boot !== before.boot) watchedUntil(before.t);
		if (entry.kind === 'submit') watchedUntil(entry.t);
		if (entry.kind !== 'observation') return;
		const { id, check, phase } = entry.data;
		if (!forStaff(check)) return;
		const begun = marks.get(id);
		if (begun && phase === 'end') marks.set(id, closed(begun, check, entry, place));
		else if (!begun) marks.set(id, opened(check, entry, place));
	});
	return [...marks.values()];
}

function opened(check: StaffCheck, entry: EntryOf<'observation'>, place: Place): Mark {
	const { id, phase, from, to, peak, confidence, reason } = entry.data;
	const open = phase === 'begin';
	return {
		key: `${place.session}:o${id}`,
		row: check,
		from: place.at(from),
		to: place.at(open ? Math.max(to, place.lastT) : to),
		open,
		entry: entry.seq,
		session: place.session,
		fact: { kind: 'observation', check, peak, confidence, reason: reason ?? null }
	};
}

function closed(begun: Mark, check: StaffCheck, entry: EntryOf<'observation'>, place: Place): Mark {
	const { to, peak, confidence, reason } = entry.data;
	return {
		...begun,
		to: Math.max(begun.from, place.at(to)),
		open: false,
		fact: { kind: 'observation', check, peak, confidence, reason: reason ?? null }
	};
}

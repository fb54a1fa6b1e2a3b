import { breaksLeftMs, followBreaks, isOnBreak, newBreaks } from '#sync/breaks.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { Mark } from './model.ts';

type Place = { session: number; at(t: number): number; endsAt: number };

/** What proctors said and did, and when the device showed it. Receipts are traffic, not words; they are not here. */
export function toldMarks(
	control: readonly ControlEntry[],
	entries: readonly Entry[],
	place: Place
): Mark[] {
	const shownAt = new Map<number, number>();
	for (const entry of entries)
		if (entry.kind === 'command' && !shownAt.has(entry.data.control))
			shownAt.set(entry.data.control, place.at(entry.t));
	const marks: Mark[] = [];
	let paused: ControlEntry | null = null;
	const add = (entry: ControlEntry, to: number, open: boolean, fact: Mark['fact']) =>
		marks.push({
			key: `${place.session}:c${entry.seq}`,
			row: 'told',
			from: entry.at,
			to,
			open,
			entry: null,
			session: place.session,
			fact
		});
	for (const entry of control) {
		if (entry.kind === 'message' || entry.kind === 'warning' || entry.kind === 'correction')
			add(entry, entry.at, false, {
				kind: entry.kind,
				text: entry.data.text,
				shownAt: shownAt.get(entry.seq) ?? null
			});
		else if (entry.kind === 'pause') paused ??= entry;
		else if (entry.kind === 'resume') {
			if (paused) add(paused, entry.at, false, { kind: 'paused' });
			paused = null;
		} else if (entry.kind === 'extend')
			add(entry, entry.at, false, { kind: 'extended', addMs: entry.data.addMs });
		else if (entry.kind === 'hand_over') add(entry, entry.at, false, { kind: 'handed_over' });
		else if (entry.kind === 'end') add(entry, entry.at, false, { kind: 'ended' });
	}
	if (paused) add(paused, Math.max(paused.at, place.endsAt), true, { kind: 'paused' });
	return marks;
}

/** The student's own breaks; one lasts to its end, to the hand-in or until the allowance is used up. */
export function breakMarks(
	entries: readonly Entry[],
	{ session, at, endsAt }: Place,
	allowedMs: number | undefined
): Mark[] {
	const marks: Mark[] = [];
	let state = newBreaks(allowedMs);
	let begun: Entry | null = null;
	const close = (to: number, open: boolean) => {
		if (begun)
			marks.push({
				key: `${session}:${begun.seq}`,
				row: 'app',
				from: at(begun.t),
				to,
				open,
				entry: begun.seq,
				session,
				fact: { kind: 'break' }
			});
		begun = null;
	};
	for (const entry of entries) {
		const spent = state && begun && !isOnBreak(state, entry.t);
		if (state && begun && spent) close(at(begun.t + breaksLeftMs(state, begun.t)), false);
		const next = followBreaks(state, entry);
		if (next === 'wrong') continue;
		const ends = state?.since !== null && next?.since === null;
		state = next;
		if (entry.kind === 'break' && entry.data.action === 'begin') begun = entry;
		else if (ends) close(at(entry.t), false);
	}
	close(endsAt, true);
	return marks;
}

/** What became of the app itself: opened, reloaded, woken, handed in. */
export function appMarks(entries: readonly Entry[], place: Omit<Place, 'endsAt'>): Mark[] {
	const marks: Mark[] = [];
	for (const entry of entries) {
		const fact = appFact(entry, place.session);
		if (!fact) continue;
		const at = place.at(entry.t);
		const key = `${place.session}:${entry.seq}`;
		marks.push({
			key,
			row: 'app',
			from: at,
			to: at,
			open: false,
			entry: entry.seq,
			session: place.session,
			fact
		});
	}
	return marks;
}

function appFact(entry: Entry, session: number): Mark['fact'] | null {
	switch (entry.kind) {
		case 'open':
			return { kind: 'opened', device: session, keyFrom: entry.data.keyFrom };
		case 'submit':
			return { kind: 'submitted', by: entry.data.by };
		case 'reopen':
			return { kind: 'went_on' };
		case 'resume':
			return {
				kind: 'resumed',
				reason: entry.data.reason,
				gapMs: entry.data.gapMs,
				lostMs: entry.data.monotonicLostMs
			};
		default:
			return null;
	}
}

/**
 * A log in the parts that its time is counted in: from the beginning, and from each `reopen` on. In each, work must be done by `limitT` of
 * the log's own time. Pure.
 */
import { breaksUsedMs, followBreaks, newBreaks } from './breaks.ts';
import type { ControlEntry } from './schema/control-entry.ts';
import type { Entry, EntryOf } from './schema/entry.ts';
import type { Ticket } from './schema/ticket.ts';

export type Phase = {
	/** null: the first. */
	reopen: EntryOf<'reopen'> | null;
	/** By breaks in it. */
	breaksMs: number;
	/** What was given in it: the duration, or what came after the clock had handed in. */
	givenMs: number;
	limitT: number;
	lastResponse: EntryOf<'response'> | null;
	submit: EntryOf<'submit'> | null;
};

export function phasesOf(
	log: readonly Entry[],
	control: readonly ControlEntry[],
	ticket: Pick<Ticket, 'durationMs' | 'accommodation'>
): Phase[] {
	let breaks = newBreaks(ticket.accommodation?.breaksMs);
	let used = 0;
	let last = 0;
	let before = -ticket.durationMs;
	const answered = new Set<number>();
	const phases: Phase[] = [];
	let phase: Pick<Phase, 'reopen' | 'lastResponse' | 'submit'> = nothing(null);
	/** What the device had answered when its clock handed in. */
	let known = 0;
	const close = (given: number) => {
		const breaksMs = breaks ? breaksUsedMs(breaks, last) - used : 0;
		const givenMs = given - before;
		const limitT = (phase.reopen?.t ?? 0) + givenMs + breaksMs;
		phases.push({ ...phase, breaksMs, givenMs, limitT });
		used += breaksMs;
		before = given;
	};
	for (const entry of log) {
		if (entry.kind === 'reopen') {
			close(known);
			phase = nothing(entry);
		}
		last = entry.t;
		const followed = followBreaks(breaks, entry);
		if (followed !== 'wrong') breaks = followed;
		if (entry.kind === 'command') answered.add(entry.data.control);
		if (entry.kind === 'response') phase = { ...phase, lastResponse: entry };
		if (entry.kind === 'submit') {
			phase = { ...phase, submit: entry };
			known = givenBackMs(control.filter(({ seq }) => answered.has(seq)));
		}
	}
	close(givenBackMs(control));
	return phases;
}

const nothing = (reopen: EntryOf<'reopen'> | null) => ({
	reopen,
	lastResponse: null,
	submit: null
});

/** What `extend` added and `pause` took, by the edge's clock. A pause that was never ended gives nothing back yet. */
export function givenBackMs(control: readonly ControlEntry[]): number {
	let sum = 0;
	let pausedAt: number | null = null;
	for (const entry of control) {
		if (entry.kind === 'extend') sum += entry.data.addMs;
		if (entry.kind === 'pause') pausedAt ??= entry.at;
		if (entry.kind !== 'resume' || pausedAt === null) continue;
		sum += entry.at - pausedAt;
		pausedAt = null;
	}
	return sum;
}

/**
 * More time that came after the clock had handed in, and the newest word that gave it. null: none, or the student handed in themselves.
 * A log without an end is one that the clock is about to hand in.
 */
export function givenSinceHandIn(
	log: readonly Entry[],
	control: readonly ControlEntry[]
): { control: number; ms: number } | null {
	const end = log.findLast(({ kind }) => kind === 'submit' || kind === 'reopen');
	if (end && (end.kind !== 'submit' || end.data.by !== 'clock')) return null;
	const upTo = end?.seq ?? Number.POSITIVE_INFINITY;
	const answered = new Set(
		log.flatMap((entry) =>
			entry.kind === 'command' && entry.seq < upTo ? [entry.data.control] : []
		)
	);
	const ms = givenBackMs(control) - givenBackMs(control.filter(({ seq }) => answered.has(seq)));
	const newest = control.findLast(
		({ kind, seq }) => (kind === 'extend' || kind === 'resume') && !answered.has(seq)
	);
	const ended = control.some(({ kind }) => kind === 'end');
	return newest && ms > 0 && !ended ? { control: newest.seq, ms } : null;
}

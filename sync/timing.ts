/**
 * How much time is left, and afterwards: was the work done in time? The device's clock may be wrong, may jump, and may stop while it
 * sleeps, so no reading is trusted alone. The judgement is made from the log, the control log and the ticket:
 *
 *   on_time        the edge had confirmed the last work, or the submit, by the deadline
 *   late_verified  it came later, but the log runs without a gap and its clock agrees with itself and with the edge
 *   held           one of these fails: a person decides, with the numbers. Nothing is thrown away.
 */
import { followBreaks, isOnBreak, newBreaks } from './breaks.ts';
import { ClockJumps } from './clock-jumps.ts';
import { mostUsedMs } from './edge-proof.ts';
import { againstControl } from './obedience.ts';
import { givenBackMs, phasesOf } from './phases.ts';
import type { Phase } from './phases.ts';
import { unsafeReadReceipt } from './receipt.ts';
import type { ControlEntry } from './schema/control-entry.ts';
import type { Entry } from './schema/entry.ts';
import type { HeldReason } from './schema/held.ts';
import type { Receipt } from './schema/receipt.ts';
import type { Ticket } from './schema/ticket.ts';

export type { HeldReason };

export function elapsedMs(readings: {
	/** Since the session opened, by performance.now(): may stand still in sleep. */
	monotonicMs: number;
	/** Since the session opened, by the wall clock: may be set. */
	wallMs: number;
	/** What was last stored: it never gets less, whatever the clocks say after a reload. */
	persistedMs: number;
	/** By how much the wall clock was set since, as far as the edge's clock showed it to be set and not slept. */
	clockStepsMs?: number;
}): number {
	const wall = readings.wallMs - (readings.clockStepsMs ?? 0);
	return Math.max(0, readings.monotonicMs, wall, readings.persistedMs);
}

export function remainingMs(now: {
	closesAt: number;
	durationMs: number;
	/** Edge time as well as it is known here. */
	edgeNow: number;
	elapsedMs: number;
	/** Sum of what `extend` added. */
	addedMs?: number;
	/** How long the attempt stood paused: given back in full. */
	pausedMs?: number;
	/** How long the student's own breaks lasted, as far as they are allowed. */
	breaksMs?: number;
}): number {
	const more = (now.addedMs ?? 0) + (now.pausedMs ?? 0) + (now.breaksMs ?? 0);
	const untilClose = now.closesAt + more - now.edgeNow;
	const ofDuration = now.durationMs + more - now.elapsedMs;
	return Math.max(0, Math.min(untilClose, ofDuration));
}

/** A jump between two ticks: the wall clock went on by this much more than the monotonic one (sleep, or a clock that was set). */
export function clockJumpMs(
	before: { wall: number; monotonic: number },
	after: { wall: number; monotonic: number }
): number {
	return Math.round(after.wall - before.wall - (after.monotonic - before.monotonic));
}

export type Timeliness = {
	judgement: 'on_time' | 'late_verified' | 'held';
	reasons: HeldReason[];
	numbers: {
		/** Edge time by which the work had to be done. */
		deadlineAt: number;
		/** Duration with what was added and paused. */
		allowedMs: number;
		/** `t` of the last response, or of the submit unless the clock made it. */
		usedMs: number;
		lastWorkSeq: number;
		/** Edge time of the first receipt that covers it. */
		lastWorkReceivedAt: number | null;
		longestGapMs: number;
		longestGapAfterSeq: number;
		clockBreakMs: number;
		clockBreakAfterSeq: number;
		/** The first answer after an end, and in a pause, that the log confirms to have heard of; null: none. */
		afterEndSeq: number | null;
		whilePausedSeq: number | null;
		/** Edge time minus device time lies between these; null: no receipt in the log says so. */
		offset: { least: number; most: number } | null;
	};
};

/** The clock that ends the exam ticks once a second, and a submit needs a moment to arrive. */
const SLACK_MS = 2_000;
export const ARRIVAL_MS = 30_000;
/** Two heartbeats lost and a little. */
const GAP_MS = 25_000;

export function judgeTimeliness(
	log: readonly Entry[],
	control: readonly ControlEntry[],
	ticket: Ticket,
	/** Edge time at which the attempt was first known to be open, on this device or another: the duration is given once. */
	startedAt = Number.POSITIVE_INFINITY
): Timeliness {
	const receipts = control.flatMap((entry) =>
		entry.kind === 'receipt' ? (unsafeReadReceipt(entry.data.receipt) ?? []) : []
	);
	const open = log[0];
	const last = log.findLast(({ kind }) => kind === 'response' || kind === 'submit') ?? open;
	const offset = offsetOf(log, receipts);
	const stepped = stepsOf(log, ticket);
	const phases = phasesOf(log, control, ticket);
	const newest = phases.at(-1);
	const breaksMs = phases.reduce((sum, phase) => sum + phase.breaksMs, 0);
	const more = givenBackMs(control) + breaksMs;
	// Not after the edge signed for it, whatever a clock that was set back says since.
	const opened = Math.min(
		(open?.wall ?? 0) + (offset?.least ?? 0),
		receipts[0]?.at ?? Number.POSITIVE_INFINITY,
		startedAt
	);
	const lastResponse = log.findLast(({ kind }) => kind === 'response');
	/** Where the last work lies. */
	const worked = phases.findLast((phase) => phase.lastResponse !== null) ?? newest;
	const allowedMs = worked?.limitT ?? ticket.durationMs;
	const wentOnAt = worked?.reopen ? firstCovering(receipts, worked.reopen.seq) : null;
	const deadlineAt = worked?.reopen
		? (wentOnAt ?? worked.reopen.wall + (offset?.least ?? 0)) + worked.givenMs + worked.breaksMs
		: Math.min(ticket.closesAt + more, opened + allowedMs);
	const received = firstCovering(receipts, last?.seq ?? 0);
	// A clock hands in what is there, whenever somebody opens the app again: that is no work, and not late.
	const byClock = last?.kind === 'submit' && last.data.by === 'clock';
	const usedMs = (byClock ? lastResponse?.t : last?.t) ?? 0;
	const numbers = {
		deadlineAt,
		allowedMs,
		usedMs,
		lastWorkSeq: last?.seq ?? 0,
		lastWorkReceivedAt: received,
		...stepped,
		...againstControl(log, control, receipts),
		offset
	};
	if (!open || !last) return { judgement: 'held', reasons: ['empty'], numbers };
	const always: HeldReason[] = [];
	if (last.kind !== 'submit' || newest?.submit !== last) always.push('not_submitted');
	if (received === null) always.push('not_received');
	// A clock that was corrected puts `t` forward: where the edge's own clock says that there was time, it says so.
	const work = (byClock ? lastResponse : last) ?? last;
	const countedMs = Math.min(usedMs, mostUsedMs(log, receipts, work));
	if (isOver(phases, countedMs, ARRIVAL_MS) || phases.some((phase) => isUngiven(phase, control)))
		always.push('over_time');
	// Who comes back after the closing time had time to think that others had not, through no fault of theirs.
	if (worked?.reopen && (wentOnAt ?? Infinity) > ticket.closesAt + more + ARRIVAL_MS)
		always.push('went_on_late');
	if (numbers.afterEndSeq !== null) always.push('after_end');
	if (numbers.whilePausedSeq !== null) always.push('while_paused');
	if (always.length > 0) return { judgement: 'held', reasons: always, numbers };
	const answer = lastResponse ?? last;
	const workReceived = firstCovering(receipts, answer.seq) ?? Infinity;
	if (workReceived <= deadlineAt + ARRIVAL_MS)
		return { judgement: 'on_time', reasons: [], numbers };
	const late: HeldReason[] = [];
	const lastAt = last.wall + (offset?.least ?? 0);
	if (opened + SLACK_MS < ticket.opensAt) late.push('before_opening');
	const workAt = work.wall + (offset?.least ?? 0);
	const isSecond = startedAt < (receipts[0]?.at ?? startedAt) - SLACK_MS;
	if (isOver(phases, countedMs, SLACK_MS) || (isSecond && workAt > deadlineAt + ARRIVAL_MS))
		late.push('over_time');
	const endsAt = worked?.reopen ? deadlineAt : ticket.closesAt + more;
	if (lastAt > endsAt + ARRIVAL_MS) late.push('after_closing');
	if (stepped.longestGapMs > GAP_MS) late.push('gap');
	if (stepped.clockBreakMs > 0 || (offset && offset.least > offset.most + SLACK_MS))
		late.push('clock_break');
	if ((received ?? Infinity) > deadlineAt + ticket.policy.graceMs) late.push('beyond_grace');
	return { judgement: late.length === 0 ? 'late_verified' : 'held', reasons: late, numbers };
}

const firstCovering = (receipts: readonly Receipt[], entry: number): number | null =>
	receipts.find(({ seq }) => seq >= entry)?.at ?? null;

/** In each part of the log by its own limit: what was late before the clock handed in does not become timely by going on. */
function isOver(phases: readonly Phase[], usedMs: number, slack: number): boolean {
	return phases.some(({ limitT, lastResponse }, at) => {
		const t = at === phases.length - 1 ? usedMs : (lastResponse?.t ?? 0);
		return t > limitT + slack;
	});
}

/** Whoever goes on without having been given time, or by a word that gives none or came after the end, has none to go on with. */
function isUngiven({ reopen, givenMs, lastResponse }: Phase, control: readonly ControlEntry[]) {
	if (!reopen || !lastResponse) return false;
	const named = reopen.data.control;
	const word = control.find(({ seq }) => seq === named);
	const gives = word?.kind === 'extend' || word?.kind === 'resume';
	const ended = control.some(({ kind, seq }) => kind === 'end' && seq < named);
	return !gives || ended || givenMs <= 0;
}

/** An entry under a receipt was written before it; the entry that holds a receipt, after it. */
function offsetOf(log: readonly Entry[], receipts: readonly Receipt[]) {
	let least = -Infinity;
	let most = Infinity;
	for (const entry of log) {
		if (entry.kind !== 'receipt') continue;
		const receipt = unsafeReadReceipt(entry.data.receipt);
		if (receipt) least = Math.max(least, receipt.at - entry.wall);
	}
	for (const { seq, at } of receipts) {
		const covered = log[seq];
		if (covered) most = Math.min(most, at - covered.wall);
	}
	return Number.isFinite(least) && Number.isFinite(most) ? { least, most } : null;
}

/** From one entry to the next, where the device had to be there; on a break (`rests`) nobody need be. */
function* steps(log: readonly Entry[], { accommodation }: Ticket) {
	let pauses = newBreaks(accommodation?.breaksMs);
	let handedIn = false;
	for (let seq = 1; seq < log.length; seq++) {
		const [before, after] = [log[seq - 1] as Entry, log[seq] as Entry];
		const rests = pauses !== null && isOnBreak(pauses, before.t);
		const followed = followBreaks(pauses, after);
		if (followed !== 'wrong') pauses = followed;
		// After the submit only the edge's answers are written, whenever they come, until somebody goes on.
		handedIn = before.kind === 'submit' || (handedIn && before.kind !== 'reopen');
		if (!handedIn) yield { before, after, rests, ms: after.t - before.t };
	}
}

function stepsOf(log: readonly Entry[], ticket: Ticket) {
	const longest = { longestGapMs: 0, longestGapAfterSeq: 0 };
	const jumps = new ClockJumps();
	for (const { before, after, rests, ms } of steps(log, ticket)) {
		if (ms > longest.longestGapMs && !rests)
			Object.assign(longest, { longestGapMs: ms, longestGapAfterSeq: before.seq });
		jumps.step(before, after);
	}
	return { ...longest, ...jumps.greatest };
}

export type LogStep = { afterSeq: number; ms: number };

/** All gaps and clock breaks of D4, in order. Of a clock break `ms` is by how much the wall clock went on too far; negative: it was set back. */
export function oddSteps(
	log: readonly Entry[],
	ticket: Ticket
): { gaps: LogStep[]; clockBreaks: LogStep[] } {
	const gaps: LogStep[] = [];
	const jumps = new ClockJumps();
	for (const { before, after, rests, ms } of steps(log, ticket)) {
		if (ms > GAP_MS && !rests) gaps.push({ afterSeq: before.seq, ms });
		jumps.step(before, after);
	}
	return { gaps, clockBreaks: jumps.all };
}

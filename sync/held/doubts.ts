/** What is late or odd about an attempt that is held, with the numbers, and where it could be cut. Pure. */
import { unsafeReadReceipt } from '../receipt.ts';
import type { Stand } from '../schema/decision.ts';
import type { ControlEntry } from '../schema/control-entry.ts';
import type { Cut, Doubt, DoubtCode, HeldReason, SessionFacts } from '../schema/held.ts';
import type { Ticket } from '../schema/ticket.ts';
import { ARRIVAL_MS, judgeTimeliness, oddSteps } from '../timing.ts';
import type { Timeliness } from '../timing.ts';
import { allOf } from './stands.ts';
import type { HeldLog } from './stands.ts';

export type HeldSession = HeldLog & { control: readonly ControlEntry[]; ticket: Ticket };

/** The first of them are enough to see what kind it is. */
const MOST_STEPS = 20;

/** `startedAt`: edge time of the first receipt of any session of the attempt. */
export function factsOf(held: HeldSession, startedAt: number): SessionFacts {
	const { session, entries, control, ticket, branches, moreBranches } = held;
	const { judgement, reasons, numbers } = judgeTimeliness(entries, control, ticket, startedAt);
	const receipts = control.flatMap((entry) =>
		entry.kind === 'receipt' ? (unsafeReadReceipt(entry.data.receipt) ?? []) : []
	);
	const until = numbers.deadlineAt + ARRIVAL_MS;
	const inTime = receipts.filter(({ at }) => at <= until);
	const work =
		entries.findLast(({ kind }) => kind === 'response') ??
		entries.findLast(({ kind }) => kind === 'submit');
	const receivedAt = work ? (receipts.find(({ seq }) => seq >= work.seq)?.at ?? null) : null;
	const { gaps, clockBreaks } = oddSteps(entries, ticket);
	return {
		session,
		entries: entries.length,
		openedAt: receipts[0]?.at ?? null,
		submitted: entries.some(({ kind }) => kind === 'submit'),
		judgement,
		reasons,
		deadlineAt: Math.round(numbers.deadlineAt),
		allowedMs: numbers.allowedMs,
		usedMs: numbers.usedMs,
		lastWork: work?.seq ?? null,
		receivedAt,
		lateMs: receivedAt === null ? null : Math.max(0, Math.round(receivedAt - numbers.deadlineAt)),
		receiptsInTime: inTime.length,
		receiptsLate: receipts.length - inTime.length,
		lastInTime: Math.max(-1, ...inTime.map(({ seq }) => seq)),
		longestGap: step(numbers.longestGapMs, numbers.longestGapAfterSeq),
		gaps: gaps.slice(0, MOST_STEPS),
		clockBreaks: clockBreaks.slice(0, MOST_STEPS),
		aheadMs: aheadOf(numbers),
		afterEnd: numbers.afterEndSeq,
		whilePaused: numbers.whilePausedSeq,
		branches: branches.map(({ name, from, entries: own }) => ({
			branch: name,
			from,
			entries: own.length
		})),
		moreBranches
	};
}

const step = (ms: number, afterSeq: number) => (ms > 0 ? { ms, afterSeq } : null);

/** How far the device's clock was ahead of the edge's, at least; null: nothing says so. */
const aheadOf = ({ offset }: Timeliness['numbers']): number | null =>
	offset && Math.round(-offset.least);

/** From what stands in a row of the attempt: for a list, and for the student. Never empty. */
export function briefDoubts(
	{ reasons, lateMs }: { reasons: readonly HeldReason[]; lateMs: number | null },
	isForked: boolean
): DoubtCode[] {
	const found: DoubtCode[] = [
		...((lateMs ?? 0) > ARRIVAL_MS ? (['late'] as const) : []),
		...reasons,
		...(isForked ? (['forked'] as const) : [])
	];
	return found.length > 0 ? found : ['kept_back'];
}

/** Which reasons hold, each where it shows. Never empty: what shows nowhere was kept back by a lock, or by somebody taken off a roster. */
export function doubtsOf(held: readonly HeldSession[], facts: readonly SessionFacts[]): Doubt[] {
	const found = facts.flatMap((of): Doubt[] => {
		const { session } = of;
		const late: Doubt[] =
			of.lateMs !== null && of.lateMs > ARRIVAL_MS
				? [{ code: 'late', session, entry: of.lastWork, ms: of.lateMs }]
				: [];
		const forks = of.branches.map(({ from }): Doubt => ({
			code: 'forked',
			session,
			entry: from,
			ms: null
		}));
		// Whoever went on elsewhere did not hand in here, and need not.
		const goesOn = held.some(({ ticket }) => ticket.previous?.session === session);
		const reasons = of.reasons.filter((code) => !goesOn || code !== 'not_submitted');
		return [
			...late,
			...reasons.map((code): Doubt => ({ code, session, ...placeOf(code, of) })),
			...forks
		];
	});
	const all = [...found, ...elsewhere(held)];
	return all.length > 0 ? all : [{ code: 'kept_back', session: null, entry: null, ms: null }];
}

function placeOf(code: Doubt['code'], of: SessionFacts): Pick<Doubt, 'entry' | 'ms'> {
	switch (code) {
		case 'gap':
			return { entry: of.longestGap?.afterSeq ?? null, ms: of.longestGap?.ms ?? null };
		case 'clock_break': {
			const [first] = of.clockBreaks.toSorted((a, b) => Math.abs(b.ms) - Math.abs(a.ms));
			return { entry: first?.afterSeq ?? null, ms: first?.ms ?? null };
		}
		case 'over_time':
			return { entry: of.lastWork, ms: Math.max(0, Math.round(of.usedMs - of.allowedMs)) };
		case 'after_end':
			return { entry: of.afterEnd, ms: null };
		case 'while_paused':
			return { entry: of.whilePaused, ms: null };
		case 'not_received':
			return { entry: of.lastWork, ms: null };
		default:
			return { entry: null, ms: null };
	}
}

/** Handed in twice, or worked on beyond what was handed over. */
function elsewhere(held: readonly HeldSession[]): Doubt[] {
	const followedAt = (session: string) =>
		held.find(({ ticket }) => ticket.previous?.session === session)?.ticket.previous?.seq;
	const submitted = held.filter(({ session, entries }) => {
		const end = entries.findLast((entry) => entry.kind === 'submit');
		if (end?.kind !== 'submit') return false;
		// A device that did not know that the attempt went on elsewhere ran out of time.
		const work = entries.findLast(({ kind }) => kind === 'response')?.seq ?? -1;
		const from = followedAt(session);
		return end.data.by !== 'clock' || from === undefined || work > from;
	});
	const twice = submitted
		.slice(1)
		.map(({ session }): Doubt => ({ code: 'handed_in_twice', session, entry: null, ms: null }));
	const beyond = held.flatMap(({ session, entries }): Doubt[] => {
		const last = entries.findLast(({ kind }) => kind === 'response')?.seq;
		const next = held.find(({ ticket }) => ticket.previous?.session === session)?.ticket.previous;
		if (last === undefined || !next || next.seq >= last) return [];
		return [{ code: 'worked_elsewhere', session, entry: next.seq + 1, ms: null }];
	});
	return [...twice, ...beyond];
}

/** Where it could be cut, for a person to choose from. What changes nothing is left out. */
export function cutsOf(held: readonly HeldSession[], facts: readonly SessionFacts[]): Cut[] {
	const all = allOf(held);
	const cuts = facts.flatMap((of): Cut[] => {
		const { session } = of;
		const only = (kind: Cut['kind'], upTo: number, branch?: string): Cut => ({
			kind,
			session,
			stands: all.map((stand): Stand =>
				stand.session === session ? { session, upTo, ...(branch && { branch }) } : stand
			)
		});
		const last = of.lastWork ?? -1;
		// What came in time, the edge's own clock has seen: gaps and clocks say nothing of it.
		const isLate = (of.lateMs ?? 0) > ARRIVAL_MS;
		const log = held.find((one) => one.session === session);
		const within = log?.entries.findLastIndex(({ t }) => t <= of.allowedMs) ?? -1;
		const before: [Cut['kind'], number | null][] = [
			['received_in_time', isLate ? of.lastInTime : null],
			['within_time', of.reasons.includes('over_time') ? within : null],
			['before_gap', isLate ? (of.gaps[0]?.afterSeq ?? null) : null],
			['before_clock_break', isLate ? (of.clockBreaks[0]?.afterSeq ?? null) : null],
			['before_end', of.afterEnd === null ? null : of.afterEnd - 1],
			['before_pause', of.whilePaused === null ? null : of.whilePaused - 1]
		];
		return [
			...of.branches.map(({ branch, entries }) => only('other_branch', entries - 1, branch)),
			...before.flatMap(([kind, upTo]) =>
				upTo !== null && upTo >= 0 && upTo < last ? [only(kind, upTo)] : []
			),
			...of.branches.slice(0, 1).map(({ from }) => only('shared', from - 1))
		];
	});
	// The device that went on first: it is what the student left.
	const devices = held.toReversed().map(({ session }) => onlyOf(held, session));
	return held.length < 2 ? cuts : [...cuts, ...devices];
}

/** One device with those that it took over from. */
function onlyOf(held: readonly HeldSession[], session: string): Cut {
	const line = new Set<string>();
	for (let at = held.find((one) => one.session === session); at && !line.has(at.session);) {
		line.add(at.session);
		const before: string | undefined = at.ticket.previous?.session;
		at = held.find((one) => one.session === before);
	}
	const stands = held
		.filter((one) => line.has(one.session))
		.map((one): Stand => {
			const next = held.find(
				(other) => line.has(other.session) && other.ticket.previous?.session === one.session
			);
			const last = one.entries.length - 1;
			return { session: one.session, upTo: Math.min(last, next?.ticket.previous?.seq ?? last) };
		});
	return { kind: 'one_device', session, stands };
}

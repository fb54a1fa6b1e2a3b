/** From the entries of an attempt to its timeline: pure, run in the worker. */
import { groupOf } from '#sync/checks.ts';
import { breaksOf, breaksUsedMs } from '#sync/breaks.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { Entry, EntryOf } from '#sync/schema/entry.ts';
import type { Receipt } from '#sync/schema/receipt.ts';
import type { StaffCheck } from '#sync/schema/observation.ts';
import {
	lanes,
	type Lane,
	type Mark,
	type Readings,
	type Row,
	type RowId,
	type Timeline
} from './model.ts';
import { backlogOf, lossesOnce, offlineMarks, silenceMarks } from './network-marks.ts';
import { checkOrder, laneOfCheck, observationMarks } from './observation-marks.ts';
import { sessionClock } from './session-clock.ts';
import { appMarks, breakMarks, toldMarks } from './told-marks.ts';
import { answersOf, pathOf } from './visit-marks.ts';

export type TimelineSession = {
	entries: readonly Entry[];
	control: readonly ControlEntry[];
};
export type TimelineInput = {
	sessions: readonly TimelineSession[];
	/** Item ids in the student's own order. */
	order: readonly string[];
	durationMs: number;
	closesAt: number;
	/** Of breaks that stop the clock, all together; absent: none. */
	breaksMs?: number | undefined;
	readReceipt(data: EntryOf<'receipt'>['data']): Receipt | null;
};

/** null while nothing has been recorded. */
export function timelineOf(input: TimelineInput): Timeline | null {
	const position = new Map(input.order.map((id, index) => [id, index]));
	const opened = input.sessions.filter(({ entries }) => entries.length > 0);
	const placed = opened.map(({ entries, control }, session) => {
		const { at } = sessionClock(entries, ({ data }) => input.readReceipt(data));
		const lastT = entries.at(-1)?.t ?? 0;
		return { session, entries, control, at, lastT, position };
	});
	if (placed.length === 0) return null;
	const startedAt = Math.min(...placed.map(({ at, entries }) => at(entries[0]?.t ?? 0)));
	const endsAt = Math.max(...placed.map(({ at, lastT }) => at(lastT)));
	const paths = placed.map((place) => pathOf(place.entries, place));
	const marks = placed.flatMap((place, index) => [
		...(paths[index]?.visits ?? []),
		...(paths[index]?.reviews ?? []),
		...lossesOnce(observationMarks(place.entries, place), offlineMarks(place.entries, place)),
		...appMarks(place.entries, place),
		...breakMarks(place.entries, { ...place, endsAt }, input.breaksMs),
		...silenceMarks(place.entries, place),
		...toldMarks(place.control, place.entries, { ...place, endsAt })
	]);
	const length = marks.reduce(
		(latest, { to }) => Math.max(latest, to - startedAt),
		Math.max(1000, endsAt - startedAt)
	);
	return {
		startedAt,
		length,
		timeUp:
			timeUp(
				input,
				// A further session begins with what was given in the one before.
				placed.at(-1)?.control ?? [],
				startedAt
			) + restedMs(placed.at(-1), input.breaksMs),
		items: input.order.length,
		entries: placed.reduce((sum, { entries }) => sum + entries.length, 0),
		rows: rowsOf(marks, startedAt),
		answers: answersOf(paths, startedAt),
		readings: readingsOf(placed, startedAt),
		backlog: backlogOf(
			placed.map(({ entries, control, at }) => ({
				recordedAt: entries.map(({ t }) => at(t)),
				receipts: receiptsOf(control, input.readReceipt)
			})),
			startedAt,
			length
		)
	};
}

/** What the breaks of a session gave back. */
function restedMs(
	place: { entries: readonly Entry[]; lastT: number } | undefined,
	allowedMs: number | undefined
): number {
	const breaks = place ? breaksOf(place.entries, allowedMs) : null;
	return breaks && place ? breaksUsedMs(breaks, place.lastT) : 0;
}

/** Added time and pauses are given in full, as the student's clock gives them. */
function timeUp(input: TimelineInput, control: readonly ControlEntry[], startedAt: number): number {
	let more = 0;
	let pausedAt: number | null = null;
	for (const entry of control) {
		if (entry.kind === 'extend') more += entry.data.addMs;
		else if (entry.kind === 'pause') pausedAt ??= entry.at;
		else if (entry.kind === 'resume' && pausedAt !== null) {
			more += entry.at - pausedAt;
			pausedAt = null;
		}
	}
	return Math.min(input.closesAt - startedAt, input.durationMs) + more;
}

function receiptsOf(
	control: readonly ControlEntry[],
	read: TimelineInput['readReceipt']
): { at: number; upTo: number }[] {
	return control.flatMap((entry) => {
		const receipt = entry.kind === 'receipt' ? read(entry.data) : null;
		return receipt ? [{ at: receipt.at, upTo: receipt.seq }] : [];
	});
}

const laneOfRow = (id: RowId): Lane => {
	switch (id) {
		case 'visits':
		case 'review':
			return 'responses';
		case 'app':
		case 'silence':
			return 'device';
		case 'offline':
			return 'network';
		case 'told':
			return 'control';
		default:
			return laneOfCheck(id);
	}
};

/** What stands in a lane before its checks, in this order. */
const firstRows: readonly RowId[] = ['visits', 'review', 'app', 'silence', 'offline', 'told'];
const isCheck = (id: RowId): id is StaffCheck => id in groupOf;

function rowOrder(a: RowId, b: RowId): number {
	if (isCheck(a) && isCheck(b)) return checkOrder(a, b);
	if (isCheck(a) || isCheck(b)) return isCheck(a) ? 1 : -1;
	return firstRows.indexOf(a) - firstRows.indexOf(b);
}

/** Rows in the order of the lanes; within a lane checks stand in the order of their list, so the picture keeps its shape. */
function rowsOf(marks: readonly Mark[], startedAt: number): Row[] {
	const byRow = new Map<RowId, Mark[]>();
	for (const mark of marks) {
		const moved = { ...mark, from: mark.from - startedAt, to: mark.to - startedAt };
		const row = byRow.get(mark.row);
		if (row) row.push(moved);
		else byRow.set(mark.row, [moved]);
	}
	return [...byRow]
		.map(([id, own]) => ({
			id,
			lane: laneOfRow(id),
			marks: own.sort((a, b) => a.from - b.from || a.to - b.to)
		}))
		.sort((a, b) => lanes.indexOf(a.lane) - lanes.indexOf(b.lane) || rowOrder(a.id, b.id));
}

function readingsOf(
	sessions: readonly { entries: readonly Entry[]; at(t: number): number }[],
	startedAt: number
): Readings {
	const all = sessions
		.flatMap(({ entries, at }) =>
			entries.flatMap((entry) =>
				entry.kind === 'readings'
					? [{ ...entry.data, from: at(entry.data.from), to: at(entry.data.to) }]
					: []
			)
		)
		.sort((a, b) => a.from - b.from);
	const share = (part: number | undefined, whole: number | undefined) =>
		whole ? (part ?? 0) / whole : Number.NaN;
	return {
		from: Float64Array.from(all, ({ from }) => from - startedAt),
		to: Float64Array.from(all, ({ to }) => to - startedAt),
		oneFace: Float32Array.from(all, ({ face }) => share(face?.single, face?.frames)),
		speech: Float32Array.from(all, ({ voice }) => share(voice?.speech, voice?.windows)),
		loudness: Float32Array.from(all, ({ voice }) => voice?.loudnessPeak ?? Number.NaN)
	};
}

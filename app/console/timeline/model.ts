/**
 * An attempt as a picture of time. All times are milliseconds of edge time since the attempt began, whichever device or
 * clock they were recorded by. What can be thousands is kept in columns (typed arrays, cheap to hand between threads and
 * to search); what a person reads one by one is a Mark.
 */
import type { EntryOf } from '#sync/schema/entry.ts';
import type { StaffCheck } from '#sync/schema/observation.ts';

export const lanes = [
	'responses',
	'page',
	'face',
	'voice',
	'device',
	'network',
	'control'
] as const;
export type Lane = (typeof lanes)[number];

/** A row of marks within a lane: one for each check seen, and the few that are not observations. */
export type RowId = 'visits' | 'review' | 'app' | 'silence' | 'offline' | 'told' | StaffCheck;

export type Fact =
	/** A question was on the screen; `changes` responses to it were recorded meanwhile. */
	| { kind: 'visit'; item: number; changes: number }
	| { kind: 'review'; item: number; marked: boolean }
	| {
			kind: 'observation';
			check: StaffCheck;
			peak: number;
			confidence: number;
			reason: string | null;
	  }
	| { kind: 'offline' }
	/** Nothing was recorded: the app was closed or the device asleep. */
	| { kind: 'silence' }
	| { kind: 'resumed'; reason: EntryOf<'resume'>['data']['reason']; gapMs: number; lostMs: number }
	| { kind: 'opened'; device: number; keyFrom: EntryOf<'open'>['data']['keyFrom'] }
	| { kind: 'submitted'; by: EntryOf<'submit'>['data']['by'] }
	| { kind: 'message' | 'warning' | 'correction'; text: string; shownAt: number | null }
	/** The student's own break. */
	| { kind: 'break' }
	/** After the clock had handed in, with time that was given. */
	| { kind: 'went_on' }
	| { kind: 'paused' }
	| { kind: 'extended'; addMs: number }
	| { kind: 'handed_over' }
	| { kind: 'ended' };

export type Mark = {
	/** The same for the same thing when the record is read again, so that focus and selection stay. */
	key: string;
	row: RowId;
	from: number;
	to: number;
	/** Had not ended when the record did. */
	open: boolean;
	/** Place in the device's log; null for what the edge wrote. */
	entry: number | null;
	session: number;
	fact: Fact;
};

export type Row = { id: RowId; lane: Lane; marks: readonly Mark[] };

/** One response entry each: when, and to which item (its place in the student's order). */
export type Answers = { at: Float64Array; item: Uint16Array };

/** One summary of about 10 s each; NaN where that sensor said nothing. */
export type Readings = {
	from: Float64Array;
	to: Float64Array;
	/** Share of frames with exactly one face. */
	oneFace: Float32Array;
	/** Share of windows with speech. */
	speech: Float32Array;
	/** dBFS. */
	loudness: Float32Array;
};

/** How many entries the edge had not yet receipted, the most in each stretch of `every` ms. */
export type Backlog = { every: number; waiting: Uint32Array; most: number };

export type Timeline = {
	/** Edge time at which the attempt was opened. */
	startedAt: number;
	/** Where the record ends. */
	length: number;
	/** When the student's time was or will be up, as the ticket and the proctors set it. */
	timeUp: number;
	/** How many items the student had. */
	items: number;
	entries: number;
	rows: readonly Row[];
	answers: Answers;
	readings: Readings;
	backlog: Backlog;
};

/**
 * The conversation between the exam's page and the worker that writes its log. The page calls `SessionHost` (session-host.ts) and is told
 * `SessionEvent`s; everything here crosses a thread, so it is plain data.
 */
import type { Order } from '#sync/order.ts';
import type { RefusalCode } from '#sync/refusal.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { Form } from '#sync/schema/form.ts';
import type { Observation } from '#sync/schema/observation.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import type { Lost } from './lost/saved-list.ts';

export type Clock = {
	/** Milliseconds since the session opened, as the next entry would say. */
	t: number;
	/** When this was read: Unix milliseconds by the page's and worker's shared monotonic clock. */
	at: number;
	remainingMs: number;
	/** All the time the student has, extensions included. */
	allowedMs: number;
	paused: boolean;
	/** What the staff said with the pause. Absent: nothing. */
	pauseText?: string;
	/** Breaks of the student's own; null: there is no allowance. */
	rest: { on: boolean; leftMs: number } | null;
};

export type OpenedForm = {
	form: Form;
	order: Order;
	media: { hash: string; contentType: string; bytes: Uint8Array<ArrayBuffer> }[];
};

/** A proctor's words, until they were shown. */
export type Notice = {
	control: number;
	kind: 'message' | 'warning' | 'correction';
	text: string;
	at: number;
	/** Of a correction: the item it is about. */
	item?: string;
};

export type Snapshot = OpenedForm & {
	session: string;
	ticket: Ticket;
	responses: [item: string, value: ResponseValue][];
	/** Sequence number of the newest entry about each. */
	recordedAt: [item: string, seq: number][];
	marked: string[];
	/** The item that was last looked at. */
	item: string | null;
	/** Sequence number of the newest response; -1: none yet. */
	newestResponse: number;
	/** Last entry the edge has confirmed. */
	receipted: number;
	/** Number of the next observation. */
	observations: number;
	/** How many stills the log names. */
	stills: number;
	/** The newest word of each that was recorded before. */
	observed: Observation[];
	notices: Notice[];
	/** All there were, read or not: they stay at their items. */
	corrections: Notice[];
	clock: Clock;
	/** What this session went on from, on another device. null: it began the attempt, or nothing could be fetched. */
	handed: { answers: number; receivedAt: number } | null;
	/** The attempt was begun on another device. */
	goesOnFrom: boolean;
	/** Part of the record was damaged; what was kept of it. */
	damaged: 'no' | 'restored' | 'continued';
	/** What was found of the record that was damaged, in that session's numbers; null: it was intact. */
	lost: Lost | null;
};

export type OpenFailure =
	/** This attempt was not started on this device. */
	| 'not_started'
	/** The questions cannot be read from this device. */
	| 'form_damaged'
	/** The browser does not open its storage. */
	| 'storage_failed';

export type Opened =
	| { kind: 'open'; snapshot: Snapshot }
	/** Handed in already. */
	| { kind: 'submitted' }
	/** It goes on on another device. */
	| { kind: 'moved'; by: MovedBy }
	| { kind: 'failed'; failure: OpenFailure };

export type StoreFault = { reason: 'full' | 'failing'; waiting: number };

export type SessionEvent =
	/** Another tab of this device has the exam open; it is opened here as soon as that one lets go. */
	| { type: 'elsewhere' }
	/** Another tab took the exam over: nothing more is written here. */
	| { type: 'taken_over' }
	| { type: 'clock'; clock: Clock; connected: boolean }
	/** It goes on on another device: what stands in the fields is recorded, then nothing more. `sent`: the edge has all of it. */
	| { type: 'moved'; sent: boolean; by: MovedBy }
	| { type: 'receipted'; seq: number }
	/** null: everything that waited is stored. */
	| { type: 'store_fault'; fault: StoreFault | null }
	| { type: 'notice'; notice: Notice }
	| { type: 'time_added'; ms: number }
	/** The edge will not take this session's log, now or later. */
	| { type: 'refused'; code: RefusalCode }
	/** Hand in what stands in the fields; it will be done without, two seconds later. */
	| { type: 'time_up' }
	| { type: 'submitted' };

/** Who decided that it goes on on another device. */
export type MovedBy = 'student' | 'staff';

export type SubmitBy = 'student' | 'clock' | 'control';

export function noticeOf({ kind, data, seq, at }: ControlEntry): Notice | null {
	if (kind === 'correction') return { control: seq, kind, text: data.text, at, item: data.item };
	if (kind !== 'message' && kind !== 'warning') return null;
	return { control: seq, kind, text: data.text, at };
}

/** The staff handed the attempt over to another device: nothing more is written in this session. */
export const isHandedOver = (control: readonly ControlEntry[]): boolean =>
	control.some(({ kind }) => kind === 'hand_over');

/** Which acts a session's control log still lacks, and what is written for each. Pure. */
import type { ControlContent, ControlEntry } from '#sync/schema/control-entry.ts';
import { givenBackMs } from '#sync/phases.ts';
import type { KeptAct } from './control-acts.ts';

/** Noted where an act's number stands, once the session has what the one before it had. */
export const BROUGHT = 'brought';

/** `content` null: nothing is to be said, now or later. */
export type Saying = { act: string; content: ControlContent | null };

/** The session before this one, on another device or before its record was damaged. */
export type Before = {
	control: readonly ControlEntry[];
	/** Acts that it was told of, and which of them its device had answered. */
	said: ReadonlyMap<string, { seq: number | null; outcome: unknown }>;
	/** Time that stood still there by the student's own breaks. */
	breaksMs: number;
};

export function toSay(input: {
	acts: readonly KeptAct[];
	said: ReadonlyMap<string, unknown>;
	student: string;
	submittedBy: 'student' | 'clock' | 'control' | null;
	/** null: the first session, or the beginning was said already. */
	before: Before | null;
	/** Pauses that were over before the session was opened took nothing from it, and a hand-over of before was of another device. */
	openedAt: number;
}): Saying[] {
	const { before, said } = input;
	const fresh = input.acts.filter(({ id }) => !said.has(id));
	const ended = fresh.findLast(({ act, at }) => act.act === 'resume' && at <= input.openedAt);
	const last = ended ? fresh.indexOf(ended) : -1;
	const sayings = fresh.map(({ id, by, act, at: sentAt }, at): Saying => {
		const heard = before?.said.get(id);
		const over = isOver(input.submittedBy, act.act);
		// Time is given back as one sum below; what was read need not be read again, but what is wrong in the exam stays wrong, and what is
		// ended stays ended.
		const known = heard !== undefined && (isTime(act.act) || heard.outcome !== null);
		const told = known && act.act !== 'correction' && act.act !== 'end';
		const past = at <= last && (act.act === 'pause' || act.act === 'resume');
		// It is for the device that was there when it was sent.
		const elsewhere = act.act === 'hand_over' && sentAt < input.openedAt;
		return { act: id, content: over || told || past || elsewhere ? null : contentOf(act, by) };
	});
	return before ? [...broughtAlong(before, input.student), ...sayings] : sayings;
}

/** What was given back in the session before is given back in this one; what stands paused goes on standing. */
function broughtAlong({ control, breaksMs }: Before, student: string): Saying[] {
	const addMs = givenBackMs(control) + breaksMs;
	const timed = control.findLast(({ kind }) => isTime(kind));
	const by = timed && timed.kind !== 'receipt' ? timed.data.by : student;
	const paused = control.findLast(({ kind }) => kind === 'pause' || kind === 'resume');
	const sayings: Saying[] = [];
	if (addMs > 0) sayings.push({ act: BROUGHT, content: { kind: 'extend', data: { by, addMs } } });
	if (paused?.kind === 'pause')
		sayings.push({ act: BROUGHT, content: { kind: 'pause', data: paused.data } });
	return sayings.length > 0 ? sayings : [{ act: BROUGHT, content: null }];
}

const isTime = (kind: string) => kind === 'extend' || kind === 'pause' || kind === 'resume';

/** After the student's own hand-in nothing is to be said; after the clock's, more time is. */
function isOver(submittedBy: string | null, act: KeptAct['act']['act']): boolean {
	return submittedBy !== null && !(submittedBy === 'clock' && act === 'extend');
}

function contentOf(act: KeptAct['act'], by: string): ControlContent {
	switch (act.act) {
		case 'message':
		case 'warning':
			return { kind: act.act, data: { by, text: act.text } };
		case 'correction':
			return { kind: 'correction', data: { by, item: act.item, text: act.text } };
		case 'extend':
			return { kind: 'extend', data: { by, addMs: act.addMs } };
		case 'pause':
			return { kind: 'pause', data: { by, ...(act.text !== undefined && { text: act.text }) } };
		default:
			return { kind: act.act, data: { by } };
	}
}

/** After the submit, or when nobody will hand in any more: in time, late but verified, or held for a person. Pure; nothing is thrown away whatever the answer. */
import { decodeControlEntry, decodeEntry } from '#sync/entry.ts';
import type { ControlEntry } from '#sync/schema/control-entry.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { decodeSegment } from '#sync/segment.ts';
import { judgeTimeliness } from '#sync/timing.ts';
import type { HeldReason } from '#sync/timing.ts';
import type { SessionRecord } from './room-store.ts';

/** A policy that takes late work takes what arrives late, not what was done against a proctor's word. */
const whateverPolicy: ReadonlySet<HeldReason> = new Set([
	'not_submitted',
	'after_end',
	'while_paused'
]);

export function judgeAttempt(
	record: SessionRecord,
	log: readonly Uint8Array[],
	control: readonly Uint8Array[],
	ticket: Ticket,
	/** When the first session of the attempt was opened. */
	startedAt: number
): Pick<SessionRecord, 'attemptState' | 'timeliness'> {
	const timeliness = judgeTimeliness(entriesOf(log), controlEntriesOf(control), ticket, startedAt);
	const late = timeliness.judgement !== 'on_time';
	const held =
		record.forked ||
		timeliness.reasons.some((reason) => whateverPolicy.has(reason)) ||
		(timeliness.judgement === 'held' && ticket.policy.lateSync !== 'accept') ||
		(late && ticket.policy.lateSync === 'reject');
	return { attemptState: held ? 'held' : 'accepted', timeliness };
}

/** Of segments that were admitted: what does not decode now was damaged on the disk. */
export function entriesOf(segments: readonly Uint8Array[]): Entry[] {
	return segments.flatMap((bytes) => rawEntries(bytes).map((raw) => admitted(decodeEntry(raw))));
}

export function controlEntriesOf(segments: readonly Uint8Array[]): ControlEntry[] {
	return segments.flatMap((bytes) =>
		rawEntries(bytes).map((raw) => admitted(decodeControlEntry(raw)))
	);
}

function rawEntries(bytes: Uint8Array): Uint8Array[] {
	const decoded = decodeSegment(bytes);
	if (!decoded.ok) throw new Error(`a stored segment does not decode: ${decoded.refusal.code}`);
	return decoded.segment.entries;
}

function admitted<E>(
	decoded: { ok: true; entry: E } | { ok: false; refusal: { code: string } }
): E {
	if (!decoded.ok) throw new Error(`a stored entry does not decode: ${decoded.refusal.code}`);
	return decoded.entry;
}

/** What one session's waiting rows become in Postgres: the segments as they are, and what is read out of them. */
import { forStaff } from '#sync/checks.ts';
import { decodeEntry } from '#sync/entry.ts';
import { decodeSegment } from '#sync/segment.ts';
import { toHex } from '#sync/bytes.ts';
import type { EvidenceRow } from '../rooms/evidence-store.ts';
import type { Bytes } from '#sync/bytes.ts';
import type { AttemptState } from '#sync/schema/attempt.ts';
import type { Observation } from '#sync/schema/observation.ts';
import { attemptStateOf } from '../rooms/attempt-state.ts';
import type { OutboxRow, WhichLog } from '../rooms/outbox-store.ts';
import type { ResponseRow } from '../rooms/response-store.ts';
import type { RoomStore, SegmentRow, SessionRecord } from '../rooms/room-store.ts';

export type ProjectedSegment = {
	log: WhichLog;
	index: number;
	first: number;
	count: number;
	/** Heads as hex: what Postgres holds must be `before` for the segment to be appended. */
	before: string;
	after: string;
	bytes: Bytes;
	admittedAt: number;
};
export type ProjectedObservation = Observation & { seq: number; wall: number; admittedAt: number };
export type Projection = {
	record: SessionRecord;
	/** Of the attempt, over all its sessions. */
	attemptState: AttemptState;
	attemptSubmitted: boolean;
	segments: ProjectedSegment[];
	observations: ProjectedObservation[];
	responses: ResponseRow[];
	evidence: EvidenceRow[];
};

export function projectionOf(
	store: RoomStore,
	record: SessionRecord,
	waiting: readonly OutboxRow[]
): Projection {
	const segments = (['log', 'control'] as const).flatMap((log) => {
		const indexes = waiting.filter((row) => row.log === log).map(({ index }) => index);
		const first = indexes[0];
		if (first === undefined) return [];
		return store
			.segments(record.session, log, first, indexes.length)
			.map((row) => projectSegment(log, row));
	});
	const observations = segments
		.filter(({ log }) => log === 'log')
		.flatMap((segment) => observationsOf(segment));
	const parts = store.attemptParts(record.attempt);
	const from = segments.find(({ log }) => log === 'log')?.first ?? Infinity;
	return {
		record,
		attemptState: store.marks.isHeld(record.attempt)
			? 'held'
			: (attemptStateOf(parts) ?? record.attemptState),
		attemptSubmitted: parts.some(({ submitted }) => submitted),
		segments,
		observations,
		responses: Number.isFinite(from) ? store.responses.of(record.session, from) : [],
		evidence: store.evidence.undrained(record.session)
	};
}

function projectSegment(log: WhichLog, row: SegmentRow): ProjectedSegment {
	const decoded = decodeSegment(row.bytes);
	if (!decoded.ok) throw new Error(`a stored segment does not decode: ${decoded.refusal.code}`);
	const { first, count, before, after } = decoded.segment;
	return { log, ...row, first, count, before: toHex(before), after: toHex(after) };
}

function observationsOf({ bytes, admittedAt }: ProjectedSegment): ProjectedObservation[] {
	const decoded = decodeSegment(bytes);
	if (!decoded.ok) return [];
	return decoded.segment.entries.flatMap((raw) => {
		const read = decodeEntry(raw);
		return read.ok && read.entry.kind === 'observation' && forStaff(read.entry.data.check)
			? [{ ...read.entry.data, seq: read.entry.seq, wall: read.entry.wall, admittedAt }]
			: [];
	});
}

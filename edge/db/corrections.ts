/** Corrections as a student was told them: their words lie in the control logs of the attempt and nowhere else. */
import { z } from 'zod';
import { decodeControlEntry } from '#sync/entry.ts';
import { decodeSegment } from '#sync/segment.ts';
import { keyOf, type Correction } from '../access/own-corrections.ts';
import { fromBase64 } from './base64.ts';
import { instant, uuid } from './columns.ts';
import type { Query } from './query.ts';

/** Whom to ask for corrections that no log of the attempt has; null: none can have been sent. As the system. */
export async function selectOptionalCorrector(
	query: Query,
	attempt: string
): Promise<{ sitting: string; room: string; submitted: number } | null> {
	const [row] = await query(
		`select a.sitting_id as sitting, a.room, a.submitted_at as submitted from exam_attempts a where a.id = $1 and a.submitted_at is not null
			and exists (select from control_acts c where c.sitting_id = a.sitting_id and c.act = 'correction')
			and not exists (select from exam_sessions x where x.attempt_id = a.id and x.erased_at is not null)`,
		[attempt]
	);
	return row ? z.object({ sitting: uuid, room: z.string(), submitted: instant }).parse(row) : null;
}

/** As the system: a student reads no log. The oldest first, each once, also where a later session was told again; none of what was erased. */
export async function selectCorrections(query: Query, attempt: string): Promise<Correction[]> {
	// Nearly all of a control log is receipts: only segments in which the word stands are read.
	const rows = await query(
		`select encode(l.bytes, 'base64') as bytes from log_segments l join exam_sessions x on x.id = l.session_id
		where x.attempt_id = $1 and x.erased_at is null and l.log = 'control'
			and position(convert_to('"kind":"correction"', 'UTF8') in l.bytes) > 0
		order by x.opened_at, l.index`,
		[attempt]
	);
	const told = new Map<string, Correction>();
	for (const { bytes } of z.array(z.object({ bytes: z.string() })).parse(rows)) {
		const decoded = decodeSegment(fromBase64(bytes));
		for (const entry of decoded.ok ? decoded.segment.entries : []) {
			const read = decodeControlEntry(entry);
			if (!read.ok || read.entry.kind !== 'correction') continue;
			const { item, text } = read.entry.data;
			const key = keyOf({ item, text });
			if (!told.has(key)) told.set(key, { item, at: read.entry.at, text });
		}
	}
	return [...told.values()];
}

/** A person's data: until when they are kept, and their end. */
import { z } from 'zod';
import { decodeControlEntry } from '#sync/entry.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { decodeSegment, SEGMENT_HEADER_BYTES } from '#sync/segment.ts';
import type { Bytes } from '#sync/bytes.ts';
import { fromBase64 } from './base64.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const kept = z.object({ until: instant.nullable(), legal_hold: z.boolean() });

/** As the person. */
export async function selectKept(query: Query): Promise<{ until: number | null; hold: boolean }> {
	const [row] = await query('select until, legal_hold from own_data_kept()');
	const { until, legal_hold } = kept.parse(row);
	return { until, hold: legal_hold };
}

const sat = z.object({ id: uuid, room: z.string(), sitting_id: uuid });

/** Attempts of the person, as the system: the person need not see in which room they were. */
export async function selectOwnRooms(query: Query, person: string) {
	const rows = await query('select id, room, sitting_id from exam_attempts where student_id = $1', [
		person
	]);
	return z.array(sat).parse(rows);
}

/** Is there nobody else who could administer the institution? */
export async function isOnlyAdmin(query: Query, person: string): Promise<boolean> {
	const [row] = await query(
		`select 'admin' = any (u.roles) and not exists (select from users o where o.institution_id = u.institution_id and o.id <> u.id
			and 'admin' = any (o.roles) and o.locked_at is null and o.erased_at is null) as only from users u where u.id = $1`,
		[person]
	);
	return z.object({ only: z.boolean() }).parse(row).only;
}

const controlSegment = z.object({ session_id: uuid, index: wholeNumber, bytes: z.string() });

/** Of the person's attempts: control segments in which more stands than receipts. As the system. */
export async function selectSpokenSegments(query: Query, person: string) {
	const rows = await query(
		`select l.session_id, l.index, encode(l.bytes, 'base64') as bytes from log_segments l join exam_sessions x on x.id = l.session_id
		join exam_attempts a on a.id = x.attempt_id where a.student_id = $1 and l.log = 'control'`,
		[person]
	);
	return z
		.array(controlSegment)
		.parse(rows)
		.filter(({ bytes }) => receiptsIn(fromBase64(bytes)) === null)
		.map(({ session_id, index }) => ({ session: session_id, index }));
}

/** null: something else stands in it, or it was cut already. */
function receiptsIn(bytes: Bytes): Signed[] | null {
	const decoded = bytes.length > SEGMENT_HEADER_BYTES ? decodeSegment(bytes) : null;
	if (!decoded?.ok) return null;
	const receipts: Signed[] = [];
	for (const entry of decoded.segment.entries) {
		const read = decodeControlEntry(entry);
		if (!read.ok || read.entry.kind !== 'receipt') return null;
		receipts.push(read.entry.data.receipt);
	}
	return receipts;
}

export const receiptsOf = (control: readonly Bytes[]): Signed[] =>
	control.flatMap((bytes) => receiptsIn(bytes) ?? []);

/** As the person; Postgres looks at the rule again. */
export async function eraseOwnData(
	query: Query,
	spoken: readonly { session: string; index: number }[]
): Promise<void> {
	await query('select erase_own_data($1, $2)', [
		spoken.map(({ session }) => session),
		spoken.map(({ index }) => index)
	]);
}

const erased = z.object({ id: uuid, erased_at: instant });

export async function selectErasedSessions(query: Query, attempt: string) {
	const rows = await query(
		'select id, erased_at from exam_sessions where attempt_id = $1 and erased_at is not null order by opened_at',
		[attempt]
	);
	return z.array(erased).parse(rows);
}

/** How far Postgres has come with these sessions. Those it does not know are not in the answer. */
import { z } from 'zod';
import { uuid, wholeNumber } from './columns.ts';
import type { Held } from './head-mismatch.ts';
import type { Query } from './query.ts';

const row = z.object({
	id: uuid,
	segments: wholeNumber,
	control_segments: wholeNumber,
	head: z.string()
});

export async function selectHeldOf(
	query: Query,
	sessions: readonly string[]
): Promise<Map<string, Held>> {
	const rows = await query(
		'select id, segments, control_segments, head from exam_sessions where id = any ($1)',
		[sessions]
	);
	return new Map(
		z
			.array(row)
			.parse(rows)
			.map(({ id, segments, control_segments, head }) => [
				id,
				{ log: segments, control: control_segments, head }
			])
	);
}

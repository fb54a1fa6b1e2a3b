/** What a sitting's sealed copies are encrypted to, and whose a copy says it is. As the system. */
import { z } from 'zod';
import { uuid, wholeNumber } from './columns.ts';
import type { Query } from './query.ts';

const copyKey = z.object({ public_key: z.string(), sealed: z.string() });
export type StoredCopyKey = z.infer<typeof copyKey>;

/** null: no ticket of the sitting was ever made. */
export async function selectOptionalCopyKey(
	query: Query,
	sitting: string
): Promise<StoredCopyKey | null> {
	const [row] = await query(
		'select public_key, sealed from sitting_copy_keys where sitting_id = $1',
		[sitting]
	);
	return row ? copyKey.parse(row) : null;
}

/** The first to come wins; whoever comes second reads it. */
export async function insertCopyKey(
	query: Query,
	sitting: string,
	{ public_key, sealed }: StoredCopyKey
): Promise<void> {
	await query(
		`insert into sitting_copy_keys (sitting_id, institution_id, public_key, sealed)
		select s.id, s.institution_id, $2, $3 from sittings s where s.id = $1 on conflict (sitting_id) do nothing`,
		[sitting, public_key, sealed]
	);
}

const target = z.object({
	id: uuid,
	student_name: z.string(),
	number: wholeNumber,
	erased: z.boolean()
});

/** The attempt at that sitting; null: there is none. */
export async function selectOptionalCopyTarget(query: Query, sitting: string, attempt: string) {
	const [row] = await query(
		`select a.id, u.name as student_name, a.number, u.erased_at is not null as erased
		from exam_attempts a join users u on u.id = a.student_id where a.id = $2 and a.sitting_id = $1`,
		[sitting, attempt]
	);
	return row ? target.parse(row) : null;
}

/** Files of an attempt that have arrived. The bytes lie in object storage, under the attempt and the hash. */
import { z } from 'zod';
import { uploadType } from '#sync/schema/file-receipt.ts';
import { item } from '#sync/schema/item.ts';
import type { ItemOf } from '#sync/schema/item.ts';
import { signed } from '#sync/schema/signed.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { instant, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const arrived = z.object({
	hash: z.string(),
	content_type: uploadType,
	bytes: wholeNumber,
	receipt: signed,
	arrived_at: instant
});
export type ArrivedFile = z.infer<typeof arrived>;
const columns = 'hash, content_type, bytes, receipt, arrived_at';

/** Row-level security lets the staff of the sitting and the student see them; anyone else gets none. */
export async function selectFiles(query: Query, attempt: string): Promise<ArrivedFile[]> {
	const rows = await query(
		`select ${columns} from attempt_files where attempt_id = $1 order by arrived_at, hash`,
		[attempt]
	);
	return z.array(arrived).parse(rows);
}

export async function selectOptionalFile(
	query: Query,
	attempt: string,
	hash: string
): Promise<ArrivedFile | null> {
	const [row] = await query(
		`select ${columns} from attempt_files where attempt_id = $1 and hash = $2`,
		[attempt, hash]
	);
	return row ? arrived.parse(row) : null;
}

const size = z.object({ hash: z.string(), bytes: wholeNumber });

/** Of every file that arrived, whatever the answers name by now. */
export async function selectFileSizes(query: Query, attempt: string) {
	const rows = await query('select hash, bytes from attempt_files where attempt_id = $1', [
		attempt
	]);
	return z.array(size).parse(rows);
}

/** The item as the attempt's form has it; null: no item for files. */
export async function selectUploadItem(
	query: Query,
	attempt: string,
	id: string
): Promise<ItemOf<'upload'> | null> {
	const [row] = await query(
		`select i as item from exam_attempts a join sittings s on s.id = a.sitting_id join exam_forms f on f.id = s.form_id,
			jsonb_array_elements(f.form -> 'items') i where a.id = $1 and i ->> 'id' = $2`,
		[attempt, id]
	);
	const found = row ? z.object({ item }).parse(row).item : null;
	return found?.type === 'upload' ? found : null;
}

/** Of who was erased nothing is kept; else the receipt that counts: another device's, where that was first. */
export async function insertFile(
	query: Query,
	attempt: string,
	file: Omit<ArrivedFile, 'arrived_at'> & { at: number }
): Promise<Signed | null> {
	await query(
		`insert into attempt_files (attempt_id, hash, institution_id, content_type, bytes, receipt, arrived_at)
		select a.id, $2, a.institution_id, $3, $4::int, $5::jsonb, to_timestamp($6::float8 / 1000)
		from exam_attempts a join users u on u.id = a.student_id where a.id = $1 and u.erased_at is null
		on conflict (attempt_id, hash) do nothing`,
		[attempt, file.hash, file.content_type, file.bytes, JSON.stringify(file.receipt), file.at]
	);
	return (await selectOptionalFile(query, attempt, file.hash))?.receipt ?? null;
}

export async function deleteFile(query: Query, attempt: string, hash: string): Promise<void> {
	await query('delete from attempt_files where attempt_id = $1 and hash = $2', [attempt, hash]);
}

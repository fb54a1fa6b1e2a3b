/** Which pictures and sounds an institution has bytes for. */
import { z } from 'zod';
import { wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

export async function insertMedia(
	query: Query,
	by: { person: string; institution: string },
	media: { hash: string; contentType: string; bytes: number; name: string }
): Promise<void> {
	await query(
		`insert into bank_media (institution_id, hash, content_type, bytes, name, added_by) values ($1, $2, $3, $4, $5, $6)
		on conflict do nothing`,
		[by.institution, media.hash, media.contentType, media.bytes, media.name, by.person]
	);
}

/** Which of these hashes the institution has no bytes for. */
export async function selectMissingMedia(
	query: Query,
	hashes: readonly string[]
): Promise<string[]> {
	const rows = await query(
		'select h from unnest($1::text[]) h where not exists (select from bank_media m where m.hash = h)',
		[hashes]
	);
	return z
		.array(z.object({ h: z.string() }))
		.parse(rows)
		.map(({ h }) => h);
}

const kept = z.object({ content_type: z.string(), bytes: wholeNumber });
export async function selectOptionalMedia(query: Query, hash: string) {
	const [row] = await query('select content_type, bytes from bank_media where hash = $1', [hash]);
	return row ? kept.parse(row) : null;
}

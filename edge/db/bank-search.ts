/** What is found in the bank, and by what it can be narrowed. Row-level security keeps what is neither one's own nor shared away. */
import { z } from 'zod';
import { difficulty } from '#sync/schema/authored-item.ts';
import type { bankFacets, bankQuery, BankSummary } from '#sync/schema/bank.ts';
import { plain } from '../access/bank-words.ts';
import { selectOwnerNames } from './bank.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const found = z.object({
	total: wholeNumber,
	id: uuid,
	name: z.string(),
	type: z.string(),
	excerpt: z.string(),
	category: z.array(z.string()),
	tags: z.array(z.string()),
	difficulty: difficulty.nullable(),
	language: z.string().nullable(),
	points: z.number(),
	version: wholeNumber,
	updated_at: instant,
	/** To the microsecond, which many have in common: what a page ends with must be told from the next. */
	moment: z.string(),
	owner_id: uuid,
	shared: z.boolean(),
	duplicates: wholeNumber
});
const nothingFound = z.object({ total: wholeNumber, id: z.null() });

const MOST_COUNTED = 100_001;
const matching = `b.archived_at is null
	and ($1::text[] is null or b.words like all ($1::text[]))
	and ($2::text is null or b.type = $2) and ($3::text is null or $3 = any (b.tags))
	and ($4::text is null or b.category[1] = $4) and ($5::text is null or b.difficulty = $5)
	and case $6::text when 'mine' then b.owner_id = $7::uuid when 'shared' then b.shared and b.owner_id <> $7::uuid else true end`;

export async function selectBank(
	query: Query,
	person: string,
	asked: z.infer<typeof bankQuery>
): Promise<{ items: BankSummary[]; total: number; next: string | null }> {
	const limit = asked.limit ?? 50;
	const filter = [
		searchTerms(asked.search),
		asked.type ?? null,
		asked.tag ?? null,
		asked.subject ?? null,
		asked.difficulty ?? null,
		asked.from ?? null,
		person
	];
	const after = asked.after ? readCursor(asked.after) : null;
	// Looked through once, for the page and for the count: there is a row even where nothing is found.
	const answered = z.array(z.union([found, nothingFound])).parse(
		await query(
			`with found as materialized (select b.id, b.updated_at from bank_items b where ${matching}),
				counted as (select count(*) as total from (select from found limit ${MOST_COUNTED}) most),
				page as (select id from found where $8::timestamptz is null or (updated_at, id) < ($8, $9::uuid)
					order by updated_at desc, id desc limit $10)
			select counted.total, b.id, b.name, b.type, b.excerpt, b.category, b.tags, b.difficulty, b.language, b.points, b.version,
				b.updated_at, to_char(b.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment,
				b.owner_id, b.shared, (select count(*) from bank_items d where d.institution_id = b.institution_id
					and d.content_hash = b.content_hash and d.id <> b.id and d.archived_at is null) as duplicates
			from counted left join (page join bank_items b using (id)) on true order by b.updated_at desc, b.id desc`,
			[...filter, after?.at ?? null, after?.id ?? null, limit + 1]
		)
	);
	const rows = answered.flatMap((row) => (row.id === null ? [] : [row]));
	const shown = rows.slice(0, limit);
	const names = await selectOwnerNames(
		query,
		shown.map(({ id }) => id)
	);
	const last = shown.at(-1);
	return {
		items: shown.map(({ owner_id, updated_at, moment: _moment, total: _total, ...rest }) => ({
			...rest,
			updatedAt: updated_at,
			mine: owner_id === person,
			ownerName: names.get(rest.id) ?? ''
		})),
		total: answered[0]?.total ?? 0,
		next: rows.length > limit && last ? `${last.id} ${last.moment}` : null
	};
}

/** Every word must be there; a formula may be written with other spaces than in the item. % and _ are letters here. */
function searchTerms(search: string | undefined): string[] | null {
	const text = plain(search ?? '');
	if (text === '') return null;
	const like = (part: string) => `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`;
	return /[\\^_{}=+]/.test(text)
		? [like(text.replaceAll(/[\s$]+/g, ''))]
		: text.split(' ').slice(0, 12).map(like);
}

function readCursor(text: string): { id: string; at: string } | null {
	const [, id, at] = /^([0-9a-f-]{36}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)$/.exec(text) ?? [];
	const isReal = id && at && uuid.safeParse(id).success && !Number.isNaN(Date.parse(at));
	return isReal ? { id, at } : null;
}

export async function selectFacets(query: Query): Promise<z.infer<typeof bankFacets>> {
	const rows = z
		.array(
			z.object({
				kind: z.enum(['subjects', 'tags', 'types']),
				name: z.string(),
				count: wholeNumber
			})
		)
		.parse(
			await query(
				`with seen as materialized (select type, category[1] as subject, tags from bank_items where archived_at is null),
					found as (select 'types' as kind, type as name from seen
						union all select 'subjects', subject from seen where subject is not null
						union all select 'tags', unnest(tags) from seen)
				select kind, name, count(*) as count from found group by kind, name order by kind, count(*) desc, name limit 600`
			)
		);
	const of = (kind: 'subjects' | 'tags' | 'types') =>
		rows
			.filter((row) => row.kind === kind)
			.slice(0, 200)
			.map(({ name, count }) => ({ name, count }));
	return { subjects: of('subjects'), tags: of('tags'), types: of('types') };
}

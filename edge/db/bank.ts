/** Rows of the bank. Row-level security keeps what is not one's own, or shared in one's institution, away whatever is asked. */
import { z } from 'zod';
import { authoredItem, difficulty } from '#sync/schema/authored-item.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { bankBulk, bankFacets, bankQuery, BankSummary } from '#sync/schema/bank.ts';
import { contentHash, excerptOf, plain, wordsOf } from '../access/bank-words.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const summary = z.object({
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

const MOST_COUNTED = 100_001;
const matching = `b.archived_at is null
	and ($1::text[] is null or not exists (select from unnest($1::text[]) term where b.words not like term))
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
	const rows = z.array(summary).parse(
		await query(
			`select b.id, b.name, b.type, b.excerpt, b.category, b.tags, b.difficulty, b.language, b.points, b.version, b.updated_at,
				to_char(b.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment,
				b.owner_id, b.shared, (select count(*) from bank_items d where d.institution_id = b.institution_id
					and d.content_hash = b.content_hash and d.id <> b.id and d.archived_at is null) as duplicates
			from bank_items b where ${matching}
				and ($8::timestamptz is null or (b.updated_at, b.id) < ($8, $9::uuid))
			order by b.updated_at desc, b.id desc limit $10`,
			[...filter, after?.at ?? null, after?.id ?? null, limit + 1]
		)
	);
	const [counted] = await query(
		`select count(*) as n from (select 1 from bank_items b where ${matching} limit ${MOST_COUNTED}) found`,
		filter
	);
	const shown = rows.slice(0, limit);
	const names = await selectOwnerNames(
		query,
		shown.map(({ id }) => id)
	);
	const last = shown.at(-1);
	return {
		items: shown.map(({ owner_id, updated_at, moment: _moment, ...rest }) => ({
			...rest,
			updatedAt: updated_at,
			mine: owner_id === person,
			ownerName: names.get(rest.id) ?? ''
		})),
		total: z.object({ n: wholeNumber }).parse(counted).n,
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

async function selectOwnerNames(query: Query, ids: string[]): Promise<Map<string, string>> {
	const rows = await query('select item, name from bank_owner_names($1)', [ids]);
	const read = z.array(z.object({ item: uuid, name: z.string() })).parse(rows);
	return new Map(read.map(({ item, name }) => [item, name]));
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

const head = z.object({
	id: uuid,
	version: wholeNumber,
	owner_id: uuid,
	shared: z.boolean(),
	content_hash: z.string()
});
export type BankHead = z.infer<typeof head>;

export async function selectOptionalBankHead(query: Query, id: string): Promise<BankHead | null> {
	const [row] = await query(
		'select id, version, owner_id, shared, content_hash from bank_items where id = $1',
		[id]
	);
	return row ? head.parse(row) : null;
}

export async function selectOptionalVersion(
	query: Query,
	id: string,
	version: number
): Promise<AuthoredItem | null> {
	const [row] = await query(
		'select authored from bank_item_versions where item_id = $1 and version = $2',
		[id, version]
	);
	return row ? z.object({ authored: authoredItem }).parse(row).authored : null;
}

/** Newest first. Whoever made one is named; they are a colleague whose item one can see. */
export async function selectVersions(query: Query, id: string) {
	const names = await selectOwnerNames(query, [id]);
	const rows = z
		.array(z.object({ version: wholeNumber, made_at: instant }))
		.parse(
			await query(
				'select version, made_at from bank_item_versions where item_id = $1 order by version desc limit 200',
				[id]
			)
		);
	const ownerName = names.get(id) ?? '';
	return {
		ownerName,
		versions: rows.map(({ version, made_at }) => ({ version, by: ownerName, at: made_at }))
	};
}

export async function selectDuplicates(query: Query, { id, content_hash }: BankHead) {
	const rows = await query(
		'select id, name from bank_items where content_hash = $1 and id <> $2 and archived_at is null order by name limit 20',
		[content_hash, id]
	);
	return z.array(z.object({ id: uuid, name: z.string() })).parse(rows);
}

/** Which of these the person has already, not put away. */
export async function selectKnown(
	query: Query,
	person: string,
	hashes: readonly string[]
): Promise<Set<string>> {
	const rows = await query(
		'select distinct content_hash from bank_items where owner_id = $1 and archived_at is null and content_hash = any ($2)',
		[person, hashes]
	);
	return new Set(
		z
			.array(z.object({ content_hash: z.string() }))
			.parse(rows)
			.map((row) => row.content_hash)
	);
}

/** In the bank an item is called `item`: it gets a name of its own in each exam. */
export function bankForm(authored: AuthoredItem): AuthoredItem {
	const item = { ...authored.item, id: 'item' };
	return {
		...authored,
		item,
		solution: authored.solution && { ...authored.solution, item: 'item' },
		feedback: authored.feedback && { ...authored.feedback, item: 'item' }
	};
}

const columnsOf = (authored: AuthoredItem) => ({
	name: authored.name,
	type: authored.item.type,
	excerpt: excerptOf(authored),
	category: authored.category,
	tags: authored.tags,
	difficulty: authored.difficulty,
	language: authored.language,
	points: authored.item.points,
	content_hash: contentHash(authored),
	words: wordsOf(authored)
});

const AT_ONCE = 500;

export async function insertBankItems(
	query: Query,
	by: { person: string; institution: string; shared: boolean },
	items: readonly { id: string; authored: AuthoredItem }[]
): Promise<void> {
	for (let from = 0; from < items.length; from += AT_ONCE) {
		const some = items.slice(from, from + AT_ONCE);
		const rows = some.map(({ id, authored }) => ({ id, ...columnsOf(authored) }));
		await query(
			`insert into bank_items (id, institution_id, owner_id, shared, name, type, excerpt, category, tags, difficulty, language, points,
				content_hash, words)
			select id, $2, $3, $4, name, type, excerpt, category, tags, difficulty, language, points, content_hash, words
			from jsonb_to_recordset($1::jsonb) as r (id uuid, name text, type text, excerpt text, category text[], tags text[],
				difficulty text, language text, points float8, content_hash text, words text)`,
			[JSON.stringify(rows), by.institution, by.person, by.shared]
		);
		await query(
			`insert into bank_item_versions (item_id, version, institution_id, authored, made_by)
			select id, 1, $2, authored, $3 from jsonb_to_recordset($1::jsonb) as r (id uuid, authored jsonb)`,
			[JSON.stringify(some), by.institution, by.person]
		);
	}
}

/** false: somebody, or another tab, changed it since `base`. */
export async function insertVersion(
	query: Query,
	by: { person: string; institution: string },
	{ id, base, authored }: { id: string; base: number; authored: AuthoredItem }
): Promise<boolean> {
	const changed = await query(
		`update bank_items b set version = b.version + 1, updated_at = now(), name = r.name, type = r.type, excerpt = r.excerpt,
			category = r.category, tags = r.tags, difficulty = r.difficulty, language = r.language, points = r.points,
			content_hash = r.content_hash, words = r.words
		from jsonb_to_record($3::jsonb) as r (name text, type text, excerpt text, category text[], tags text[], difficulty text,
			language text, points float8, content_hash text, words text)
		where b.id = $1 and b.version = $2 returning b.version`,
		[id, base, JSON.stringify(columnsOf(authored))]
	);
	if (changed.length === 0) return false;
	await query(
		'insert into bank_item_versions (item_id, version, institution_id, authored, made_by) values ($1, $2, $3, $4, $5)',
		[id, base + 1, by.institution, JSON.stringify(authored), by.person]
	);
	return true;
}

/** As many as an item may have (sync/schema/authored-item.ts). */
const MOST_TAGS = 50;

/** Those of the person's own among `ids`; where they are filed is no new version of what they ask. Answers how many. */
export async function changeMany(
	query: Query,
	person: string,
	change: z.infer<typeof bankBulk>
): Promise<number> {
	const rows = await query(
		`with changed as (update bank_items set updated_at = now(),
			category = coalesce($3::text[], category),
			tags = (select coalesce((array_agg(distinct tag))[1:${MOST_TAGS}], '{}') from unnest(tags || $4::text[]) tag where tag <> all ($5::text[])),
			difficulty = case when $6 then $7 else difficulty end,
			shared = coalesce($8, shared),
			archived_at = case when $9::boolean is null then archived_at when $9 then coalesce(archived_at, now()) end
		where id = any ($1) and owner_id = $2 returning 1) select count(*) as n from changed`,
		[
			change.ids,
			person,
			change.category ?? null,
			change.addTags ?? [],
			change.removeTags ?? [],
			change.difficulty !== undefined,
			change.difficulty ?? null,
			change.shared ?? null,
			change.archived ?? null
		]
	);
	return z.object({ n: wholeNumber }).parse(rows[0]).n;
}

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

/** Rows of the bank. Row-level security keeps what is not one's own, or shared in one's institution, away whatever is asked. */
import { z } from 'zod';
import { authoredItem } from '#sync/schema/authored-item.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { bankBulk } from '#sync/schema/bank.ts';
import { contentHash, excerptOf, wordsOf } from '../access/bank-words.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

/** Of those that one may see; by item. */
export async function selectOwnerNames(query: Query, ids: string[]): Promise<Map<string, string>> {
	const rows = await query('select item, name from bank_owner_names($1)', [ids]);
	const read = z.array(z.object({ item: uuid, name: z.string() })).parse(rows);
	return new Map(read.map(({ item, name }) => [item, name]));
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
	excerpt: excerptOf(authored.item),
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

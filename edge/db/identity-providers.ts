import { z } from 'zod';
import { uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const provider = z.object({
	id: uuid,
	institution_id: uuid,
	name: z.string(),
	issuer: z.string(),
	client_id: z.string(),
	enabled: z.boolean()
});
export type IdentityProvider = z.infer<typeof provider>;
const columns = 'id, institution_id, name, issuer, client_id, enabled';

const offered = z.object({
	id: uuid,
	name: z.string(),
	institution_id: uuid,
	institution_name: z.string(),
	several: z.boolean()
});

/** What anybody may see before signing in. An institution has ten at most, so none of the first 200 institutions' is left out. */
export async function selectOfferedProviders(query: Query): Promise<z.infer<typeof offered>[]> {
	const rows = await query(
		`select p.id, p.name, p.institution_id, i.name as institution_name, (select count(*) from institutions) > 1 as several
		from identity_providers p join institutions i on i.id = p.institution_id
		where p.enabled order by lower(i.name), i.id, lower(p.name), p.id limit 2000`
	);
	return z.array(offered).parse(rows);
}

/** Until the transaction ends, whoever else adds one here waits: of many at once, each counts those before it. */
export async function countProvidersOf(query: Query, institution: string): Promise<number> {
	await query("select pg_advisory_xact_lock(hashtextextended('providers ' || $1, 0))", [
		institution
	]);
	const [row] = await query(
		'select count(*) as n from identity_providers where institution_id = $1',
		[institution]
	);
	return z.object({ n: wholeNumber }).parse(row).n;
}

export async function selectOptionalProvider(
	query: Query,
	id: string
): Promise<IdentityProvider | null> {
	const [row] = await query(`select ${columns} from identity_providers where id = $1`, [id]);
	return row ? provider.parse(row) : null;
}

export async function selectProvidersOf(
	query: Query,
	institution: string
): Promise<IdentityProvider[]> {
	const rows = await query(
		`select ${columns} from identity_providers where institution_id = $1 order by name`,
		[institution]
	);
	return z.array(provider).parse(rows);
}

/** Sealed by the Worker; null: a public client. Only for the Worker itself. */
export async function selectSealedSecret(query: Query, id: string): Promise<string | null> {
	const [row] = await query('select provider_secret($1) as secret', [id]);
	return z.object({ secret: z.string().nullable() }).parse(row).secret;
}

/** Answers false when the institution has it already. */
export async function insertProvider(
	query: Query,
	made: IdentityProvider,
	sealedSecret: string | null
): Promise<boolean> {
	const rows = await query(
		`insert into identity_providers (id, institution_id, name, issuer, client_id) values ($1, $2, $3, $4, $5)
		on conflict do nothing returning id`,
		[made.id, made.institution_id, made.name, made.issuer, made.client_id]
	);
	if (rows.length === 0) return false;
	if (sealedSecret !== null) await saveSealedSecret(query, made.id, sealedSecret);
	return true;
}

/** Answers false when the institution has it already. */
export async function saveProvider(query: Query, changed: IdentityProvider): Promise<boolean> {
	const rows = await query(
		`update identity_providers p set name = $2, client_id = $3, enabled = $4 where id = $1 and not exists (
			select from identity_providers other where other.institution_id = p.institution_id and other.issuer = p.issuer
				and other.client_id = $3 and other.id <> p.id
		) returning id`,
		[changed.id, changed.name, changed.client_id, changed.enabled]
	);
	return rows.length === 1;
}

export async function saveSealedSecret(query: Query, id: string, sealed: string): Promise<void> {
	await query('select set_provider_secret($1, $2)', [id, sealed]);
}

export async function deleteProvider(query: Query, id: string): Promise<boolean> {
	return (
		(await query('delete from identity_providers where id = $1 returning id', [id])).length === 1
	);
}

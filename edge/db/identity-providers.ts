import { z } from 'zod';
import { uuid } from './columns.ts';
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

export async function selectEnabledProviders(query: Query): Promise<IdentityProvider[]> {
	const rows = await query(
		`select ${columns} from identity_providers where enabled order by name limit 50`
	);
	return z.array(provider).parse(rows);
}

export async function selectOptionalProvider(
	query: Query,
	id: string
): Promise<IdentityProvider | null> {
	const [row] = await query(`select ${columns} from identity_providers where id = $1`, [id]);
	return row ? provider.parse(row) : null;
}

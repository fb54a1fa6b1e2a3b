/** Reading the audit log: searched, page by page, newest first. */
import { z } from 'zod';
import type { auditQuery, AuditRow } from '#sync/schema/administration.ts';
import { auditRow } from '#sync/schema/administration.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const row = z.object({
	seq: wholeNumber,
	happened_at: instant,
	actor_id: uuid.nullable(),
	actor_name: z.string().nullable(),
	action: z.string(),
	subject: z.string().nullable(),
	subject_name: z.string().nullable(),
	subject_is_person: z.boolean(),
	detail: auditRow.shape.detail,
	address: z.string().nullable(),
	request: z.string().nullable(),
	hash: z.string()
});

type Asked = z.infer<typeof auditQuery>;

const filter = `a.institution_id = $1 and a.seq is not null and ($2::text is null or a.action = $2) and ($3::uuid is null or a.actor_id = $3)
	and ($4::text is null or a.subject = $4 or a.actor_id::text = $4 or lower(u.name) like '%' || lower($4) || '%'
		or lower(s.name) like '%' || lower($4) || '%')
	and ($5::float8 is null or a.happened_at >= to_timestamp($5::float8 / 1000))
	and ($6::float8 is null or a.happened_at <= to_timestamp($6::float8 / 1000)) and ($7::bigint is null or a.seq < $7)`;
const tables = `audit_logs a left join users u on u.id = a.actor_id left join users s on s.id::text = a.subject`;
const values = (institution: string, asked: Asked) => [
	institution,
	asked.action ?? null,
	asked.actor ?? null,
	asked.search?.trim() || null,
	asked.from ?? null,
	asked.to ?? null,
	asked.before ?? null
];

export async function selectAuditPage(query: Query, institution: string, asked: Asked) {
	const limit = asked.limit ?? 50;
	const found = await query(
		`select a.seq, a.happened_at, a.actor_id, u.name as actor_name, a.action, a.subject,
			coalesce(s.name, p.name, i.name) as subject_name, s.id is not null as subject_is_person, a.detail, a.address, a.request, a.hash
		from ${tables} left join identity_providers p on p.id::text = a.subject left join institutions i on i.id::text = a.subject
		where ${filter} order by a.seq desc limit $8`,
		[...values(institution, asked), limit + 1]
	);
	const rows: AuditRow[] = z
		.array(row)
		.parse(found.slice(0, limit))
		.map(({ happened_at, actor_id, actor_name, subject_name, subject_is_person, ...rest }) => ({
			...rest,
			at: happened_at,
			actor: actor_id,
			actorName: actor_name,
			subjectName: subject_name,
			subjectIsPerson: subject_is_person
		}));
	const actions = await query(
		'select distinct action from audit_logs where institution_id = $1 order by action',
		[institution]
	);
	return {
		rows,
		next: found.length > limit ? (rows.at(-1)?.seq ?? null) : null,
		actions: actions.map(({ action }) => String(action))
	};
}

const line = z.object({ seq: wholeNumber, line: z.string(), hash: z.string() });
export type AuditLine = z.infer<typeof line>;

/** In the order of the chain: exactly the text that was hashed. */
export async function selectAuditLines(
	query: Query,
	institution: string,
	after: number,
	limit: number
): Promise<AuditLine[]> {
	const rows = await query(
		'select seq, line, hash from audit_logs where institution_id = $1 and seq > $2 order by seq limit $3',
		[institution, after, limit]
	);
	return z.array(line).parse(rows);
}

export async function selectSearchedLines(
	query: Query,
	institution: string,
	asked: Asked,
	limit: number
): Promise<AuditLine[]> {
	const rows = await query(
		`select a.seq, a.line, a.hash from ${tables} where ${filter} order by a.seq limit $8`,
		[...values(institution, asked), limit]
	);
	return z.array(line).parse(rows);
}

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

/** Whom a word names is looked up once, and only where there is one: a join over every row of the log would be asked of all people. */
const filter = `a.institution_id = $1 and a.seq is not null and ($2::text is null or a.action = $2) and ($3::uuid is null or a.actor_id = $3)
	and ($4::text is null or a.subject = $4 or a.actor_id::text = $4
		or a.actor_id in (select id from users where lower(name) like '%' || lower($4) || '%')
		or a.subject in (select id::text from users where lower(name) like '%' || lower($4) || '%'))
	and ($5::float8 is null or a.happened_at >= to_timestamp($5::float8 / 1000))
	and ($6::float8 is null or a.happened_at <= to_timestamp($6::float8 / 1000)) and ($7::bigint is null or a.seq < $7)`;
/** null: the subject is no row of ours, but a word. */
const subjectId = `case when a.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then a.subject::uuid end`;
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
		`with page as materialized (select a.*, ${subjectId} as subject_id from audit_logs a where ${filter} order by a.seq desc limit $8)
		select a.seq, a.happened_at, a.actor_id, u.name as actor_name, a.action, a.subject,
			coalesce(s.name, p.name, i.name) as subject_name, s.id is not null as subject_is_person, a.detail, a.address, a.request, a.hash
		from page a left join users u on u.id = a.actor_id left join users s on s.id = a.subject_id
			left join identity_providers p on p.id = a.subject_id left join institutions i on i.id = a.subject_id
		order by a.seq desc`,
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
		`select a.seq, a.line, a.hash from audit_logs a where ${filter} order by a.seq limit $8`,
		[...values(institution, asked), limit]
	);
	return z.array(line).parse(rows);
}

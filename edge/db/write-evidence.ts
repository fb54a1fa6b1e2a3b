/** What was refused or forked, as it came: kept for whoever has to judge it. In the caller's transaction. */
import { toBase64 } from './base64.ts';
import type { Query } from './database.ts';
import type { EvidenceRow } from '../rooms/evidence-store.ts';

/** A row whose attempt is not known is left out: its ticket was signed for an attempt that is gone. */
export async function writeEvidence(query: Query, evidence: readonly EvidenceRow[]): Promise<void> {
	for (const row of evidence)
		await query(
			`insert into evidence (institution_id, session_id, attempt_id, code, evidence, bytes, happened_at, room_row)
			select institution_id, $2::uuid, id, $3::text, $4::jsonb, decode($5, 'base64'), to_timestamp($6::float8 / 1000), $7::bigint
			from exam_attempts where id = $1 on conflict do nothing`,
			[
				row.attempt,
				row.session,
				row.code,
				row.evidence,
				row.bytes ? toBase64(row.bytes) : null,
				row.at,
				row.id
			]
		);
}

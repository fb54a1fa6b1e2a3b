/** What an attempt's student and the staff of its sitting may look at, and nobody else. */
import type { Context } from 'hono';
import { permit } from '../access/permit.ts';
import { selectOptionalAttempt } from '../db/attempts.ts';
import { transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectOptionalSitting } from '../db/sittings.ts';
import { noSuchFile } from './file-answer.ts';
import type { Authenticated } from './signed-in.ts';

/** Somebody else's attempt and one that does not exist are answered alike. */
export function asOwnerOrStaff<T>(
	context: Context<Authenticated>,
	id: string,
	work: (query: Query, who: { owns: boolean }) => Promise<T>
): Promise<T> {
	const asker = context.get('asker');
	return transaction(context.env, context.get('actor'), async (query) => {
		const attempt = await selectOptionalAttempt(query, id);
		if (!attempt) throw noSuchFile();
		const { student_id, institution_id, sitting_id } = attempt;
		const owner = { student: student_id, institution: institution_id };
		if (permit(asker, { to: 'sit_attempt', attempt: owner })) return work(query, { owns: true });
		const staffed = await selectOptionalSitting(query, sitting_id, asker.id);
		const sitting = { institution: institution_id, staff: staffed ? [asker.id] : [] };
		if (!permit(asker, { to: 'read_record', sitting })) throw noSuchFile();
		return work(query, { owns: false });
	});
}

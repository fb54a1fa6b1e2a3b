/** Whom an exam is shared with, and for what. */
import { z } from 'zod';
import { examShares, shareRequest } from '#sync/schema/dashboards.ts';
import { transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectShares } from '../db/exams.ts';
import { uuid } from '../db/columns.ts';
import { draftRoom, usable } from './exam-in-use.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { audit } from './who-asks.ts';

const tag = 'Teaching';

const shares = operation(
	{
		id: 'examShares',
		method: 'get',
		path: '/teacher/exams/:id/permissions',
		tag,
		summary: 'Whom an exam of one’s own is shared with',
		access: 'signed_in',
		answer: examShares,
		refusals: ['not_found']
	},
	(context) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const exam = await usable(context, query, 'share');
			return { shares: await selectShares(query, exam.id) };
		})
);

const share = operation(
	{
		id: 'shareExam',
		method: 'put',
		path: '/teacher/exams/:id/permissions',
		tag,
		summary: 'Share an exam of one’s own with a colleague, or no longer',
		access: 'signed_in',
		body: shareRequest,
		answer: examShares,
		refusals: ['not_found']
	},
	async (context, { body }) => {
		const { room, colleague, answer } = await transaction(
			context.env,
			context.get('actor'),
			async (query) => {
				const exam = await usable(context, query, 'share');
				const colleague = await findColleague(query, exam.id, body);
				if (colleague === null)
					throw new ProblemError('not_found', 'There is no such colleague of yours.');
				if (body.permissions.length === 0)
					await query('delete from teacher_exam_permissions where exam_id = $1 and user_id = $2', [
						exam.id,
						colleague
					]);
				else
					await query(
						`insert into teacher_exam_permissions (exam_id, user_id, institution_id, permissions, granted_by)
					values ($1, $2, $3, $4, $5) on conflict (exam_id, user_id) do update set permissions = excluded.permissions`,
						[
							exam.id,
							colleague,
							exam.institution_id,
							[...new Set(body.permissions)],
							context.get('asker').id
						]
					);
				await audit(context, query, {
					action: 'exam_shared',
					subject: exam.id,
					detail: { with: colleague, permissions: body.permissions.join(',') }
				});
				return {
					room: draftRoom(context.env, exam.id),
					colleague,
					answer: { shares: await selectShares(query, exam.id) }
				};
			}
		);
		// After the commit: whoever comes back is asked again what they may.
		await room.endEditing(colleague);
		return answer;
	}
);

/** By address among all colleagues; by id only among those it is shared with. */
async function findColleague(
	query: Query,
	exam: string,
	{ email, person }: z.infer<typeof shareRequest>
): Promise<string | null> {
	if (person !== undefined) {
		const shares = await selectShares(query, exam);
		return shares.some((one) => one.person === person) ? person : null;
	}
	const [row] = await query('select find_colleague($1) as id', [email]);
	return z.object({ id: uuid.nullable() }).parse(row).id;
}

export const examSharing = [shares, share];

import type { Context } from 'hono';
import type { ReadDraft } from '#sync/draft/draft-document.ts';
import { draftOfForm } from '#sync/draft/draft-of-form.ts';
import { permit } from '../access/permit.ts';
import type { ExamPermission } from '../access/permit.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectOptionalExam } from '../db/exams.ts';
import type { Exam } from '../db/exams.ts';
import { selectNewestForm } from '../db/publishing.ts';
import { readId } from './body.ts';
import type { Env } from '../env.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';

/** An exam that is not there and one that was not shared are answered alike. */
export async function usable(
	context: Context<Authenticated>,
	query: Query,
	may: ExamPermission | 'share'
): Promise<Exam> {
	const asker = context.get('asker');
	const found = await selectOptionalExam(query, readId(context, 'id'), asker.id);
	const exam = found && {
		institution: found.institution_id,
		owner: found.owner_id,
		granted: found.granted
	};
	const allowed =
		exam &&
		(may === 'share'
			? permit(asker, { to: 'share_exam', exam })
			: permit(asker, { to: 'use_exam', exam, permission: may }));
	if (!found || !allowed) throw new ProblemError('not_found', 'There is no such exam.');
	return found;
}

export const draftRoom = (env: Env, exam: string) =>
	env.DRAFT_ROOM.get(env.DRAFT_ROOM.idFromName(exam));

/** With something in it: what was published without a draft is the first. */
export async function begunDraftRoom(env: Env, exam: Pick<Exam, 'id' | 'owner_id'>) {
	const room = draftRoom(env, exam.id);
	if (await room.begun()) return room;
	const newest = await transaction(env, system, (query) => selectNewestForm(query, exam.id));
	if (newest)
		await room.begin(draftOfForm(newest.form, newest.solutions, newest.feedback), exam.owner_id);
	return room;
}

/** Of an exam that `usable` gave. */
export const mayUse = (
	context: Context<Authenticated>,
	{ institution_id, owner_id, granted }: Exam,
	permission: ExamPermission
): boolean =>
	permit(context.get('asker'), {
		to: 'use_exam',
		exam: { institution: institution_id, owner: owner_id, granted },
		permission
	});

export async function readDraftOf(env: Env, exam: Exam): Promise<ReadDraft> {
	const room = await begunDraftRoom(env, exam);
	return JSON.parse(await room.read()) as ReadDraft;
}

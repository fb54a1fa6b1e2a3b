/** The sitting that marking, release and results are asked of. One that is not there and one that one may do nothing with are answered alike. */
import type { Context } from 'hono';
import type { MarkingConflict } from '#sync/schema/marking.ts';
import { permit } from '../access/permit.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectAskedSitting, selectAskedSittingOf } from '../db/marking.ts';
import type { AskedSitting } from '../db/marking.ts';
import { readId } from './body.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';

/** mark: may mark. manage: may edit the exam. see: may mark, or teaches in the sitting. teach: teaches in it. */
export type SittingUse = 'mark' | 'manage' | 'see' | 'teach';

export function mayWith(
	context: Context<Authenticated>,
	sitting: AskedSitting,
	use: SittingUse
): boolean {
	const asker = context.get('asker');
	const exam = {
		institution: sitting.institution_id,
		owner: sitting.owner,
		granted: sitting.granted
	};
	const marks = permit(asker, { to: 'use_exam', exam, permission: 'mark' });
	const teaches = permit(asker, {
		to: 'read_results',
		sitting: { institution: sitting.institution_id, staff: sitting.staffed ? [asker.id] : [] }
	});
	switch (use) {
		case 'mark':
			return marks;
		case 'teach':
			return teaches;
		case 'see':
			return marks || teaches;
		case 'manage':
			return permit(asker, { to: 'use_exam', exam, permission: 'edit' });
	}
}

/** As the person: the database asks too. */
export async function askedSitting(
	context: Context<Authenticated>,
	query: Query,
	id: string,
	use: SittingUse
): Promise<AskedSitting> {
	const found = await selectAskedSitting(query, id);
	if (!found || !mayWith(context, found, use))
		throw new ProblemError('not_found', 'There is no such sitting.');
	return found;
}

export const noSuchAttempt = () => new ProblemError('not_found', 'There is no such attempt.');

/** Of the attempt that is named. After the person was looked at, the work is the Worker's own. */
export async function asAllowedOn<T>(
	context: Context<Authenticated>,
	use: SittingUse,
	work: (query: Query, attempt: string, sitting: AskedSitting) => Promise<T>
): Promise<T> {
	const id = readId(context, 'id');
	const sitting = await transaction(context.env, context.get('actor'), async (query) => {
		const found = await selectAskedSittingOf(query, id);
		if (!found || !mayWith(context, found, use)) throw noSuchAttempt();
		return found;
	});
	return transaction(context.env, system, (query) => work(query, id, sitting));
}

export const conflict = (
	because: MarkingConflict,
	detail: string,
	more: Record<string, string | number | boolean> = {}
) => new ProblemError('conflict', detail, { evidence: { because, ...more } });

/** Which pages of a sitting are somebody's to open: asked of the same rules as the pages themselves. */
import type { z } from 'zod';
import { sittingParts } from '#sync/schema/api.ts';
import { permit } from '../access/permit.ts';
import { transaction } from '../db/database.ts';
import { selectAskedSitting } from '../db/marking.ts';
import { selectOptionalPlan } from '../db/plans.ts';
import { mayWith } from './asked-sitting.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';

type Part = z.infer<typeof sittingParts>['parts'][number];

const list = operation(
	{
		id: 'sittingParts',
		method: 'get',
		path: '/sittings/:id/parts',
		tag: 'Supervising',
		summary: 'What of a sitting one may open: its hall, its plan, held work, marking and results',
		access: 'signed_in',
		answer: sittingParts,
		refusals: ['not_found']
	},
	async (context) => {
		const id = readId(context, 'id');
		const asker = context.get('asker');
		const { plan, asked } = await transaction(context.env, context.get('actor'), async (query) => ({
			plan: await selectOptionalPlan(query, id),
			asked: await selectAskedSitting(query, id)
		}));
		const sitting = plan && {
			institution: plan.institution_id,
			staff: plan.staffs ? [asker.id] : [],
			mayChange: plan.may_change
		};
		const may: Record<Part, boolean> = {
			hall: sitting !== null && permit(asker, { to: 'watch_sitting', sitting }),
			plan: sitting !== null && permit(asker, { to: 'plan_sitting', sitting }),
			held: asked !== null && mayWith(context, asked, 'teach'),
			marking: asked !== null && mayWith(context, asked, 'mark'),
			results: asked !== null && mayWith(context, asked, 'see')
		};
		const parts = sittingParts.shape.parts.element.options.filter((part) => may[part]);
		if (parts.length === 0) throw new ProblemError('not_found', 'There is no such sitting.');
		return { parts };
	}
);

export const sittingPartLists = [list];

/** How a sitting is marked and how far it is, as a marker sees it. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { criteriaOf, rubricOf } from '#sync/marking/rubric.ts';
import type { markingOverview } from '#sync/schema/marking.ts';
import { stillWriting } from '../access/still-writing.ts';
import { selectUnfinished } from '../db/attempts.ts';
import { system, transaction } from '../db/database.ts';
import { selectOptionalKeyedForm } from '../db/form-keys.ts';
import type { KeyedForm } from '../db/form-keys.ts';
import {
	dealScripts,
	selectAssignments,
	selectMarkers,
	selectMarking,
	selectProgress,
	sumProgress
} from '../db/marking.ts';
import { selectForOthersToDecide } from '../db/own-to-decide.ts';
import { askedSitting, mayWith } from './asked-sitting.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';

/** The keys stay at the edge: of them a marker gets rubrics. As the system. */
export async function keyedFormOf(env: Authenticated['Bindings'], id: string): Promise<KeyedForm> {
	const keyed = await transaction(env, system, (query) => selectOptionalKeyedForm(query, id));
	if (!keyed) throw new ProblemError('not_found', 'There is no such form.');
	return keyed;
}

export async function overviewOf(
	context: Context<Authenticated>,
	id: string
): Promise<z.input<typeof markingOverview>> {
	const { env } = context;
	const me = context.get('asker').id;
	const { sitting, progress, markers } = await transaction(
		env,
		context.get('actor'),
		async (query) => {
			const found = await askedSitting(context, query, id, 'mark');
			await dealScripts(query, id);
			return {
				sitting: found,
				progress: await selectProgress(query, id),
				markers: await selectMarkers(query, id)
			};
		}
	);
	const { marking, assignments, keyed, writing, forOthers } = await transaction(
		env,
		system,
		async (query) => ({
			marking: await selectMarking(query, id),
			assignments: await selectAssignments(query, id),
			keyed: await selectOptionalKeyedForm(query, sitting.form),
			forOthers: await selectForOthersToDecide(query, id, me),
			writing: stillWriting(await selectUnfinished(query, id), Date.now()) !== null
		})
	);
	if (!keyed) throw new ProblemError('not_found', 'There is no such form.');
	const mine = forOthers.without(progress);
	const solutions = new Map(keyed.keys.solutions.map((one) => [one.item, one]));
	return {
		sitting: id,
		exam: sitting.exam,
		form: sitting.form,
		title: sitting.title,
		revision: marking.revision,
		state: marking.closedAt === null ? 'open' : 'closed',
		closedAt: marking.closedAt,
		namesHidden: marking.settings.blind && marking.namedAt === null,
		settings: marking.settings,
		scripts: marking.scripts,
		items: keyed.form.items.flatMap((item, at) => {
			const own = mine.get(item.id);
			if (!own) return [];
			const assigned = assignments.get(item.id) ?? [];
			return {
				item,
				number: at + 1,
				rubric: rubricOf(solutions.get(item.id)),
				criteria: criteriaOf(solutions.get(item.id)),
				markers: assigned,
				mine: assigned.length === 0 || assigned.includes(me),
				toDecide: own.toModerate - forOthers.waiting(item.id),
				progress: own
			};
		}),
		progress: sumProgress(mine.values()),
		markers,
		may: {
			manage: mayWith(context, sitting, 'manage'),
			moderate: true,
			decide: mayWith(context, sitting, 'teach')
		},
		held: marking.held,
		writing
	};
}

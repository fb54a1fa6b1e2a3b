/** A monitor outside of the app adds what it observed. It signs in as an API client, as a person on the staff of the sitting. */
import { monitorAnswer, monitorEvents } from '#sync/schema/dashboards.ts';
import { permit } from '../access/permit.ts';
import { selectOptionalAttempt } from '../db/attempts.ts';
import { transaction } from '../db/database.ts';
import { insertOutsideEvents } from '../db/monitoring.ts';
import { selectOptionalSitting } from '../db/sittings.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';

const add = operation(
	{
		id: 'addMonitorEvents',
		method: 'post',
		path: '/monitor/events',
		tag: 'Supervising',
		summary:
			'Observations of another monitor, up to 200 at once; they never become part of the log',
		access: 'signed_in',
		body: monitorEvents,
		answer: monitorAnswer,
		status: 202,
		refusals: ['not_found']
	},
	(context, { body }) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const asker = context.get('asker');
			const attempt = await selectOptionalAttempt(query, body.attempt);
			const staffed = attempt && (await selectOptionalSitting(query, attempt.sitting_id, asker.id));
			const sitting = {
				institution: attempt?.institution_id ?? '',
				staff: staffed ? [asker.id] : []
			};
			if (!attempt || !permit(asker, { to: 'watch_sitting', sitting }))
				throw new ProblemError('not_found', 'There is no such attempt.');
			await insertOutsideEvents(query, { person: asker.id, institution: asker.institution }, body);
			return { added: body.events.length };
		})
);

export const monitors = [add];

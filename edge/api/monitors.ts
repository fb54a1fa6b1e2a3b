/** A monitor outside of the app adds what it observed. It signs in as an API client, as a person on the staff of the sitting. */
import { monitorAnswer, monitorEvents } from '#sync/schema/dashboards.ts';
import { DatabaseAwayError, NotSignedInError } from '../db/database.ts';
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
		refusals: ['not_found', 'too_many_requests']
	},
	async ({ env, get }, { body }) => {
		const { signIn } = get('signedIn');
		const asker = get('asker');
		// Roles too: what waits together is written as one person with the same rights.
		const name = [signIn, ...[...asker.roles].sort()].join(' ');
		const desk = env.MONITOR_DESK.get(env.MONITOR_DESK.idFromName(name));
		switch (await desk.add(signIn, asker, body)) {
			case 'added':
				return { added: body.events.length };
			case 'not_found':
				throw new ProblemError('not_found', 'There is no such attempt.');
			case 'crowded':
				throw new ProblemError('too_many_requests', 'Too much is waiting to be stored.', {
					retryAfterSeconds: 1
				});
			case 'not_signed_in':
				throw new NotSignedInError();
			case 'away':
				throw new DatabaseAwayError('Postgres is away');
		}
	}
);

export const monitors = [add];

/** A change of device: what a further session of one's own attempt goes on from. */
import { keyRequest } from '#sync/schema/api.ts';
import { handoverAnswer } from '#sync/schema/handover.ts';
import { openTicket } from '#sync/ticket.ts';
import { transaction } from '../db/database.ts';
import { edgeKeyOf } from '../keys.ts';
import { ownAttempt, refuseEnded } from './attempts.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';

const handOver = operation(
	{
		id: 'fetchHandedOver',
		method: 'post',
		path: '/attempts/:id/hand-over',
		tag: 'Sitting an exam',
		summary:
			'What of one’s own attempt has arrived from the device before, up to the head that this device’s ticket names; nothing is changed',
		access: 'signed_in',
		body: keyRequest,
		answer: handoverAnswer,
		refusals: ['not_found', 'ticket_invalid', 'attempt_ended']
	},
	async (context, { body: { ticket: signed } }) => {
		const { env } = context;
		const id = readId(context, 'id');
		const attempt = await transaction(env, context.get('actor'), (query) =>
			ownAttempt(query, id, context.get('asker'))
		);
		refuseEnded(attempt);
		const opened = await openTicket(signed, [edgeKeyOf(env)]);
		if (!opened.ok || opened.ticket.attempt !== id || opened.ticket.student !== attempt.student_id)
			throw new ProblemError('ticket_invalid', 'The ticket does not hold.');
		const { previous } = opened.ticket;
		if (!previous) throw new ProblemError('not_found', 'The ticket goes on from nothing.');
		const room = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(attempt.room));
		const found = await room.handedOver(id, previous);
		// The room lost its rows, or is of before a backup.
		if (found === null)
			throw new ProblemError('not_found', 'The session before is not here any more.');
		return handoverAnswer.parse(JSON.parse(found));
	}
);

export const handOvers = [handOver];

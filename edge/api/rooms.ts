/** A device's socket: the ticket is opened here, the room trusts what it is handed. */
import { readTicketProtocol, openTicket } from '#sync/ticket.ts';
import { edgeKeyOf } from '../keys.ts';
import { readId } from './body.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { TICKET_HEADER } from '../rooms/device-socket.ts';

const log = operation(
	{
		id: 'logSocket',
		method: 'get',
		path: '/rooms/:room/log/:session',
		tag: 'Sitting an exam',
		summary: 'A session’s log, both ways (WebSocket; sync/SPEC.md)',
		access: 'ticket',
		answer: 'socket',
		refusals: ['ticket_invalid', 'too_many_requests']
	},
	async (context) => {
		const { env, req } = context;
		if (req.header('Upgrade')?.toLowerCase() !== 'websocket')
			throw new ProblemError('invalid_request', 'This is a WebSocket.');
		const session = readId(context, 'session');
		const signed = readTicketProtocol(req.header('Sec-WebSocket-Protocol') ?? null);
		// Expiry is not asked: what was written under a ticket comes in however late, and is judged (T3).
		const opened = await openTicket(signed, [edgeKeyOf(env)]);
		// One answer for a forged and a foreign ticket: whoever guesses learns nothing.
		if (!opened.ok || opened.ticket.room !== req.param('room')) throw ticketRefused();
		const room = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(opened.ticket.room));
		const headers = new Headers(req.raw.headers);
		headers.set(TICKET_HEADER, JSON.stringify({ session, signed }));
		const answer = await room.fetch(new Request(req.raw, { headers }));
		if (answer.status === 401) throw ticketRefused();
		if (answer.status === 429)
			throw new ProblemError('too_many_requests', 'Too many devices of one attempt.', {
				retryAfterSeconds: 30
			});
		return answer;
	}
);

export const rooms = [log];

const ticketRefused = () => new ProblemError('ticket_invalid', 'The ticket does not hold.');

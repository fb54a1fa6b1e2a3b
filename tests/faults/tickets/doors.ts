/** Everywhere that a ticket opens something: what is asked, and what was answered, word for word. */
import { sha256Hex } from '#sync/hash.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { ticketHeader, ticketProtocol } from '#sync/ticket.ts';
import { EdgeClient } from '../../support/edge-client.ts';
import { RawSocket } from '../../support/edge-socket.ts';
import type { World } from './world.ts';

export interface Answered {
	opened: boolean;
	status: number;
	/** The body. */
	words: string;
	ms: number;
}

export interface Door {
	name: string;
	/** `from`: another address each time, because whoever goes on with tickets that do not hold has to wait. */
	knock(ticket: Signed, from: string): Promise<Answered>;
	/** With what is no envelope; null: there it cannot even be written. */
	knockWith: ((text: string | undefined) => Promise<Answered>) | null;
}

export const NEW_SESSION = 'socket of a new session';

export function doorsOf(world: World): Door[] {
	const { own, session, file, still, stack } = world;
	const attempt = `/attempts/${own.attempt.id}`;
	const [fileHash, stillHash] = [sha256Hex(file), sha256Hex(still)];
	// Who brings a file is not signed in: an exam in progress never asks for a password.
	const nobody = new EdgeClient(stack.origin);
	const byHeader = (name: string, method: 'GET' | 'PUT', path: string, body?: Uint8Array): Door => {
		const ask = async (authorization: string | undefined) => {
			const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
			return answered(await nobody.ask(method, attempt + path, { headers, body }));
		};
		return {
			name,
			knock: (ticket) => ask(ticketHeader(ticket)),
			knockWith: (text) => ask(text === undefined ? undefined : `Ticket ${text}`)
		};
	};
	const socket = (name: string, into: () => string): Door => {
		const knock = async (ticket: string[]): Promise<Answered> => {
			const began = performance.now();
			const to = { room: own.ticket.room, session: into(), ticket };
			const answer = await RawSocket.open(stack.origin, to);
			const ms = performance.now() - began;
			if (!(answer instanceof RawSocket))
				return { opened: false, status: answer.status, words: answer.body, ms };
			answer.close();
			return { opened: true, status: 101, words: '', ms };
		};
		return {
			name,
			knock: (ticket) => knock(ticketProtocol(ticket)),
			knockWith: (text) => knock(['invigil.1', ...(text ? [`ticket.${text}`] : [])])
		};
	};
	return [
		socket('socket of the session', () => session),
		socket(NEW_SESSION, () => crypto.randomUUID()),
		{
			name: 'key',
			knock: async (ticket, from) =>
				answered(
					await own.client.ask('POST', `${attempt}/key`, {
						body: { ticket },
						headers: { 'CF-Connecting-IP': from }
					})
				),
			knockWith: null
		},
		byHeader('how far a file has come', 'GET', `/files/${fileHash}/parts`),
		byHeader('part of a file', 'PUT', `/files/${fileHash}/parts/0`, file),
		byHeader('how far a still has come', 'GET', `/stills/${stillHash}/parts`),
		byHeader('part of a still', 'PUT', `/stills/${stillHash}/parts/0`, still),
		byHeader('proof in the public log', 'GET', `/sessions/${session}/log-proof`)
	];
}

const answered = ({ status, body, ms }: Awaited<ReturnType<EdgeClient['ask']>>): Answered => ({
	opened: status < 400,
	status,
	words: JSON.stringify(body),
	ms
});

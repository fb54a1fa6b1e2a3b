/**
 * The public log for everybody to read (C2SP tlog-tiles): a checkpoint and tiles, as they lie in the storage. There is no way to write
 * here. And for who has a ticket, the proof that their own session stands in it.
 */
import { readTilePath } from '#sync/transparency/tile-path.ts';
import { logProofAnswer } from '#sync/schema/public-log.ts';
import { openTicket, readTicketHeader } from '#sync/ticket.ts';
import { edgeKeyOf } from '../keys.ts';
import { tilesIn, readPublished } from '../rooms/log-objects.ts';
import { readId } from './body.ts';
import { proofsOf } from './log-proofs.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';

const tag = 'Public log';

const checkpoint = operation(
	{
		id: 'logCheckpoint',
		method: 'get',
		path: '/log/checkpoint',
		tag,
		summary: 'How large the public log is, and its root, signed (C2SP tlog-checkpoint)',
		access: 'everyone',
		answer: 'text',
		refusals: ['not_found']
	},
	async (context) => {
		const published = await readPublished(context.env.LOG_TILES);
		if (!published) throw new ProblemError('not_found', 'Nothing is in the log yet.');
		return new Response(published.note, {
			headers: {
				'Content-Type': 'text/plain; charset=utf-8',
				// It grows every few seconds.
				'Cache-Control': 'public, max-age=2'
			}
		});
	}
);

const tile = operation(
	{
		id: 'logTile',
		method: 'get',
		path: '/log/tile/:name{.+}',
		tag,
		summary: 'Hashes or entries of the public log (C2SP tlog-tiles): 0/x001/234, entries/000.p/5',
		access: 'everyone',
		answer: 'bytes',
		refusals: ['not_found']
	},
	async (context) => {
		const named = readTilePath(`tile/${context.req.param('name') ?? ''}`);
		// Only names that a tile can have reach the storage.
		const bytes = named && (await tilesIn(context.env.LOG_TILES)(named));
		if (!bytes) throw new ProblemError('not_found', 'There is no such tile.');
		return new Response(bytes as Uint8Array<ArrayBuffer>, {
			headers: {
				'Content-Type': 'application/octet-stream',
				// Named by its place and width, and nothing in its place ever changes.
				'Cache-Control': 'public, max-age=31536000, immutable'
			}
		});
	}
);

const proof = operation(
	{
		id: 'logProof',
		method: 'get',
		path: '/attempts/:id/sessions/:session/log-proof',
		tag,
		summary:
			'The proof that a session of the attempt stands in the public log (ticket in Authorization)',
		access: 'ticket',
		answer: logProofAnswer,
		refusals: ['ticket_invalid']
	},
	async (context) => {
		const { env, req } = context;
		const [id, session] = [readId(context, 'id'), readId(context, 'session')];
		// Expiry is not asked, as of the log itself (T3).
		const opened = await openTicket(readTicketHeader(req.header('Authorization')), [
			edgeKeyOf(env)
		]);
		if (!opened.ok || opened.ticket.attempt !== id)
			throw new ProblemError('ticket_invalid', 'The ticket does not hold.');
		const room = env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(opened.ticket.room));
		const logged = await room.loggedHeads(id);
		const [made] = await proofsOf(
			env,
			logged.filter((head) => head.session === session)
		);
		return { proof: made ?? null };
	}
);

export const publicLog = [checkpoint, tile, proof];

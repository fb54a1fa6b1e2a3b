/**
 * Tickets that open nothing, at every door that a ticket opens, with the true one in between: it opens each of them. What a refusal says,
 * and how long it takes, is the same whatever was wrong.
 */
import { refusalCodes } from '#sync/refusal.ts';
import { issueTicket } from '#sync/ticket.ts';
import { openRaw } from '../../support/edge-socket.ts';
import { eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import type { FaultClass } from '../fault-class.ts';
import { withEdge } from '../with-edge.ts';
import { doorsOf, NEW_SESSION } from './doors.ts';
import type { Answered, Door } from './doors.ts';
import { forgeries, shapeless } from './forged.ts';
import { Times } from './times.ts';
import { ticketWorld } from './world.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;

export const tickets: FaultClass = {
	id: 'tickets',
	title: 'Tickets that open nothing',
	does: 'Another student’s, expired, of another sitting or installation, signed by another key, algorithm or for another purpose, changed, truncated, without a signature, after the hand-in and after the end; at sockets, for the key, for files, stills and proofs. The true one opens each of these doors, the others none, and a refusal has the same words whatever was wrong. The slowest kind of refusal and the quickest are compared by their medians, in per cent. At stake is each try; lost is one that opened something.',
	sizes: { full: 480, slice: 36 },
	run: (options) =>
		withEdge(async (stack) => {
			const world = await ticketWorld(stack);
			const forged = Object.entries(await forgeries(world));
			const shapes = Object.entries(shapeless(world));
			const doors = doorsOf(world);
			const times = new Times();
			const said = new Map<string, string>();
			/** One after another, so that what is compared was measured under the same load. */
			const tries = [
				...forged.map(([name, forge]) => async (seed: number, tally: Tally) => {
					const ticket = await forge(seed);
					for (const [at, door] of doors.entries()) {
						// A session that nobody has is theirs to open: it is taken for nobody else's.
						if (name.startsWith('another') && door.name === NEW_SESSION) continue;
						const answer = await door.knock(ticket, addressOf(seed, at));
						judge(door, name, answer, tally, said);
						times.add(door.name, name, answer.ms);
					}
				}),
				...shapes.map(([name, texts]) => async (_seed: number, tally: Tally) => {
					for (const door of doors)
						if (door.knockWith) judge(door, name, await door.knockWith(texts[0]), tally, said);
				}),
				async (seed: number, tally: Tally) => open(world, doors, seed, tally),
				async (_seed: number, tally: Tally) => afterwards(world, tally)
			];
			const outcome = await eachSeed(options, async (seed, tally) => {
				// At the key, an account is let in again thirty seconds after two hundred refusals: here each is somebody else's.
				if (seed % 100 === 0)
					await stack.database((query) =>
						query("delete from counted_acts where act = 'start_key_refused'")
					);
				await tries[seed % tries.length]?.(seed, tally);
			});
			world.close();
			return { ...outcome, seen: { ...outcome.seen, ...times.ratios() } };
		})
};

const addressOf = (seed: number, at: number) =>
	`198.18.${(seed >> 5) & 255}.${((seed & 31) << 3) + at}`;

function judge(
	{ name: door }: Door,
	what: string,
	{ opened, status, words }: Answered,
	tally: Tally,
	said: Map<string, string>
): void {
	tally.entries += 1;
	if (opened) tally.lost += 1;
	if (opened || status !== 401)
		throw new Error(`${door}, a ticket ${what}: answered ${status} ${words}`);
	const before = said.get(door) ?? words;
	said.set(door, before);
	if (words !== before)
		throw new Error(`${door}, a ticket ${what}: says ${words}, and others ${before}`);
	tally.saw(`refused: ${what}`);
}

/** What opens nothing to a door that nobody can open would prove nothing. */
async function open(world: World, doors: Door[], seed: number, tally: Tally): Promise<void> {
	for (const [at, door] of doors.entries()) {
		const answer = await door.knock(world.own.signed, addressOf(seed, at));
		if (!answer.opened)
			throw new Error(`${door.name}, the true ticket: answered ${answer.status} ${answer.words}`);
		tally.saw('opened: the true ticket');
	}
}

/** Of one's own, and too late: each is told why, and none gets anything. */
async function afterwards(world: World, tally: Tally): Promise<void> {
	const { own, over, handedIn, stack } = world;
	const { papers, session, late } = handedIn;
	const expired = await issueTicket(
		{ ...own.ticket, expiresAt: Date.now() - HOUR },
		await stack.signer()
	);
	const key = ({ client, attempt }: typeof own, ticket = own.signed) =>
		client.ask('POST', `/attempts/${attempt.id}/key`, { body: { ticket } });
	const asked = [
		['after the end: key', await key(over, over.signed), 'closed'],
		['expired: key', await key(own, expired), 'ticket_expired'],
		['after the hand-in: key', await key(papers, papers.signed), 'attempt_ended'],
		[
			'after the hand-in: a new ticket',
			await papers.client.ask('POST', `/attempts/${papers.attempt.id}/ticket`, {
				body: { deviceKey: papers.ticket.deviceKey }
			}),
			'attempt_ended'
		]
	] as const;
	for (const [what, { status, body }, code] of asked) {
		tally.entries += 1;
		if (status < 400) tally.lost += 1;
		const { code: found } = body as { code?: string };
		if (found !== code) throw new Error(`${what}: answered ${status} ${JSON.stringify(body)}`);
		tally.saw(`${what}: ${code}`);
	}
	// The socket opens, because what was written before may come late; what was written since is not taken in.
	const socket = await openRaw(stack.origin, {
		room: papers.ticket.room,
		session,
		ticket: papers.signed
	});
	socket.send(late);
	const { code } = await socket.ended;
	tally.entries += 1;
	if (code !== refusalCodes.after_submit)
		throw new Error(`an answer after the hand-in: closed with ${code}`);
	tally.saw('after the hand-in: an answer: refused');
}

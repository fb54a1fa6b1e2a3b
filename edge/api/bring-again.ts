/** After an older backup of the database was put back: every room brings what it has and the database lost. */
import { z } from 'zod';
import { bringingAgain, broughtAgain } from '#sync/schema/administration.ts';
import type { BroughtAgain } from '#sync/schema/administration.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { logProblem } from '../log.ts';
import { asAdmin } from './admin-guard.ts';
import { operation } from './operation.ts';
import { audit } from './who-asks.ts';

/** A request ends in time, and a Worker has few connections at once. */
const ROOMS_AT_ONCE = 40;

async function selectRooms(
	query: Query,
	institution: string,
	since: number,
	after: string | null
): Promise<string[]> {
	const rows = await query(
		`select distinct a.room from exam_attempts a join sittings s on s.id = a.sitting_id
		where a.institution_id = $1 and s.closes_at >= to_timestamp($2::float8 / 1000) and a.room > $3 order by a.room limit $4`,
		[institution, since, after ?? '', ROOMS_AT_ONCE]
	);
	return z
		.array(z.object({ room: z.string() }))
		.parse(rows)
		.map(({ room }) => room);
}

const bring = operation(
	{
		id: 'bringAgain',
		method: 'post',
		path: '/admin/rooms/bring-again',
		tag: 'Administration',
		summary:
			'After an older backup of the database was put back: what the rooms of the institution have and the database lost waits to be written again; page by page',
		access: 'signed_in',
		body: bringingAgain,
		answer: broughtAgain,
		refusals: ['not_allowed']
	},
	async (context, { body }) => {
		const institution = asAdmin(context);
		const { env } = context;
		// Whether they are an admin still, before the Worker looks for rooms in its own name: an admin may not see attempts.
		await transaction(env, context.get('actor'), async (query) => {
			if (body.after === null)
				await audit(context, query, {
					action: 'rooms_brought_again',
					subject: institution,
					detail: { since: body.since }
				});
		});
		const rooms = await transaction(env, system, (query) =>
			selectRooms(query, institution, body.since, body.after)
		);
		const answer: BroughtAgain = {
			rooms: rooms.length,
			silent: 0,
			sessions: 0,
			behind: 0,
			other: 0,
			next: rooms.length === ROOMS_AT_ONCE ? (rooms.at(-1) ?? null) : null
		};
		for (const room of rooms)
			try {
				const brought = await env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).bringAgain();
				answer.sessions += brought.sessions;
				answer.behind += brought.behind;
				answer.other += brought.other;
			} catch (problem) {
				answer.silent += 1;
				logProblem('rooms.bring_again', problem, { room });
			}
		return answer;
	}
);

export const bringAgainOperations = [bring];

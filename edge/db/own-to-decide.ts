/** Of two marks that differ too much somebody else decides: not who gave one of them, unless there is nobody else. */
import { z } from 'zod';
import { uuid } from './columns.ts';
import type { Query } from './database.ts';
import type { Progress } from './marking.ts';

const own = z.object({ script: uuid, item: z.string(), decided: z.boolean(), owner: z.boolean() });

/**
 * Answers with two such marks, one of which the person gave, and that somebody else may decide. `decided`: somebody has. As the system:
 * nobody else learns who marked what. Of the answers that `answer_states` in the database has, which nobody may ask from here: it
 * counts those that wait for a decision, and these are taken off its count.
 */
export async function selectForOthersToDecide(query: Query, sitting: string, person: string) {
	const rows = await query(
		`with two as (
			select k.script_id, k.item, array_agg(k.marker_id) filter (where k.role = 'marker') as markers,
				coalesce(bool_or(k.role = 'moderator'), false) as decided
			from marks k join sitting_marking h on h.sitting_id = k.sitting_id
				join marking_scripts c on c.id = k.script_id
				join exam_attempts a on a.id = c.attempt_id and a.state in ('submitted', 'held', 'accepted', 'released')
				join results r on r.attempt_id = c.attempt_id and r.item = k.item and r.automatic is null and r.source <> 'override'
					and r.struck is null
			where k.sitting_id = $1 and k.done_at is not null
			group by k.script_id, k.item, h.tolerance
			having count(*) filter (where k.role = 'marker') >= 2
				and max(k.points) filter (where k.role = 'marker') - min(k.points) filter (where k.role = 'marker') > h.tolerance
		)
		select t.script_id as script, t.item, t.decided,
			exists (select from sittings s join exams e on e.id = s.exam_id where s.id = $1 and e.owner_id = $2::uuid) as owner
		from two t
		where $2::uuid = any (t.markers) and exists (select from markers_of($1) o join users u on u.id = o.id
			where u.locked_at is null and 'teacher' = any (u.roles) and u.id <> all (t.markers))`,
		[sitting, person]
	);
	const found = z.array(own).parse(rows);
	const all = new Set(found.map(({ script, item }) => `${script} ${item}`));
	const waiting = new Map<string, number>();
	for (const { item, decided } of found)
		if (!decided) waiting.set(item, (waiting.get(item) ?? 0) + 1);
	return {
		has: (script: string, item: string): boolean => all.has(`${script} ${item}`),
		/** How many of an item nobody has decided yet. */
		waiting: (item: string): number => waiting.get(item) ?? 0,
		/** The database counts them among what the exam's owner can do. */
		without: (progress: ReadonlyMap<string, Progress>): Map<string, Progress> =>
			new Map(
				[...progress].map(([item, one]) => {
					const less = found[0]?.owner ? (waiting.get(item) ?? 0) : 0;
					return [item, { ...one, forMe: one.forMe - less }];
				})
			)
	};
}
export type ForOthersToDecide = Awaited<ReturnType<typeof selectForOthersToDecide>>;

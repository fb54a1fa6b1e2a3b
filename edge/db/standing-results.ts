/** Results as they stand, locked until the transaction ends. */
import { z } from 'zod';
import { itemResult } from '#sync/schema/api.ts';
import { uuid } from './columns.ts';
import type { Query } from './query.ts';

export const standingResult = z.object({
	item: z.string(),
	points: z.number().nullable(),
	maximum: z.number(),
	marked_by: itemResult.shape.by,
	reason: itemResult.shape.reason,
	automatic: z.number().nullable(),
	automatic_reason: itemResult.shape.reason.nullable(),
	source: z.enum(['rules', 'marks', 'override']),
	person_points: z.number().nullable(),
	struck: z.enum(['full', 'drop']).nullable()
});
export type StandingResult = z.infer<typeof standingResult>;

export const sat = z.object({
	id: uuid,
	institution_id: uuid,
	sitting_id: uuid,
	form_id: uuid,
	order_seed: z.string(),
	locked: z.boolean()
});
export type Sat = z.infer<typeof sat>;

/** What follows from the keys for one result, beside what stands. */
export type MarkedResult = {
	attempt: Sat;
	before: StandingResult | null;
	after: StandingResult;
};

export async function standing(
	query: Query,
	attempts: readonly string[]
): Promise<Map<string, Map<string, StandingResult>>> {
	const rows = await query(
		`select attempt_id, item, points, maximum, marked_by, reason, automatic, automatic_reason, source, person_points, struck
			from results where attempt_id = any ($1) order by attempt_id, item for update`,
		[attempts]
	);
	const found = new Map<string, Map<string, StandingResult>>();
	for (const { attempt_id, ...result } of z
		.array(standingResult.extend({ attempt_id: uuid }))
		.parse(rows)) {
		const own = found.get(attempt_id) ?? new Map<string, StandingResult>();
		own.set(result.item, result);
		found.set(attempt_id, own);
	}
	return found;
}

export const isSame = (one: StandingResult, other: StandingResult): boolean =>
	(Object.keys(one) as (keyof StandingResult)[]).every((name) => one[name] === other[name]);

/** That something was sent into a sitting: written once, whatever how often it is asked. */
import { z } from 'zod';
import { instant } from './columns.ts';
import type { Query } from './database.ts';

export type SentAct = {
	id: string;
	institution: string;
	sitting: string;
	sentBy: string;
	act: string;
	/** Of the whole request. */
	contentHash: string;
	toAll: boolean;
};

const kept = z.object({ sent_at: instant });

/** `fresh`: not sent before. null: the number stands for something else. */
export async function insertControlAct(
	query: Query,
	{ id, institution, sitting, sentBy, act, contentHash, toAll }: SentAct
): Promise<{ fresh: boolean; sentAt: number } | null> {
	const [added] = await query(
		`insert into control_acts (id, institution_id, sitting_id, sent_by, act, content_hash, to_all)
		values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning sent_at`,
		[id, institution, sitting, sentBy, act, contentHash, toAll]
	);
	if (added) return { fresh: true, sentAt: kept.parse(added).sent_at };
	const [before] = await query(
		`select sent_at from control_acts where id = $1 and sitting_id = $2 and sent_by = $3 and content_hash = $4`,
		[id, sitting, sentBy, contentHash]
	);
	return before ? { fresh: false, sentAt: kept.parse(before).sent_at } : null;
}

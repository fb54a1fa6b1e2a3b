/** The attempts of a sitting that wait for a person, and those that one was decided about. As the system. */
import { z } from 'zod';
import { attemptState } from '#sync/schema/attempt.ts';
import { heldReason } from '#sync/schema/held.ts';
import { decodeEntry } from '#sync/entry.ts';
import { hasOtherBranch } from '#sync/held/stands.ts';
import type { SignedStand } from '#sync/schema/decision.ts';
import { decodeSegment } from '#sync/segment.ts';
import { fromBase64 } from './base64.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import { selectBranches } from './held-sessions.ts';
import type { Query } from './query.ts';

/** What the room found when it judged; of an older one a number may be missing. */
const timeliness = z.object({
	reasons: z.array(heldReason),
	numbers: z.object({ deadlineAt: z.number(), lastWorkReceivedAt: z.number().nullable() })
});

const shown = z.object({ timeliness: timeliness.nullable(), forked: z.boolean() });
const columns = `a.timeliness,
	exists (select from exam_sessions e where e.attempt_id = a.id and e.forked and e.erased_at is null) as forked`;

const briefly = (row: z.infer<typeof shown>) => {
	const { deadlineAt, lastWorkReceivedAt } = row.timeliness?.numbers ?? {
		deadlineAt: 0,
		lastWorkReceivedAt: null
	};
	const lateMs =
		lastWorkReceivedAt === null ? null : Math.max(0, Math.round(lastWorkReceivedAt - deadlineAt));
	return { reasons: row.timeliness?.reasons ?? [], lateMs, isForked: row.forked };
};

const listed = shown.extend({
	id: uuid,
	student_name: z.string(),
	number: wholeNumber,
	state: attemptState,
	submitted_at: instant.nullable()
});

export async function selectHeldAttempts(query: Query, sitting: string) {
	const rows = await query(
		`select a.id, u.name as student_name, a.number, a.state, a.submitted_at, ${columns}
		from exam_attempts a join users u on u.id = a.student_id
		where a.sitting_id = $1 and (a.state = 'held' or exists (select from attempt_decisions d where d.attempt_id = a.id))
		order by u.name, a.id`,
		[sitting]
	);
	return z
		.array(listed)
		.parse(rows)
		.map((row) => ({ ...row, ...briefly(row) }));
}

/** For the student whose it is. */
export async function selectBriefDoubts(query: Query, attempt: string) {
	const [row] = await query(`select ${columns} from exam_attempts a where a.id = $1`, [attempt]);
	return briefly(shown.parse(row));
}

const later = z.object({ bytes: z.string(), known: wholeNumber });

/** Did an answer, or another history, come of it that nobody knew of when it was decided on? */
export async function hasAnswersSince(
	query: Query,
	attempt: string,
	{ stands: known }: { stands: readonly SignedStand[] }
): Promise<boolean> {
	const { branches } = await selectBranches(query, attempt);
	const named = branches.map(({ session, log }) => ({ session, name: log.at(-1)?.after ?? '' }));
	if (hasOtherBranch(named, known)) return true;
	const rows = await query(
		`select encode(l.bytes, 'base64') as bytes, coalesce(k.known, 0) as known from exam_sessions e
			join log_segments l on l.session_id = e.id and l.log = 'log'
			left join unnest($2::uuid[], $3::bigint[]) as k (session, known) on k.session = e.id
		where e.attempt_id = $1 and e.erased_at is null and l.first_seq + l.count > coalesce(k.known, 0)`,
		[attempt, known.map(({ session }) => session), known.map((one) => one.known)]
	);
	return z
		.array(later)
		.parse(rows)
		.some(({ bytes, known: from }) => {
			const decoded = decodeSegment(fromBase64(bytes));
			if (!decoded.ok) return false;
			const { first, entries } = decoded.segment;
			return entries.slice(Math.max(0, from - first)).some((raw) => {
				const read = decodeEntry(raw);
				return read.ok && read.entry.kind === 'response';
			});
		});
}

/** Requests for another look. As the system, unless said otherwise. */
import { z } from 'zod';
import { ownRemarkRequest } from '#sync/schema/release.ts';
import { responseValue } from '#sync/schema/response.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

export async function selectOpenRequests(query: Query, sitting: string): Promise<number> {
	const [row] = await query(
		`select count(*) as n from remark_requests q join exam_attempts a on a.id = q.attempt_id where a.sitting_id = $1 and q.state = 'open'`,
		[sitting]
	);
	return z.object({ n: wholeNumber }).parse(row).n;
}

const own = z.object({
	id: uuid,
	attempt_id: uuid,
	item: z.string(),
	reason: z.string(),
	state: ownRemarkRequest.shape.state,
	asked_at: instant,
	answer: z.string().nullable(),
	answered_at: instant.nullable()
});
const toOwn = ({ attempt_id, asked_at, answered_at, ...rest }: z.infer<typeof own>) => ({
	...rest,
	attempt: attempt_id,
	askedAt: asked_at,
	answeredAt: answered_at
});
const columns =
	'q.id, q.attempt_id, q.item, q.reason, q.state, q.asked_at, q.answer, q.answered_at';

/** As the student: row-level security gives their own. */
export async function selectOwnRequests(query: Query, attempt: string) {
	const rows = await query(
		`select ${columns} from remark_requests q where q.attempt_id = $1 order by q.asked_at, q.id`,
		[attempt]
	);
	return z.array(own).parse(rows).map(toOwn);
}

export async function selectOptionalOwnRequest(query: Query, id: string) {
	const [row] = await query(`select ${columns} from remark_requests q where q.id = $1`, [id]);
	return row ? toOwn(own.parse(row)) : null;
}

const asked = own.extend({
	sitting_id: uuid,
	student_name: z.string(),
	response: responseValue.nullable(),
	points: z.number().nullable(),
	maximum: z.number(),
	comment: z.string().nullable(),
	changed_since: z.boolean(),
	from_points: z.number().nullable()
});

/** Of a sitting, or one; open ones first. */
export async function selectRequests(query: Query, by: { sitting: string } | { id: string }) {
	const rows = await query(
		`select ${columns}, a.sitting_id, u.name as student_name, x.points, x.maximum, x.comment,
			f.id is not null as changed_since, f.from_points,
			(select r.value from responses r join exam_sessions e on e.id = r.session_id
				where r.attempt_id = q.attempt_id and r.item = q.item order by e.opened_at desc limit 1) as response
		from remark_requests q join exam_attempts a on a.id = q.attempt_id join users u on u.id = a.student_id
			join results x on x.attempt_id = q.attempt_id and x.item = q.item
			left join lateral (select c.id, c.from_points from result_changes c
				where c.attempt_id = q.attempt_id and c.item = q.item and c.changed_at > q.asked_at order by c.id limit 1) f on true
		where ${'sitting' in by ? 'a.sitting_id' : 'q.id'} = $1 order by q.state <> 'open', q.asked_at, q.id limit 2000`,
		['sitting' in by ? by.sitting : by.id]
	);
	return z
		.array(asked)
		.parse(rows)
		.map(({ sitting_id, student_name, response, points, maximum, comment, ...more }) => {
			const { changed_since, from_points, ...rest } = more;
			return {
				...toOwn(rest),
				sitting: sitting_id,
				studentName: student_name,
				response,
				points,
				maximum,
				askedPoints: changed_since ? from_points : points,
				comment
			};
		});
}

/** Answers whether it was open. */
export async function answerRequest(
	query: Query,
	made: { id: string; outcome: 'kept' | 'changed'; answer: string; by: string }
): Promise<boolean> {
	const rows = await query(
		`update remark_requests set state = $2, answer = $3, answered_by = $4, answered_at = now() where id = $1 and state = 'open' returning 1`,
		[made.id, made.outcome, made.answer, made.by]
	);
	return rows.length > 0;
}

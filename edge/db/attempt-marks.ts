/** All that is kept of an attempt's marks, and what a person changes in them. As the system. */
import { z } from 'zod';
import { attemptState } from '#sync/schema/attempt.ts';
import { annotations, criterionScore } from '#sync/schema/marking.ts';
import { responseValue } from '#sync/schema/response.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { markedWith, resultChange } from '#sync/schema/results.ts';
import type { ItemMark } from '#sync/schema/results.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';
import { standingResult } from './standing-results.ts';

const marked = standingResult.extend({
	because: z.string().nullable(),
	comment: z.string().nullable(),
	scores: z.array(criterionScore),
	annotations
});

const toItemMark = ({
	marked_by,
	struck,
	automatic_reason: _reason,
	source: _source,
	person_points: _points,
	...rest
}: z.infer<typeof marked>): ItemMark => ({
	...rest,
	by: marked_by,
	struck: struck === 'drop' ? 'dropped' : struck
});

const columns = `item, points, maximum, marked_by, reason, automatic, automatic_reason, source, person_points, struck, because, comment, scores,
	annotations`;

export async function selectItemMarks(query: Query, attempt: string): Promise<ItemMark[]> {
	const rows = await query(
		`select ${columns} from results where attempt_id = $1 order by item collate "C"`,
		[attempt]
	);
	return z.array(marked).parse(rows).map(toItemMark);
}

/** Locked until the transaction ends. */
export async function selectOptionalResult(query: Query, attempt: string, item: string) {
	const [row] = await query(
		`select ${columns} from results where attempt_id = $1 and item = $2 for update`,
		[attempt, item]
	);
	return row ? marked.parse(row) : null;
}

const changed = z.object({
	item: z.string(),
	changed_at: instant,
	cause: resultChange.shape.cause,
	because: z.string(),
	from_points: z.number().nullable(),
	to_points: z.number().nullable(),
	from_maximum: z.number(),
	to_maximum: z.number(),
	name: z.string().nullable()
});

export async function selectResultChanges(query: Query, attempt: string) {
	const rows = await query(
		`select c.item, c.changed_at, c.cause, c.because, c.from_points, c.to_points, c.from_maximum, c.to_maximum, u.name
		from result_changes c left join users u on u.id = c.changed_by where c.attempt_id = $1 order by c.id`,
		[attempt]
	);
	return z
		.array(changed)
		.parse(rows)
		.map(({ item, cause, because, ...rest }) => ({
			item,
			cause,
			because,
			at: rest.changed_at,
			from: rest.from_points,
			to: rest.to_points,
			fromMaximum: rest.from_maximum,
			toMaximum: rest.to_maximum,
			byName: rest.name
		}));
}

export async function selectOptionalMarkedWith(query: Query, attempt: string) {
	const [row] = await query(
		`select marking_version as marking, key_version as key, key_hash as "keyHash" from attempt_markings where attempt_id = $1`,
		[attempt]
	);
	return row ? markedWith.parse(row) : null;
}

const head = z.object({
	id: uuid,
	sitting_id: uuid,
	state: attemptState,
	student_name: z.string(),
	number: wholeNumber,
	submitted_at: instant.nullable(),
	/** A person has said that it counts, or does not. */
	decided: z.boolean(),
	erased: z.boolean(),
	room: z.string()
});

/** Locked until the transaction ends. */
export async function selectAttemptHead(query: Query, attempt: string) {
	const [row] = await query(
		`select a.id, a.sitting_id, a.state, u.name as student_name, a.number, a.submitted_at, a.decided_at is not null as decided,
			a.room, u.erased_at is not null as erased
		from exam_attempts a join users u on u.id = a.student_id where a.id = $1 for update of a`,
		[attempt]
	);
	return head.parse(row);
}

/** What the rules said stays beside it. Answers what was answered, as the same statement saw it; null: nothing, or no such result. */
export async function overrideResult(
	query: Query,
	made: {
		attempt: string;
		item: string;
		points: number;
		because: string;
		cause: 'person' | 'request';
		by: string;
	}
): Promise<ResponseValue | null> {
	await query('select because_of($1, $2, $3)', [made.cause, made.because, made.by]);
	const [row] = await query(
		`update results set points = $3, person_points = $3, marked_by = 'person', source = 'override', because = $4, marked_at = now(),
			person_answer = answer_hash(attempt_id, item),
			reason = case when $3 >= maximum then 'correct' when $3 > 0 then 'partly_correct' else 'wrong' end
		where attempt_id = $1 and item = $2
		returning (select r.value from responses r join exam_sessions e on e.id = r.session_id
			where r.attempt_id = $1 and r.item = $2 order by e.opened_at desc limit 1) as answer`,
		[made.attempt, made.item, made.points, made.because]
	);
	return row ? z.object({ answer: responseValue.nullable() }).parse(row).answer : null;
}

export async function decideAttempt(
	query: Query,
	attempt: string,
	state: 'accepted' | 'voided'
): Promise<void> {
	await query(
		'update exam_attempts set state = $2, decided_at = now(), more_came = false where id = $1',
		[attempt, state]
	);
}

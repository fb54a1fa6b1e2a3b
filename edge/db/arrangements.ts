/** What students ask for instead of accepting a notice. As the person: row-level security says whose and by whom. */
import { z } from 'zod';
import type { Arranged, ArrangementRequest } from '#sync/schema/arrangement.ts';
import { uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

/** How many the student has asked for at any sitting since then. */
export async function countAsked(query: Query, student: string, since: number): Promise<number> {
	const [row] = await query(
		`select count(*) as n from arrangement_requests where student_id = $1 and asked_at > to_timestamp($2::float8 / 1000)`,
		[student, since]
	);
	return z.object({ n: wholeNumber }).parse(row).n;
}

/** Answers false where one is open, or was asked with this number. */
export async function insertArrangement(
	query: Query,
	asked: ArrangementRequest & { institution: string; sitting: string; student: string }
): Promise<boolean> {
	const rows = await query(
		`insert into arrangement_requests (id, institution_id, sitting_id, student_id, reason, words, notice_hash)
		values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
		[
			asked.id,
			asked.institution,
			asked.sitting,
			asked.student,
			asked.reason,
			asked.words,
			asked.noticeHash
		]
	);
	return rows.length > 0;
}

/** Of what the student has open at a sitting; null: nothing is. */
export async function withdrawArrangement(
	query: Query,
	by: { sitting: string; student: string }
): Promise<string | null> {
	const [row] = await query(
		`update arrangement_requests set withdrawn_at = now()
		where sitting_id = $1 and student_id = $2 and withdrawn_at is null and answered_at is null returning id`,
		[by.sitting, by.student]
	);
	return row ? z.object({ id: uuid }).parse(row).id : null;
}

/** Whose it is; null: nothing of that number was asked in the sitting. */
export async function selectOptionalAsker(
	query: Query,
	asked: { id: string; sitting: string }
): Promise<string | null> {
	const [row] = await query(
		'select student_id from arrangement_requests where id = $1 and sitting_id = $2',
		[asked.id, asked.sitting]
	);
	return row ? z.object({ student_id: uuid }).parse(row).student_id : null;
}

/** Answers false where it is not open any more. */
export async function answerArrangement(
	query: Query,
	answer: { id: string; sitting: string; by: string; granted: Arranged | null; words: string }
): Promise<boolean> {
	const rows = await query(
		`update arrangement_requests set answered_at = now(), answered_by = $3, granted = $4, answer = $5
		where id = $1 and sitting_id = $2 and answered_at is null and withdrawn_at is null returning id`,
		[
			answer.id,
			answer.sitting,
			answer.by,
			answer.granted && JSON.stringify(answer.granted),
			answer.words
		]
	);
	return rows.length > 0;
}

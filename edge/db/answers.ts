/** Answers that a person marks, and their marks; as the person, by functions of the database that know what a marker may see. */
import { z } from 'zod';
import { answer, markOutcomes, othersMark, ownMark } from '#sync/schema/marking.ts';
import type { AnswerState, MarkOutcomes, MarkSave } from '#sync/schema/marking.ts';
import { responseValue } from '#sync/schema/response.ts';
import { uuid } from './columns.ts';
import type { Query } from './database.ts';

const listed = z.object({
	script: uuid,
	attempt: uuid.nullable(),
	student_name: z.string().nullable(),
	item: z.string(),
	maximum: z.number(),
	second: z.boolean(),
	state: answer.shape.state,
	settled: z.coerce.number().nullable(),
	can: answer.shape.can,
	response: responseValue.nullable(),
	order_seed: z.string(),
	mine: ownMark.nullable(),
	others: z.array(othersMark),
	/** Its name as the database has it; '': never answered. */
	answered: z.string()
});
export type ListedAnswer = z.infer<typeof listed>;

export async function selectAnswers(
	query: Query,
	sitting: string,
	wanted: {
		item: string | null;
		script: string | null;
		state: AnswerState | null;
		forMe: boolean;
		after: { script: string; item: string } | null;
		limit: number;
	}
): Promise<ListedAnswer[]> {
	// One statement: what is shown and what names it are of the same moment.
	const rows = await query(
		`with listed as materialized (select * from list_answers($1, $2, $3, $4, $5, $6, $7, $8))
		select l.*, coalesce(s.answered, '') as answered from listed l
			left join answers_seen($1, array(select distinct script from listed)) s on s.script = l.script and s.item = l.item
		order by l.script, l.item`,
		[
			sitting,
			wanted.item,
			wanted.script,
			wanted.state,
			wanted.forMe,
			wanted.after?.script ?? null,
			wanted.after?.item ?? null,
			wanted.limit
		]
	);
	return z.array(listed).parse(rows);
}

/** As many as a form can have. */
const MOST_ITEMS = 500;

/** All of one script. */
export const selectAnswersOf = (
	query: Query,
	sitting: string,
	script: string
): Promise<ListedAnswer[]> =>
	selectAnswers(query, sitting, {
		item: null,
		script,
		state: null,
		forMe: false,
		after: null,
		limit: MOST_ITEMS
	});

/** As the system: nobody else learns whose script it is. */
export async function selectScriptAttempt(
	query: Query,
	sitting: string,
	script: string
): Promise<string | null> {
	const [row] = await query(
		'select attempt_id from marking_scripts where id = $1 and sitting_id = $2',
		[script, sitting]
	);
	return row ? z.object({ attempt_id: uuid }).parse(row).attempt_id : null;
}

export async function saveMarks(
	query: Query,
	sitting: string,
	saves: readonly MarkSave[]
): Promise<MarkOutcomes['outcomes']> {
	const [row] = await query('select save_marks($1, $2) as outcomes', [
		sitting,
		JSON.stringify(saves)
	]);
	return z.object({ outcomes: markOutcomes.shape.outcomes }).parse(row).outcomes;
}

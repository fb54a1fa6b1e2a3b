/** Marks and overrides by a person, for answers that the student changed afterwards: they went on with time that was given later. */
import { z } from 'zod';
import type { MarkSave } from '#sync/schema/marking.ts';
import { insertAudit } from './audit-logs.ts';
import { uuid } from './columns.ts';
import type { Query } from './query.ts';

const gone = z.object({
	attempt: uuid,
	institution: uuid,
	item: z.string(),
	counted: z.boolean()
});

/** Answers, by attempt, the items whose result was such a person's and has to be made anew. Nothing is destroyed: see `former_marks`. */
export async function setAsideChanged(
	query: Query,
	attempts: readonly { id: string }[]
): Promise<Map<string, Set<string>>> {
	if (attempts.length === 0) return new Map();
	const rows = await query('select * from set_aside_changed($1)', [attempts.map(({ id }) => id)]);
	const found = z.array(gone).parse(rows);
	for (const [attempt, items] of Map.groupBy(found, (one) => one.attempt))
		await insertAudit(query, {
			institution: items[0]?.institution ?? null,
			actor: null,
			action: 'marks_set_aside',
			subject: attempt,
			detail: { items: items.map(({ item }) => item).join(' ') },
			address: null,
			request: null
		});
	const anew = found.filter(({ counted }) => counted);
	return new Map(
		[...Map.groupBy(anew, ({ attempt }) => attempt)].map(([attempt, items]) => [
			attempt,
			new Set(items.map(({ item }) => item))
		])
	);
}

const changed = z.object({ script: uuid, item: z.string() });

/** As `script item`: answers that the asker had marked, and that were changed since. As the person. */
export async function selectChangedAnswers(
	query: Query,
	sitting: string,
	scripts: readonly string[]
): Promise<Set<string>> {
	const rows = await query('select * from changed_answers($1, $2)', [sitting, scripts]);
	return new Set(
		z
			.array(changed)
			.parse(rows)
			.map(({ script, item }) => `${script} ${item}`)
	);
}

const seen = changed.extend({ answered: z.string() });

/** By `script item`: what names each answer as it is now. As the person. */
export async function selectAnswersSeen(
	query: Query,
	sitting: string,
	scripts: readonly string[]
): Promise<Map<string, string>> {
	const rows = await query('select * from answers_seen($1, $2)', [sitting, scripts]);
	return new Map(
		z
			.array(seen)
			.parse(rows)
			.map(({ script, item, answered }) => [`${script} ${item}`, answered])
	);
}

/** Names of the saves that are for an answer that was changed since. As the person; the scripts stay locked. */
export async function selectOutdated(
	query: Query,
	sitting: string,
	saves: readonly MarkSave[]
): Promise<Set<string>> {
	const rows = await query('select outdated_marks($1, $2) as save', [
		sitting,
		JSON.stringify(saves)
	]);
	return new Set(
		z
			.array(z.object({ save: uuid }))
			.parse(rows)
			.map(({ save }) => save)
	);
}

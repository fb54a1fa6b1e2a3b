/** A form with its keys as they are now, and what they were. */
import { z } from 'zod';
import { keyHashOf } from '#sync/marking/mark-attempt.ts';
import type { Keys } from '#sync/marking/mark-attempt.ts';
import { form as formSchema } from '#sync/schema/form.ts';
import type { Form } from '#sync/schema/form.ts';
import { itemKeyChange, strike } from '#sync/schema/form-keys.ts';
import type { ItemKeyChange } from '#sync/schema/form-keys.ts';
import { feedback, solution } from '#sync/schema/solution.ts';
import { instant, uuid, wholeNumber } from './columns.ts';
import type { Query } from './query.ts';

const keyed = z.object({
	id: uuid,
	exam_id: uuid,
	institution_id: uuid,
	form: formSchema,
	version: wholeNumber,
	solutions: z.array(solution),
	struck: z.array(strike),
	feedback: z.array(feedback)
});

export type KeyedForm = {
	id: string;
	exam: string;
	institution: string;
	form: Form;
	version: number;
	keys: Keys;
	hash: string;
};

/** Of the form itself, or of the one a sitting has. */
export async function selectKeyedForms(
	query: Query,
	ids: readonly string[]
): Promise<Map<string, KeyedForm>> {
	const rows = await query(
		`select f.id, f.exam_id, f.institution_id, f.form, coalesce(k.version, 1) as version, coalesce(k.solutions, o.solutions) as solutions,
			coalesce(k.struck, '[]') as struck, o.feedback
		from exam_forms f join form_solutions o on o.form_id = f.id left join lateral
			(select * from form_key_versions v where v.form_id = f.id order by v.version desc limit 1) k on true where f.id = any ($1)`,
		[ids]
	);
	return new Map(
		z
			.array(keyed)
			.parse(rows)
			.map(({ id, exam_id, institution_id, form, version, solutions, struck }) => {
				const keys = { solutions, struck };
				const hash = keyHashOf(keys);
				return [
					id,
					{ id, exam: exam_id, institution: institution_id, form, version, keys, hash }
				] as const;
			})
	);
}

export async function selectOptionalKeyedForm(query: Query, id: string): Promise<KeyedForm | null> {
	return (await selectKeyedForms(query, [id])).get(id) ?? null;
}

const kept = z.object({
	version: wholeNumber,
	key_hash: z.string(),
	made_at: instant,
	name: z.string().nullable(),
	because: z.string(),
	changes: z.array(itemKeyChange)
});

/** Those after the first, the oldest first. As the system: a colleague's name. */
export async function selectKeyVersions(query: Query, form: string) {
	const rows = await query(
		`select v.version, v.key_hash, v.made_at, u.name, v.because, v.changes from form_key_versions v
			left join users u on u.id = v.made_by where v.form_id = $1 order by v.version`,
		[form]
	);
	return z.array(kept).parse(rows);
}

export async function selectFirstKey(query: Query, form: string) {
	const [row] = await query(
		`select f.published_at, s.solutions from exam_forms f join form_solutions s on s.form_id = f.id where f.id = $1`,
		[form]
	);
	const { published_at, solutions } = z
		.object({ published_at: instant, solutions: z.array(solution) })
		.parse(row);
	return { at: published_at, hash: keyHashOf({ solutions, struck: [] }) };
}

export async function insertKeyVersion(
	query: Query,
	made: {
		form: string;
		institution: string;
		version: number;
		keys: Keys;
		changes: readonly ItemKeyChange[];
		hash: string;
		because: string;
		by: string;
	}
): Promise<void> {
	await query(
		`insert into form_key_versions (form_id, version, institution_id, solutions, struck, changes, key_hash, because, made_by)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		[
			made.form,
			made.version,
			made.institution,
			JSON.stringify(made.keys.solutions),
			JSON.stringify(made.keys.struck),
			JSON.stringify(made.changes),
			made.hash,
			made.because,
			made.by
		]
	);
}

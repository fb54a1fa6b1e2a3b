/** From the bank into a draft, from a draft into a form, from a form into a sitting. */
import { z } from 'zod';
import { authoredItem } from '#sync/schema/authored-item.ts';
import type { DraftItem } from '#sync/schema/draft.ts';
import { form as formSchema, media as mediaSchema } from '#sync/schema/form.ts';
import type { Form, Media } from '#sync/schema/form.ts';
import { feedback as feedbackSchema, solution as solutionSchema } from '#sync/schema/solution.ts';
import type { Feedback, Solution } from '#sync/schema/solution.ts';
import { uuid, wholeNumber } from './columns.ts';
import type { Query } from './database.ts';

const found = z.object({ id: uuid, version: wholeNumber, authored: authoredItem });

/** In the order asked, each under a name of its own; null: one of them cannot be seen. */
export async function selectDraftItems(
	query: Query,
	ids: readonly string[]
): Promise<DraftItem[] | null> {
	if (ids.length === 0) return [];
	const rows = z.array(found).parse(
		await query(
			`select b.id, b.version, v.authored from bank_items b
				join bank_item_versions v on v.item_id = b.id and v.version = b.version where b.id = any ($1)`,
			[ids]
		)
	);
	const byId = new Map(rows.map((row) => [row.id, row]));
	const items: DraftItem[] = [];
	for (const [at, id] of ids.entries()) {
		const row = byId.get(id);
		if (!row) return null;
		items.push(named(row, `item-${at + 1}`));
	}
	return items;
}

function named({ id, version, authored }: z.infer<typeof found>, name: string): DraftItem {
	return {
		...authored,
		item: { ...authored.item, id: name },
		solution: authored.solution && { ...authored.solution, item: name },
		feedback: authored.feedback && { ...authored.feedback, item: name },
		bank: { item: id, version }
	};
}

/** How many of them can be seen. */
export async function countItems(query: Query, ids: readonly string[]): Promise<number> {
	const rows = await query('select count(*)::int as n from bank_items where id = any ($1)', [ids]);
	return z.array(z.object({ n: wholeNumber })).parse(rows)[0]?.n ?? 0;
}

export async function selectMedia(query: Query, hashes: readonly string[]): Promise<Media[]> {
	const rows = await query(
		'select hash, content_type as "contentType", bytes from bank_media where hash = any ($1)',
		[hashes]
	);
	return z.array(mediaSchema).parse(rows);
}

const newest = z.object({
	id: uuid,
	hash: z.string(),
	form: formSchema,
	solutions: z.array(solutionSchema),
	feedback: z.array(feedbackSchema),
	pass_percent: z.number().nullable()
});

export async function selectNewestForm(query: Query, exam: string) {
	const [row] = await query(
		`select f.id, f.hash, f.form, f.pass_percent, s.solutions, s.feedback from exam_forms f join form_solutions s on s.form_id = f.id
			where f.exam_id = $1 order by f.published_at desc limit 1`,
		[exam]
	);
	return row ? newest.parse(row) : null;
}

/** As the person: row-level security knows what they may see. */
export async function selectOptionalExamOfForm(query: Query, form: string): Promise<string | null> {
	const [row] = await query('select exam_id from exam_forms where id = $1', [form]);
	return row ? z.object({ exam_id: uuid }).parse(row).exam_id : null;
}

export async function insertForm(
	query: Query,
	made: {
		form: Form;
		hash: string;
		solutions: readonly Solution[];
		feedback: readonly Feedback[];
		passPercent: number | null;
		institution: string;
	}
): Promise<void> {
	const { form, hash, institution } = made;
	await query(
		'insert into exam_forms (id, exam_id, institution_id, hash, form, pass_percent) values ($1, $2, $3, $4, $5, $6)',
		[form.id, form.exam, institution, hash, JSON.stringify(form), made.passPercent]
	);
	await query(
		'insert into form_solutions (form_id, institution_id, solutions, feedback) values ($1, $2, $3, $4)',
		[form.id, institution, JSON.stringify(made.solutions), JSON.stringify(made.feedback)]
	);
}

/** null: the exam has no such form. Without an id the newest. */
export async function selectOptionalForm(
	query: Query,
	exam: string,
	form: string | null
): Promise<Form | null> {
	const [row] = await query(
		`select form from exam_forms where exam_id = $1 and ($2::uuid is null or id = $2)
			order by published_at desc limit 1`,
		[exam, form]
	);
	return row ? z.object({ form: formSchema }).parse(row).form : null;
}

/** Of the institution, by their addresses. */
export async function selectPeople(
	query: Query,
	addresses: readonly string[],
	role: 'teacher' | 'proctor'
): Promise<Map<string, string>> {
	const rows = await query('select email, person from find_people($1, $2)', [addresses, role]);
	const people = z.array(z.object({ email: z.string(), person: uuid })).parse(rows);
	return new Map(people.map(({ email, person }) => [email, person]));
}

export type NewSitting = {
	id: string;
	institution: string;
	exam: string;
	form: string;
	title: string;
	opensAt: number;
	closesAt: number;
	durationMs: number;
	policy: unknown;
	/** null: as many as somebody likes. */
	attemptsAllowed: number | null;
	attemptCounts: 'best' | 'last';
	timeZone: string;
	rehearsal: boolean;
	/** Absent: an exam like any other. */
	practice?: { locale: string; edition: string };
	stagger: unknown;
	reminders: boolean;
	tellAdded: boolean;
	/** Of the mails. */
	mailLocale: string;
	mailOrigin: string;
	manifest: unknown;
	formHash: string;
	itemCount: number;
	startCode: string;
	/** Raw 32 bytes as hex. */
	contentKey: string;
	staff: readonly { person: string; role: 'teacher' | 'proctor' }[];
};

export async function insertSitting(query: Query, sitting: NewSitting): Promise<void> {
	await query(
		`insert into sittings (id, institution_id, exam_id, form_id, title, opens_at, closes_at, duration_ms, policy, manifest, form_hash,
			item_count, attempts_allowed, attempt_counts, time_zone, rehearsal, stagger, reminders, mail_locale, mail_origin,
			practice, practice_edition, tell_added)
		values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), to_timestamp($7::float8 / 1000), $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
			$20, $21, $22, $23)`,
		[
			sitting.id,
			sitting.institution,
			sitting.exam,
			sitting.form,
			sitting.title,
			sitting.opensAt,
			sitting.closesAt,
			sitting.durationMs,
			JSON.stringify(sitting.policy),
			JSON.stringify(sitting.manifest),
			sitting.formHash,
			sitting.itemCount,
			sitting.attemptsAllowed,
			sitting.attemptCounts,
			sitting.timeZone,
			sitting.rehearsal,
			sitting.stagger === null ? null : JSON.stringify(sitting.stagger),
			sitting.reminders,
			sitting.mailLocale,
			sitting.mailOrigin,
			sitting.practice?.locale ?? null,
			sitting.practice?.edition ?? null,
			sitting.tellAdded
		]
	);
	await query(
		`insert into sitting_secrets (sitting_id, institution_id, start_code, content_key) values ($1, $2, $3, decode($4, 'hex'))`,
		[sitting.id, sitting.institution, sitting.startCode, sitting.contentKey]
	);
	await query(
		`insert into sitting_staff (sitting_id, user_id, institution_id, role)
		select $1, person, $2, role from unnest($3::uuid[], $4::text[]) as s (person, role) on conflict do nothing`,
		[
			sitting.id,
			sitting.institution,
			sitting.staff.map(({ person }) => person),
			sitting.staff.map(({ role }) => role)
		]
	);
}

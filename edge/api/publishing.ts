/** From a draft to a form that does not change any more: what would go wrong, and doing it. */
import type { Context } from 'hono';
import { z } from 'zod';
import { canonicalText } from '#sync/canonical.ts';
import { compileForm } from '#sync/draft/compile-form.ts';
import { checkDraft } from '#sync/draft/check-draft.ts';
import { mediaOf } from '#sync/draft/media-of.ts';
import { formHash } from '#sync/form-cipher.ts';
import { draftCheck, published } from '#sync/schema/teaching.ts';
import { insertForm, selectMedia, selectNewestForm } from '../db/publishing.ts';
import { system, transaction } from '../db/database.ts';
import type { Exam } from '../db/exams.ts';
import { renameExam } from '../db/exams.ts';
import { readDraftOf, usable } from './exam-in-use.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

const tag = 'Exams';

const check = operation(
	{
		id: 'checkDraft',
		method: 'get',
		path: '/teacher/exams/:id/check',
		tag,
		summary: 'What would go wrong if the draft were published now',
		access: 'signed_in',
		answer: draftCheck,
		refusals: ['not_found', 'conflict']
	},
	async (context) => {
		const exam = await transaction(context.env, context.get('actor'), (query) =>
			usable(context, query, 'view')
		);
		// As the system: of the keys, which who may only look does not see, nothing but whether they differ is said.
		const newest = await transaction(context.env, system, (query) =>
			selectNewestForm(query, exam.id)
		);
		const { draft, media } = await readable(context, exam);
		const compiled = compileForm(draft, { form: crypto.randomUUID(), exam: exam.id }, media);
		return {
			warnings: checkDraft(draft, media),
			changed: newest && !(compiled.ok && isSameForm(newest, compiled, draft.passPercent))
		};
	}
);

const publish = operation(
	{
		id: 'publishExam',
		method: 'post',
		path: '/teacher/exams/:id/publish',
		tag,
		summary: 'Freeze the draft into a form; the keys stay beside it, at the edge',
		access: 'signed_in',
		body: z.strictObject({}),
		answer: published,
		status: 201,
		refusals: ['not_found', 'conflict']
	},
	async (context) => {
		const exam = await transaction(context.env, context.get('actor'), (query) =>
			usable(context, query, 'edit')
		);
		const { draft, media } = await readable(context, exam);
		const compiled = compileForm(draft, { form: crypto.randomUUID(), exam: exam.id }, media);
		if (!compiled.ok)
			throw new ProblemError('conflict', 'The exam cannot be published as it is.', {
				evidence: { problems: compiled.errors.map(({ code }) => code).join(' ') }
			});
		const { form, solutions, feedback, warnings } = compiled;
		return transaction(context.env, context.get('actor'), async (query) => {
			await usable(context, query, 'edit');
			const newest = await selectNewestForm(query, exam.id);
			if (newest && isSameForm(newest, compiled, draft.passPercent))
				return { form: newest.id, hash: newest.hash, isNew: false, warnings };
			const hash = formHash(form);
			await insertForm(query, {
				form,
				hash,
				solutions,
				feedback,
				passPercent: draft.passPercent,
				institution: exam.institution_id
			});
			await renameExam(query, exam.id, draft.title);
			await audit(context, query, {
				action: 'exam_published',
				subject: exam.id,
				detail: { form: form.id, hash, items: form.items.length }
			});
			return { form: form.id, hash, isNew: true, warnings };
		});
	}
);

/** The same words under the same id have the same hash, and the keys may have changed without the words. */
function isSameForm(
	newest: NonNullable<Awaited<ReturnType<typeof selectNewestForm>>>,
	{ form, solutions, feedback }: Extract<ReturnType<typeof compileForm>, { ok: true }>,
	passPercent: number | null
): boolean {
	return (
		newest.pass_percent === passPercent &&
		formHash({ ...form, id: newest.id }) === newest.hash &&
		canonicalText({ solutions, feedback }) ===
			canonicalText({ solutions: newest.solutions, feedback: newest.feedback })
	);
}

async function readable(context: Context<Authenticated>, exam: Exam) {
	const found = await readDraftOf(context.env, exam);
	if (!found.ok)
		throw new ProblemError('conflict', 'The draft cannot be read.', {
			evidence: { path: found.problems[0]?.path ?? '' }
		});
	const { draft } = found;
	const hashes = draft.sections.flatMap(({ items }) => items.flatMap(({ item }) => mediaOf(item)));
	const media = await transaction(context.env, context.get('actor'), (query) =>
		selectMedia(query, [...new Set(hashes)])
	);
	return { draft, media };
}

export const publishing = [check, publish];

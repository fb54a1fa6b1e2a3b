/** An exam from its first item to its published form. */
import type { Context } from 'hono';
import { z } from 'zod';
import { canonicalText } from '#sync/canonical.ts';
import { compileForm } from '#sync/draft/compile-form.ts';
import { checkDraft } from '#sync/draft/check-draft.ts';
import { mediaOf } from '#sync/draft/media-of.ts';
import { formHash } from '#sync/form-cipher.ts';
import type { Draft, DraftItem } from '#sync/schema/draft.ts';
import {
	createdExam,
	draftAnswer,
	draftCheck,
	examList,
	namedVersion,
	newExam,
	published,
	savedVersion
} from '#sync/schema/teaching.ts';
import { insertForm, selectDraftItems, selectMedia, selectNewestForm } from '../db/publishing.ts';
import { system, transaction } from '../db/database.ts';
import type { Exam } from '../db/exams.ts';
import { insertExam, renameExam, selectTaughtExams } from '../db/exams.ts';
import { MAY_EDIT_HEADER, PERSON_HEADER } from '../rooms/calls.ts';
import { asTeacher } from './bank.ts';
import { begunDraftRoom, draftRoom, mayUse, readDraftOf, usable } from './exam-in-use.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

const tag = 'Exams';
const FIRST_SECTION = 'section-1';

const list = operation(
	{
		id: 'listExams',
		method: 'get',
		path: '/teacher/exams',
		tag,
		summary: 'Exams of one’s own and those shared with one, the newest first',
		access: 'signed_in',
		answer: examList,
		refusals: ['not_allowed']
	},
	(context) => {
		const { person } = asTeacher(context);
		return transaction(context.env, context.get('actor'), async (query) => ({
			exams: await selectTaughtExams(query, person)
		}));
	}
);

const create = operation(
	{
		id: 'createExam',
		method: 'post',
		path: '/teacher/exams',
		tag,
		summary: 'A new exam, empty or with items of the bank',
		access: 'signed_in',
		body: newExam,
		answer: createdExam,
		status: 201,
		refusals: ['not_allowed', 'not_found']
	},
	async (context, { body }) => {
		const { person, institution } = asTeacher(context);
		const id = crypto.randomUUID();
		const items = await transaction(context.env, context.get('actor'), async (query) => {
			const found = await selectDraftItems(query, body.items ?? []);
			if (!found) throw new ProblemError('not_found', 'An item is not in your bank.');
			await insertExam(query, { id, institution, owner: person, title: body.title });
			await audit(context, query, { action: 'exam_created', subject: id });
			return found;
		});
		const draft = firstDraft(body.title, body.language ?? 'en', items);
		await draftRoom(context.env, id).begin(draft, person);
		return { id, title: body.title };
	}
);

function firstDraft(title: string, language: string, items: DraftItem[]): Draft {
	return {
		title,
		instructions: '',
		language,
		navigation: 'free',
		passPercent: null,
		sections: [
			{ id: FIRST_SECTION, title: '', instructions: '', shuffle: false, draw: null, items }
		]
	};
}

const show = operation(
	{
		id: 'showDraft',
		method: 'get',
		path: '/teacher/exams/:id/draft',
		tag,
		summary: 'The draft as it is now, with its named versions',
		access: 'signed_in',
		answer: draftAnswer,
		refusals: ['not_found']
	},
	async (context) => {
		const exam = await transaction(context.env, context.get('actor'), (query) =>
			usable(context, query, 'view')
		);
		const found = await readDraftOf(context.env, exam);
		return {
			exam: exam.id,
			draft: found.ok ? found.draft : null,
			problems: found.ok ? [] : found.problems.slice(0, 100),
			versions: [...(await draftRoom(context.env, exam.id).versions())],
			mayEdit: mayUse(context, exam, 'edit')
		};
	}
);

const live = operation(
	{
		id: 'writeDraft',
		method: 'get',
		path: '/teacher/exams/:id/draft/live',
		tag,
		summary: 'The draft’s document, both ways (WebSocket, the frames of y-websocket)',
		access: 'signed_in',
		answer: 'socket',
		refusals: ['not_found', 'too_many_requests']
	},
	async (context) => {
		const exam = await transaction(context.env, context.get('actor'), (query) =>
			usable(context, query, 'view')
		);
		if (context.req.header('Upgrade')?.toLowerCase() !== 'websocket')
			throw new ProblemError('invalid_request', 'This is a WebSocket.');
		const headers = new Headers(context.req.raw.headers);
		headers.set(PERSON_HEADER, context.get('asker').id);
		headers.set(MAY_EDIT_HEADER, mayUse(context, exam, 'edit') ? 'yes' : 'no');
		const room = await begunDraftRoom(context.env, exam);
		const answer = await room.fetch(new Request(context.req.raw, { headers }));
		if (answer.status === 429)
			throw new ProblemError('too_many_requests', 'Too many people write this exam already.', {
				retryAfterSeconds: 60
			});
		return answer;
	}
);

const saveVersion = operation(
	{
		id: 'saveVersion',
		method: 'post',
		path: '/teacher/exams/:id/versions',
		tag,
		summary: 'Give the draft as it is now a name',
		access: 'signed_in',
		body: namedVersion,
		answer: savedVersion,
		status: 201,
		refusals: ['not_found', 'conflict']
	},
	async (context, { body }) => {
		const exam = await transaction(context.env, context.get('actor'), (query) =>
			usable(context, query, 'edit')
		);
		const room = await begunDraftRoom(context.env, exam);
		const saved = await room.saveVersion(body.name, context.get('signedIn').person.name);
		if (saved === null)
			throw new ProblemError('conflict', 'The draft cannot be read, or has too many versions.');
		return { id: saved };
	}
);

const restore = operation(
	{
		id: 'restoreVersion',
		method: 'post',
		path: '/teacher/exams/:id/versions/:version/restore',
		tag,
		summary: 'Bring a named version back; what is there now is given a name first',
		access: 'signed_in',
		body: namedVersion,
		answer: savedVersion,
		refusals: ['not_found', 'conflict']
	},
	async (context, { body }) => {
		const exam = await transaction(context.env, context.get('actor'), (query) =>
			usable(context, query, 'edit')
		);
		const { id: person, name } = context.get('signedIn').person;
		const room = draftRoom(context.env, exam.id);
		const wanted = Number(context.req.param('version'));
		if (!(await room.versions()).some(({ id }) => id === wanted))
			throw new ProblemError('not_found', 'There is no such version.');
		// Nothing is lost by going back.
		const kept = await room.saveVersion(body.name, name);
		if (kept === null)
			throw new ProblemError('conflict', 'The draft cannot be read, or has too many versions.');
		await room.restore(wanted, person);
		return { id: kept };
	}
);

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

export const exams = [list, create, show, live, saveVersion, restore, check, publish];

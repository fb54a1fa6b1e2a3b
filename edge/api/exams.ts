/** An exam while it is written: made, its draft, the draft’s named versions. Publishing is publishing.ts. */
import type { Draft, DraftItem } from '#sync/schema/draft.ts';
import {
	createdExam,
	draftAnswer,
	examList,
	namedVersion,
	newExam,
	savedVersion
} from '#sync/schema/teaching.ts';
import { selectDraftItems } from '../db/publishing.ts';
import { transaction } from '../db/database.ts';
import { insertExam, selectTaughtExams } from '../db/exams.ts';
import { MAY_EDIT_HEADER, PERSON_HEADER } from '../rooms/calls.ts';
import { asTeacher } from './bank.ts';
import { begunDraftRoom, draftRoom, mayUse, readDraftOf, usable } from './exam-in-use.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
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

export const exams = [list, create, show, live, saveVersion, restore];

/** Questions taken out. The file is made where they are shown; that it is made, and of what, is kept here first. */
import { bankExport, bankItems, bankRead, examExport } from '#sync/schema/question-export.ts';
import { transaction } from '../db/database.ts';
import { countItems, selectDraftItems } from '../db/publishing.ts';
import { asTeacher } from './bank.ts';
import { usable } from './exam-in-use.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { audit } from './who-asks.ts';

const notYours = () => new ProblemError('not_found', 'An item is not in your bank.');

const read = operation(
	{
		id: 'readItems',
		method: 'post',
		path: '/bank/items/read',
		tag: 'Items',
		summary: 'Items with their keys, in the order asked: all of them, or none',
		access: 'signed_in',
		body: bankRead,
		answer: bankItems,
		refusals: ['not_found', 'not_allowed']
	},
	(context, { body }) => {
		asTeacher(context);
		return transaction(context.env, context.get('actor'), async (query) => {
			const items = await selectDraftItems(query, body.ids);
			if (!items) throw notYours();
			return { items };
		});
	}
);

const fromBank = operation(
	{
		id: 'exportItems',
		method: 'post',
		path: '/bank/exports',
		tag: 'Items',
		summary: 'Keeps in the audit log that a file is made of items with their keys',
		access: 'signed_in',
		body: bankExport,
		answer: 'nothing',
		refusals: ['not_found', 'not_allowed']
	},
	(context, { body }) => {
		const { person } = asTeacher(context);
		return transaction(context.env, context.get('actor'), async (query) => {
			const asked = new Set(body.ids);
			if ((await countItems(query, [...asked])) < asked.size) throw notYours();
			await audit(context, query, {
				action: 'items_exported',
				subject: person,
				detail: { items: asked.size, format: body.format }
			});
		});
	}
);

const ofExam = operation(
	{
		id: 'exportExam',
		method: 'post',
		path: '/teacher/exams/:id/exports',
		tag: 'Exams',
		summary: 'Keeps in the audit log that a file or a print is made of an exam',
		access: 'signed_in',
		body: examExport,
		answer: 'nothing',
		refusals: ['not_found']
	},
	(context, { body }) =>
		transaction(context.env, context.get('actor'), async (query) => {
			const exam = await usable(context, query, 'edit');
			await audit(context, query, { action: 'exam_exported', subject: exam.id, detail: body });
		})
);

export const questionExports = [read, fromBank, ofExam];

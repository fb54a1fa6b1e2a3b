/** Questions are taken out by those they are for, and the audit log says so before the file is made. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage } from '#sync/schema/administration.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import { bankItems } from '#sync/schema/question-export.ts';
import { createdExam } from '#sync/schema/teaching.ts';
import { codeOf } from '../support/accounts.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { startEdge, type EdgeStack } from '../support/edge-stack.ts';
import { trueFalse } from '../support/items.ts';

let stack: EdgeStack;
let teacher: EdgeClient;
let student: EdgeClient;
let admin: EdgeClient;
let ids: string[];
beforeAll(async () => {
	stack = await startEdge();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
	student = await signedIn(stack.origin, 'student1@demo.test');
	admin = await signedIn(stack.origin, 'admin@demo.test');
	const body = {
		items: [trueFalse('One'), trueFalse('Two'), trueFalse('Three')],
		shared: false,
		skipKnown: false,
		from: 'test'
	};
	const added = await teacher.ask('POST', '/bank/items', { body });
	ids = bankAdded.parse(added.body).ids.flatMap((id) => id ?? []);
});
afterAll(() => stack.dispose());

/** The newest of its kind. */
async function kept(action: 'items_exported' | 'exam_exported') {
	const { body } = await admin.ask('GET', `/admin/audit-logs?action=${action}`);
	return auditPage.parse(body).rows[0] ?? null;
}

test('items come in the order asked, with their keys, and reading them is no export', async () => {
	const asked = [ids[2], ids[0]];
	const { body } = await teacher.ask('POST', '/bank/items/read', { body: { ids: asked } });
	const { items } = bankItems.parse(body);
	expect(items.map(({ name, solution }) => [name, solution?.type])).toEqual([
		['Three', 'true_false'],
		['One', 'true_false']
	]);
	expect(await kept('items_exported')).toBeNull();
});

test('an export of keys is in the audit log with its format and how many', async () => {
	const body = { ids, format: 'moodle_xml' };
	expect((await teacher.ask('POST', '/bank/exports', { body })).status).toBe(204);
	expect(await kept('items_exported')).toMatchObject({
		detail: { items: 3, format: 'moodle_xml' }
	});
});

test('an id of nobody’s item, or a format with a line in it, is refused and not kept', async () => {
	const before = await kept('items_exported');
	const strange = { ids: [...ids, crypto.randomUUID()], format: 'gift' };
	expect(codeOf(await teacher.ask('POST', '/bank/exports', { body: strange }))).toBe('not_found');
	const forged = { ids, format: 'gift\nitems_exported' };
	expect(codeOf(await teacher.ask('POST', '/bank/exports', { body: forged }))).toBe(
		'invalid_request'
	);
	const read = { body: { ids: [crypto.randomUUID()] } };
	expect(codeOf(await teacher.ask('POST', '/bank/items/read', read))).toBe('not_found');
	expect(codeOf(await student.ask('POST', '/bank/items/read', { body: { ids } }))).toBe(
		'not_allowed'
	);
	expect(await kept('items_exported')).toEqual(before);
});

test('a print of an exam is kept by its exam, and says whether keys were on it', async () => {
	const made = await teacher.ask('POST', '/teacher/exams', {
		body: { title: 'Paper', items: ids }
	});
	const { id } = createdExam.parse(made.body);
	const body = { items: 3, format: 'print', withKeys: true };
	const path = `/teacher/exams/${id}/exports`;
	expect((await teacher.ask('POST', path, { body })).status).toBe(204);
	expect(await kept('exam_exported')).toMatchObject({ subject: id, detail: body });
	expect(codeOf(await student.ask('POST', path, { body }))).toBe('not_found');
});

/** Keys after publishing: an item is struck, or gets another solution, and every attempt is marked again. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { changeKeys } from '#sync/marking/change-keys.ts';
import { keyHashOf } from '#sync/marking/mark-attempt.ts';
import type { Keys } from '#sync/marking/mark-attempt.ts';
import { formKeys, keyApplied, keyApply, keyChange, keyPreview } from '#sync/schema/form-keys.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { selectOptionalExam } from '../db/exams.ts';
import {
	insertKeyVersion,
	selectFirstKey,
	selectKeyVersions,
	selectOptionalKeyedForm
} from '../db/form-keys.ts';
import type { KeyedForm } from '../db/form-keys.ts';
import { rekey, selectFacts } from '../db/key-preview.ts';
import { selectOptionalExamOfForm } from '../db/publishing.ts';
import { writeResults } from '../db/write-results.ts';
import { conflict } from './asked-sitting.ts';
import { readId } from './body.ts';
import { mayUse } from './exam-in-use.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { audit } from './who-asks.ts';

const tag = 'Results';
const noSuchForm = () => new ProblemError('not_found', 'There is no such form.');

/** After the person was looked at, the work is the Worker's own; one change of a form's keys at a time. */
async function asManager<T>(
	context: Context<Authenticated>,
	work: (query: Query, keyed: KeyedForm) => Promise<T>
): Promise<T> {
	const form = readId(context, 'form');
	await transaction(context.env, context.get('actor'), async (query) => {
		const exam = await selectOptionalExamOfForm(query, form);
		const found = exam && (await selectOptionalExam(query, exam, context.get('asker').id));
		if (!found || !mayUse(context, found, 'edit')) throw noSuchForm();
	});
	return transaction(context.env, system, async (query) => {
		await query('select pg_advisory_xact_lock(hashtextextended($1, 17))', [form]);
		const keyed = await selectOptionalKeyedForm(query, form);
		if (!keyed) throw noSuchForm();
		return work(query, keyed);
	});
}

const show = operation(
	{
		id: 'formKeys',
		method: 'get',
		path: '/teacher/forms/:form/keys',
		tag,
		summary: 'The keys of a form as they are now, and every version there was',
		access: 'signed_in',
		answer: formKeys,
		refusals: ['not_found']
	},
	(context) =>
		asManager(context, async (query, keyed) => {
			const first = await selectFirstKey(query, keyed.id);
			const versions = await selectKeyVersions(query, keyed.id);
			const facts = await selectFacts(query, keyed.id);
			return {
				form: keyed.id,
				exam: keyed.exam,
				title: keyed.form.title,
				items: keyed.form.items,
				version: keyed.version,
				solutions: [...keyed.keys.solutions],
				struck: [...keyed.keys.struck],
				versions: [
					{
						version: 1,
						keyHash: first.hash,
						at: first.at,
						byName: null,
						because: '',
						changes: []
					},
					...versions.map(({ key_hash, made_at, name, ...rest }) => ({
						...rest,
						keyHash: key_hash,
						at: made_at,
						byName: name
					}))
				],
				sittings: [...facts.values()].map(({ id, title, locked }) => ({
					id,
					title,
					released: locked
				}))
			};
		})
);

function changed(keyed: KeyedForm, body: z.output<typeof keyChange>): Keys {
	if (body.version !== keyed.version) throw conflict('stale', 'The keys were changed meanwhile.');
	const found = changeKeys(keyed.form, keyed.keys, body.changes);
	if (found.ok) return found.keys;
	throw new ProblemError('invalid_request', 'The change does not fit the item.', {
		evidence: { field: 'changes', item: found.item, because: found.because }
	});
}

const asked = ({ changes, replacePersons }: z.output<typeof keyChange>) => ({
	about: { changes, replacePersons },
	replacePersons
});

const preview = operation(
	{
		id: 'previewKeys',
		method: 'post',
		path: '/teacher/forms/:form/keys/preview',
		tag,
		summary: 'Whose points would change from what to what; nothing is changed',
		access: 'signed_in',
		body: keyChange,
		answer: keyPreview,
		refusals: ['not_found', 'conflict', 'invalid_request']
	},
	(context, { body }) =>
		asManager(context, async (query, keyed) => {
			const keys = changed(keyed, body);
			return (await rekey(query, keyed, keys, asked(body))).preview;
		})
);

const apply = operation(
	{
		id: 'applyKeys',
		method: 'post',
		path: '/teacher/forms/:form/keys/apply',
		tag,
		summary:
			'Change the keys as previewed, and mark every attempt again; refused if it would be another change by now',
		access: 'signed_in',
		body: keyApply,
		answer: keyApplied,
		refusals: ['not_found', 'conflict', 'invalid_request']
	},
	(context, { body }) =>
		asManager(context, async (query, keyed) => {
			const keys = changed(keyed, body);
			const found = await rekey(query, keyed, keys, asked(body));
			if (found.preview.hash !== body.hash)
				throw conflict('stale', 'Other points would change than were shown.');
			const by = context.get('asker').id;
			const { because } = body;
			const made = { version: keyed.version + 1, hash: keyHashOf(keys) };
			await insertKeyVersion(query, {
				...made,
				form: keyed.id,
				institution: keyed.institution,
				keys,
				changes: body.changes,
				because,
				by
			});
			await query('select because_of($1, $2, $3)', ['key', because, by]);
			for (const { attempts, marked } of found.portions)
				await writeResults(query, marked, attempts, made);
			await audit(context, query, {
				action: 'keys_changed',
				subject: keyed.id,
				detail: {
					version: made.version,
					items: body.changes.map(({ kind, item }) => `${kind} ${item}`).join(', '),
					changed: found.preview.changed,
					because
				}
			});
			return { version: made.version, keyHash: made.hash, changed: found.preview.changed };
		})
);

export const formKeyChanges = [show, preview, apply];

/** Importing people: first what would change, then, if that is still what would change, the change. */
import type { z } from 'zod';
import { utf8 } from '#sync/bytes.ts';
import { sha256Hex } from '#sync/hash.ts';
import { importAnswer, importRequest } from '#sync/schema/administration.ts';
import type { ImportRow } from '#sync/schema/administration.ts';
import { planImport, readPeopleFiles } from '../access/import-people.ts';
import type { PlannedRow } from '../access/import-people.ts';
import { system, transaction } from '../db/database.ts';
import { applyImport, selectKnownPeople, selectTakenEmails } from '../db/import-people.ts';
import { countOwedMails } from '../db/owed-mails.ts';
import { selectAtWork } from '../db/people.ts';
import { asAdmin } from './admin-guard.ts';
import { carryOut } from './admin-users.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import { audit, auditEach } from './who-asks.ts';

const importPeople = operation(
	{
		id: 'importPeople',
		method: 'post',
		path: '/admin/import',
		tag: 'Administration',
		summary:
			'People from a spreadsheet or a OneRoster 1.1 export: a preview, and with its digest the change. The same file again changes nothing',
		access: 'signed_in',
		body: importRequest,
		answer: importAnswer,
		refusals: ['not_allowed', 'conflict', 'too_large']
	},
	async (context, { body }) => {
		const institution = asAdmin(context);
		const { env } = context;
		const read = readPeopleFiles(body.files);
		if (!read.ok)
			throw new ProblemError('invalid_request', 'This is no table of people.', {
				evidence: { because: read.because }
			});
		const emails = read.people.map(({ email }) => email);
		const externalIds = read.people.flatMap(({ externalId }) => externalId ?? []);
		const taken = await transaction(env, system, (query) =>
			selectTakenEmails(query, institution, emails)
		);
		const { rows, digest, locked, owed } = await transaction(
			env,
			context.get('actor'),
			async (query) => {
				const known = await selectKnownPeople(query, institution, emails, externalIds);
				const rows = planImport(read.people, known, taken);
				const digest = digestOf(body.files, rows);
				const owed = () => countOwedMails(query, institution);
				if (body.apply === undefined) return { rows, digest, locked: [], owed: await owed() };
				if (body.apply !== digest)
					throw new ProblemError('conflict', 'Something has changed since the preview.', {
						evidence: { because: 'changed_meanwhile' }
					});
				const self = context.get('asker').id;
				if (
					rows.some(
						({ action, known: one, roles }) =>
							one?.id === self &&
							(action === 'lock' || !roles.includes('admin')) &&
							action !== 'same' &&
							action !== 'refuse'
					)
				)
					throw new ProblemError('conflict', 'The file would take your own admin role from you.');
				const locked = await applyImport(query, institution, rows, {
					sendLinks: body.sendLinks ?? false
				});
				await auditEach(context, query, {
					action: 'person_changed_by_import',
					subjects: rows.flatMap(({ action, known: one, changes }) =>
						action === 'change' && one
							? [
									{
										subject: one.id,
										detail: { fields: changes.map(({ field }) => field).join(',') }
									}
								]
							: []
					)
				});
				await audit(context, query, {
					action: 'people_imported',
					subject: null,
					detail: countsOf(rows)
				});
				return { rows, digest, locked, owed: await owed() };
			}
		);
		const atWork = await transaction(env, system, (query) => selectAtWork(query, locked));
		for (const person of atWork) await carryOut(context, person, true);
		return {
			format: read.format,
			rows: rows.map(shown),
			counts: countsOf(rows),
			digest,
			applied: body.apply !== undefined,
			mails: { ...mailsOf(rows), owed }
		};
	}
);

const shown = ({ imported: _imported, known: _known, ...row }: PlannedRow): ImportRow => row;

function countsOf(rows: readonly PlannedRow[]): z.infer<typeof importAnswer>['counts'] {
	const counts = { add: 0, change: 0, same: 0, refuse: 0, lock: 0 };
	for (const { action } of rows) counts[action]++;
	return counts;
}

const mailsOf = (rows: readonly PlannedRow[]) => ({
	withoutPassword: rows.filter(
		({ action, imported }) => action === 'add' && imported.passwordHash === null
	).length,
	addresses: rows.filter(
		({ action, changes }) => action === 'change' && changes.some(({ field }) => field === 'email')
	).length
});

/** Of what was sent and what would come of it. */
const digestOf = (files: z.infer<typeof importRequest>['files'], rows: readonly PlannedRow[]) =>
	sha256Hex(
		utf8(JSON.stringify([files, rows.map(shown), rows.map(({ known }) => known?.id ?? null)]))
	);

export const adminImport = [importPeople];

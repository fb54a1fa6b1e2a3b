import * as z from 'zod';
import type { ImportRow } from '#sync/schema/administration.ts';
import { role } from '#sync/schema/person.ts';
import { problemText } from '#app/api/problem-text.ts';
import { apiErrorCode } from '#app/api/api-error.ts';
import { formatBytes, formatNumber } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { ImportProblem } from '../admin-api.ts';
import { roleList } from '../role-words.ts';
import type { ImportTrouble } from './importing.svelte.ts';
import { MOST_BYTES, MOST_FILES, type ReadProblem } from '#app/files/file-limits.ts';

export type Action = ImportRow['action'];

/** What a person has to look at comes first. */
export const actions: readonly Action[] = ['refuse', 'add', 'change', 'lock', 'same'];

const wouldWords: Record<Action, () => string> = {
	refuse: m.admin_import_refuse,
	add: m.admin_import_add,
	change: m.admin_import_change,
	lock: m.admin_import_lock,
	same: m.admin_import_same
};
const didWords: Record<Action, () => string> = {
	...wouldWords,
	add: m.admin_import_added,
	change: m.admin_import_changed,
	lock: m.admin_import_locked
};
export const actionWords = (action: Action, applied: boolean): string =>
	(applied ? didWords : wouldWords)[action]();

export const becauseWords: Record<NonNullable<ImportRow['because']>, () => string> = {
	no_name: m.admin_import_because_no_name,
	no_email: m.admin_import_because_no_email,
	bad_email: m.admin_import_because_bad_email,
	bad_role: m.admin_import_because_bad_role,
	bad_password_hash: m.admin_import_because_bad_password_hash,
	too_long: m.admin_import_because_too_long,
	twice_in_file: m.admin_import_because_twice_in_file,
	email_of_another: m.admin_import_because_email_of_another,
	erased: m.admin_import_because_erased
};

const contentWords: Record<ImportProblem, () => string> = {
	not_csv: m.admin_import_problem_not_csv,
	no_heading: m.admin_import_problem_no_heading,
	no_users_file: m.admin_import_problem_no_users_file,
	too_many_rows: m.admin_import_problem_too_many_rows,
	changed_meanwhile: m.admin_import_problem_changed_meanwhile
};

function fileWords(problem: ReadProblem): string {
	switch (problem.code) {
		case 'no_csv':
			return m.admin_import_problem_no_csv();
		case 'too_many_files':
			return m.admin_import_problem_too_many_files({ n: formatNumber(MOST_FILES) });
		case 'too_large':
			return m.admin_import_problem_too_large({
				name: problem.name,
				size: formatBytes(MOST_BYTES)
			});
		case 'not_zip':
			return m.admin_import_problem_not_zip({ name: problem.name });
		case 'not_text':
			return m.admin_import_problem_not_text({ name: problem.name });
	}
}

export function troubleWords(trouble: ImportTrouble): string {
	if (trouble.kind === 'files') return fileWords(trouble.problem);
	if (trouble.kind === 'content') return contentWords[trouble.problem]();
	return problemText(apiErrorCode(trouble.error));
}

/** Columns of the spreadsheet and what the edge calls them; what it calls otherwise is shown as it says. */
const fields: Partial<Record<string, () => string>> = {
	name: m.admin_name,
	email: m.admin_email,
	roles: m.account_roles,
	external_id: m.admin_person_external,
	externalId: m.admin_person_external,
	enrolment_id: m.admin_enrolment,
	enrolmentId: m.admin_enrolment,
	cohort: m.admin_cohort,
	department: m.admin_person_department
};
export const fieldWords = (field: string): string => fields[field]?.() ?? field;

/** Roles come as codes with semicolons between them; everything else is as the file says it. */
export function valueWords(field: string, value: string): string {
	const roles = z.array(role).safeParse(value.split(';'));
	return field === 'roles' && roles.success ? roleList(roles.data) : value;
}

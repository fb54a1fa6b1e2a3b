/** Results of a sitting as a list: to read, and to take away. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { examMarks, resultsExportQuery, sittingResults } from '#sync/schema/results.ts';
import type { SittingResult, SittingResults } from '#sync/schema/results.ts';
import { system, transaction } from '../db/database.ts';
import { dealScripts, selectMarking } from '../db/marking.ts';
import { settleRelease } from '../db/releases.ts';
import { selectExamResults, selectSittingResults } from '../db/sitting-results.ts';
import { toCsv } from '../sheets/csv.ts';
import type { Cell } from '../sheets/csv.ts';
import { toXlsx } from '../sheets/xlsx.ts';
import { askedSitting } from './asked-sitting.ts';
import { readId } from './body.ts';
import { usable } from './exam-in-use.ts';
import { operation } from './operation.ts';
import type { Authenticated } from './signed-in.ts';
import { audit, auditLook } from './who-asks.ts';

const tag = 'Results';

async function resultsOf(
	context: Context<Authenticated>,
	exported?: string
): Promise<SittingResults> {
	const id = readId(context, 'id');
	const sitting = await transaction(context.env, context.get('actor'), (query) =>
		askedSitting(context, query, id, 'see')
	);
	return transaction(context.env, system, async (query) => {
		if (exported === undefined)
			await auditLook(context, query, { action: 'results_viewed', subject: id });
		else
			await audit(context, query, {
				action: 'results_exported',
				subject: id,
				detail: { as: exported }
			});
		await dealScripts(query, id);
		await settleRelease(query, id);
		const { settings, namedAt } = await selectMarking(query, id);
		const rows = (await selectSittingResults(query, sitting)).map(rowOf);
		const count = (passed: boolean | null) => rows.filter((one) => one.passed === passed).length;
		return {
			sitting: id,
			exam: sitting.exam,
			form: sitting.form,
			title: sitting.title,
			passPercent: settings.passPercent,
			rows,
			passed: count(true),
			failed: count(false),
			undecided: count(null),
			withoutHandMarks: settings.blind && namedAt === null
		};
	});
}

const rowOf = (one: Awaited<ReturnType<typeof selectSittingResults>>[number]): SittingResult => ({
	attempt: one.attempt,
	studentName: one.name,
	enrolmentId: one.enrolmentId,
	state: one.state,
	submittedAt: one.submittedAt,
	number: one.number,
	counts: one.counts,
	points: one.points,
	maximum: one.maximum,
	percent: one.percent,
	passed: one.passed,
	waiting: one.waiting
});

const list = operation(
	{
		id: 'sittingResults',
		method: 'get',
		path: '/marking/sittings/:id/results',
		tag,
		summary: 'Results of a sitting, per attempt, with who passed',
		access: 'signed_in',
		answer: sittingResults,
		refusals: ['not_found']
	},
	(context) => resultsOf(context)
);

/** Names of columns stay the same whatever language somebody reads: other programs read them. */
const heads = [
	'student',
	'enrolment_id',
	'attempt',
	'number',
	'counts',
	'state',
	'submitted_at',
	'points',
	'maximum',
	'percent',
	'passed',
	'waiting'
];
const cellsOf = (row: SittingResult): Cell[] => [
	row.studentName,
	row.enrolmentId ?? '',
	row.attempt,
	row.number,
	row.counts ? 'yes' : 'no',
	row.state,
	row.submittedAt === null ? '' : new Date(row.submittedAt).toISOString(),
	row.points,
	row.maximum,
	row.percent ?? '',
	row.passed === null ? '' : row.passed ? 'yes' : 'no',
	row.waiting
];

const types = {
	json: 'application/json',
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};

const exported = operation(
	{
		id: 'exportResults',
		method: 'get',
		path: '/marking/sittings/:id/results/export',
		tag,
		summary: 'Results of a sitting as a file: JSON, CSV or XLSX',
		access: 'signed_in',
		query: resultsExportQuery,
		answer: 'bytes',
		refusals: ['not_found']
	},
	async (context, { query: { as } }) => {
		const results = await resultsOf(context, as);
		const table = [heads, ...results.rows.map(cellsOf)];
		const body =
			as === 'json'
				? JSON.stringify(sittingResults.parse(results), null, '\t')
				: as === 'csv'
					? toCsv(table)
					: toXlsx('Results', table);
		return new Response(body, {
			headers: {
				'Content-Type': types[as],
				'Content-Disposition': `attachment; filename="results-${results.sitting.slice(0, 8)}.${as}"`,
				'Cache-Control': 'no-store'
			}
		});
	}
);

const ofExam = operation(
	{
		id: 'examMarks',
		method: 'get',
		path: '/teacher/exams/:id/marks',
		tag,
		summary: 'Marks per student, over all sittings of an exam',
		access: 'signed_in',
		answer: examMarks,
		refusals: ['not_found']
	},
	async (context) => {
		const exam = await transaction(context.env, context.get('actor'), async (query) => {
			const found = await usable(context, query, 'mark');
			await auditLook(context, query, { action: 'results_viewed', subject: found.id });
			return found;
		});
		const rows = await transaction(context.env, system, (query) =>
			selectExamResults(query, exam.id)
		);
		const students = new Map<string, z.input<typeof examMarks>['students'][number]>();
		for (const { student, name, enrolmentId, passPercent: _percent, ...attempt } of rows) {
			const one = students.get(student) ?? { student, name, enrolmentId, attempts: [] };
			one.attempts.push(attempt);
			students.set(student, one);
		}
		return { exam: exam.id, title: exam.title, students: [...students.values()] };
	}
);

export const resultLists = [list, exported, ofExam];

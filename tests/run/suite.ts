/** One project of vitest.config.ts, counted from what its JSON reporter wrote. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { runCommand, type Ran } from './command.ts';
import type { Suite } from './steps.ts';

export interface Counts {
	passed: number;
	failed: number;
	skipped: number;
}

const report = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	numPendingTests: z.number(),
	numTodoTests: z.number(),
	testResults: z.array(
		z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })
	)
});

export async function runSuite(
	{ project, files = [] }: Suite,
	limitSeconds: number
): Promise<Ran & Counts> {
	const file = `tests/results/${project}.json`;
	rmSync(file, { force: true });
	const ran = await runCommand(
		[
			...['vitest', 'run', '--project', project, ...files],
			...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
		],
		{ limitSeconds }
	);
	return { ...ran, ...count(file, ran.ok) };
}

function count(file: string, ok: boolean): Counts {
	if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
	const { testResults, ...numbers } = report.parse(JSON.parse(readFileSync(file, 'utf8')));
	// A file that could not be loaded fails without a test of its own.
	const unloaded = testResults.filter(
		({ status, assertionResults }) =>
			status === 'failed' && !assertionResults.some((result) => result.status === 'failed')
	).length;
	const failed = numbers.numFailedTests + unloaded;
	return {
		passed: numbers.numPassedTests,
		// Vitest also fails on errors nobody awaited.
		failed: failed === 0 && !ok ? 1 : failed,
		skipped: numbers.numPendingTests + numbers.numTodoTests
	};
}

/**
 * `npm run bench`: what is promised, measured on this machine: medians over several runs, with the aim beside. Not part of the
 * tests: a figure depends on the machine, and on what else it is doing. `npm run bench -- rooms` measures one part;
 * `npm run bench -- watching 30` watches a page for thirty minutes; `npm run bench -- faults 200 1` has a crowd of two hundred, each of
 * whom writes one entry a second without a network.
 */
import { cpus } from 'node:os';
import { buildIfStale } from '../../edge/local/build.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { accountFigures } from './accounts.ts';
import { crowdFigures } from './crowd.ts';
import { deskFigures } from './desk.ts';
import { examFigures } from './exams.ts';
import { table, type Figure } from './figures.ts';
import { longLogFigures } from './long-log.ts';
import { pageFigures } from './pages.ts';
import { publicLogFigures } from './public-log.ts';
import { roomFigures } from './rooms.ts';
import { watchingFigures } from './watching.ts';

const onStack = (measure: (stack: Stack) => Promise<Figure[]>) => async (): Promise<Figure[]> => {
	const stack = await startStack();
	try {
		return await measure(stack);
	} finally {
		await stack.dispose();
	}
};

const MINUTES = 3;
const STUDENTS = 2_000;
const BACKLOG_A_SECOND = 1;
const numbers = process.argv.slice(2).filter((word) => /^\d+$/.test(word));
const minutes = Number(numbers[0] ?? MINUTES);

const parts: Record<string, () => Promise<Figure[]>> = {
	desk: onStack(deskFigures),
	pages: onStack(pageFigures),
	rooms: roomFigures,
	accounts: accountFigures,
	exams: examFigures,
	log: publicLogFigures,
	faults: async () => [
		...(await crowdFigures(Number(numbers[0] ?? STUDENTS), Number(numbers[1] ?? BACKLOG_A_SECOND))),
		...(await longLogFigures()),
		...(await publicLogFigures())
	],
	watching: onStack((stack) => watchingFigures(stack, minutes))
};

const wanted = process.argv.slice(2).filter((word) => !numbers.includes(word));
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
	console.error(
		`No part is called ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`
	);
	process.exit(1);
}
buildIfStale();
console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
for (const [name, measure] of Object.entries(parts))
	if (wanted.length === 0 || wanted.includes(name)) console.log(`\n${table(await measure())}`);

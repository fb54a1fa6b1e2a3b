/** What `npm run faults` found, kept as docs/reliability.json and shown as docs/RELIABILITY.md. A class that was not run keeps its last row. */
import * as z from 'zod';
import type { FaultClass, MissingClass, Outcome } from './fault-class.ts';

const row = z.strictObject({
	/** Of the run's end. */
	date: z.iso.date(),
	/** First seed: run n had this one plus n. */
	seed: z.int(),
	runs: z.int().min(0),
	entries: z.int().min(0),
	lost: z.int().min(0),
	failed: z.int().min(0),
	seconds: z.int().min(0),
	seen: z.record(z.string(), z.int())
});
export type Row = z.infer<typeof row>;

export const record = z.record(z.string(), row);
export type ReliabilityRecord = z.infer<typeof record>;

export function rowOf(
	{ runs, entries, lost, seen, failures }: Outcome,
	{ date, seed, seconds }: Pick<Row, 'date' | 'seed' | 'seconds'>
): Row {
	const named = Object.entries(seen).sort(([a], [b]) => (a < b ? -1 : 1));
	const failed = failures.length;
	return { date, seed, runs, entries, lost, failed, seconds, seen: Object.fromEntries(named) };
}

/** As prettier would write it. */
export const jsonOf = (rows: ReliabilityRecord): string => `${JSON.stringify(rows, null, '\t')}\n`;

const intro = `# Reliability

What was done to the system on purpose, how often, and what came of it. Loss is counted as something that the screen had called saved, or
the edge had receipted, and that could not be found afterwards. The only good number is 0. This page is written by \`npm run faults\`, from
\`docs/reliability.json\`; a class that has not been run lately keeps its last figures with their date, and one that does not exist yet says
so. \`npm test\` runs a slice of every class.

\`\`\`sh
npm run faults                                  # every class at full size; writes this page
npm run faults -- mutants                       # one class
npm run faults -- mutants --seed 7 --runs 1     # one run, as a failure names it
\`\`\`
`;

const number = (value: number) => value.toLocaleString('en-US');

export function pageOf(
	classes: readonly (FaultClass | MissingClass)[],
	rows: ReliabilityRecord
): string {
	const lines = classes.map(({ id, title }) => {
		const ran = rows[id];
		const figures = ran
			? [number(ran.runs), number(ran.entries), number(ran.lost), number(ran.failed), ran.date]
			: ['not run yet', '', '', '', ''];
		return `| ${[title, ...figures].join(' | ')} |`.replaceAll(/ {2,}/g, ' ');
	});
	return [
		intro,
		'| class | runs | entries at stake | entries lost | runs that failed | last run |',
		'| --- | ---: | ---: | ---: | ---: | --- |',
		...lines,
		'',
		...classes.flatMap((each) => details(each, rows[each.id])),
		''
	]
		.join('\n')
		.replace(/\n+$/, '\n');
}

function details({ id, title, does }: FaultClass | MissingClass, ran: Row | undefined): string[] {
	const head = [`## ${title}`, '', does, ''];
	if (!ran) return [...head, 'Not run yet.', ''];
	const command = `npm run faults -- ${id} --seed ${ran.seed} --runs ${ran.runs}`;
	const took = `${number(ran.runs)} runs in ${number(ran.seconds)} s, ${ran.date} (\`${command}\`). Seen:`;
	const seen = Object.entries(ran.seen).map(([what, times]) => `- ${what}: ${number(times)}`);
	return [...head, took, '', ...(seen.length > 0 ? seen : ['- nothing']), ''];
}

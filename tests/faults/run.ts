/**
 * `npm run faults`: every class of faults at full size, and docs/RELIABILITY.md from what came of it.
 * `npm run faults -- CLASS… [--seed N] [--runs N]` runs some, from a seed on, so often. What ran at less than full size is only said.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { classes, isBuilt } from './classes.ts';
import { commandOf } from './fault-class.ts';
import type { FaultClass, Outcome } from './fault-class.ts';
import { jsonOf, pageOf, record, rowOf } from './reliability.ts';
import type { ReliabilityRecord } from './reliability.ts';

const JSON_FILE = 'docs/reliability.json';
const PAGE_FILE = 'docs/RELIABILITY.md';
const STOP_AFTER = 10;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { seed: { type: 'string' }, runs: { type: 'string' } }
});

const wanted = choose(positionals);
const seed = wholeNumber('seed', values.seed) ?? 1;
let failed = false;
for (const each of wanted) {
	const runs = wholeNumber('runs', values.runs) ?? each.sizes.full;
	const began = performance.now();
	const outcome = await each.run({ runs, seed, stopAfter: STOP_AFTER });
	const seconds = Math.round((performance.now() - began) / 1000);
	if (outcome.notRunBecause !== undefined) {
		console.log(`– ${each.title}: not run here. ${outcome.notRunBecause}`);
		continue;
	}
	report(each, outcome, seconds);
	failed ||= outcome.failures.length > 0 || outcome.lost > 0;
	if (runs < each.sizes.full) continue;
	// Read now and written after each: a run of all takes long, and others may have run meanwhile.
	const rows = readRows();
	rows[each.id] = rowOf(outcome, { date: new Date().toISOString().slice(0, 10), seed, seconds });
	writeFileSync(JSON_FILE, jsonOf(rows));
	writeFileSync(PAGE_FILE, pageOf(classes, rows));
}
process.exitCode = failed ? 1 : 0;

function report({ id, title }: FaultClass, outcome: Outcome, seconds: number): void {
	const { runs, entries, lost, seen, failures } = outcome;
	const mark = failures.length > 0 || lost > 0 ? '✗' : '✓';
	console.log(
		`${mark} ${title}: ${runs} runs, ${entries} entries at stake, ${lost} lost, ${seconds} s`
	);
	for (const [what, times] of Object.entries(seen).sort()) console.log(`    ${what}: ${times}`);
	for (const failure of failures)
		console.log(`\n  ${commandOf(id, failure.seed)}\n${failure.what}\n`);
}

function choose(names: string[]): FaultClass[] {
	const built = classes.filter(isBuilt);
	const unknown = names.filter((name) => !built.some(({ id }) => id === name));
	if (unknown.length > 0) {
		console.error(
			`No class is called ${unknown.join(', ')}. There are ${built.map(({ id }) => id).join(', ')}.`
		);
		process.exit(1);
	}
	return names.length === 0 ? built : built.filter(({ id }) => names.includes(id));
}

function wholeNumber(name: string, given: string | undefined): number | null {
	if (given === undefined) return null;
	const value = Number(given);
	if (Number.isSafeInteger(value) && value >= 0) return value;
	console.error(`--${name} takes a whole number.`);
	process.exit(1);
}

function readRows(): ReliabilityRecord {
	if (!existsSync(JSON_FILE)) return {};
	const known = new Set(classes.map(({ id }) => id));
	const read = record.parse(JSON.parse(readFileSync(JSON_FILE, 'utf8')));
	return Object.fromEntries(Object.entries(read).filter(([id]) => known.has(id)));
}

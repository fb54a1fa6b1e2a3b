/**
 * `npm test`: everything, from a clean clone after `npm ci`. `npm test -- unit e2e` runs those steps and what they stand on.
 * Each step's output is shown if it fails. The last line is `N passed, N failed`, with `, N skipped` if any were.
 */
import { endLeftovers, runCommand } from './run/command.ts';
import { asset } from './support/assets.ts';
import { prepareMachine, type Tool } from './run/machine.ts';
import { chooseSteps, groupSteps, type Step } from './run/steps.ts';
import { runSuite, type Counts } from './run/suite.ts';

/** Of one step: so that what hangs ends, however slow the machine. */
const LIMIT_SECONDS = 2_700;
const one = { passed: 1, failed: 0, skipped: 0 };
const none = { passed: 0, failed: 0, skipped: 0 };
const broken = { passed: 0, failed: 1, skipped: 0 };

async function runStep(step: Step): Promise<Counts & { seconds: number; output: string }> {
	if (step.kind === 'suite') return runSuite(step, LIMIT_SECONDS);
	const ran = await runCommand(step.command, { limitSeconds: LIMIT_SECONDS });
	return { ...ran, ...(ran.ok ? (step.kind === 'check' ? one : none) : broken) };
}

const words = ({ passed, failed, skipped }: Counts) =>
	`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

async function runAll(steps: Step[]): Promise<Counts> {
	const needed = [...new Set(steps.flatMap(({ needs }) => needs ?? []))];
	const missing = prepareMachine(needed);
	const total = { ...none };
	const failed = new Set<string>();
	const add = (step: Step, counts: Counts) => {
		total.passed += counts.passed;
		total.failed += counts.failed;
		total.skipped += counts.skipped;
		if (counts.failed > 0) failed.add(step.name);
	};
	for (const group of groupSteps(steps))
		for (const ended of await Promise.all(group.map((step) => runUnlessStopped(step))))
			report(ended);
	return total;

	async function runUnlessStopped(step: Step) {
		const obstacle =
			(step.needs ?? []).map((tool: Tool) => missing.get(tool)).find(Boolean) ??
			step.after?.filter((name) => failed.has(name)).map((name) => `Needs ${name}.`)[0];
		return obstacle ? { step, obstacle } : { step, result: await runStep(step) };
	}

	function report(ended: Awaited<ReturnType<typeof runUnlessStopped>>): void {
		const { step } = ended;
		const line = `${step.name.padEnd(14)}${step.says}`;
		if ('obstacle' in ended) {
			console.log(`✗ ${line}\n${ended.obstacle}`);
			return add(step, broken);
		}
		const { result } = ended;
		add(step, result);
		const seconds = `${result.seconds.toFixed(1)} s`;
		console.log(
			`${result.failed > 0 ? '✗' : '✓'} ${line.padEnd(60)}${seconds.padStart(8)}   ${step.kind === 'suite' ? words(result) : ''}`.trimEnd()
		);
		if (result.failed > 0) console.log(result.output);
		else for (const note of notes(result.output)) console.log(`  ${note}`);
	}
}

/** What a test that passed still wants known: that it had no recording and made its own, or what this machine cannot do. */
const notes = (output: string): string[] => [
	...new Set(
		output.split('\n').filter((line) => /^(No recordings found|Not run here: )/.test(line))
	)
];

async function main(): Promise<void> {
	const started = performance.now();
	const steps = chooseSteps(process.argv.slice(2));
	// What is built is tested with the weights that are in no package, where they are to be had.
	process.env.INVIGIL_WEIGHTS ??= asset('models') ?? '';
	for (const signal of ['SIGINT', 'SIGTERM'] as const)
		process.on(signal, () => void endLeftovers().then(() => process.exit(130)));
	const total = await runAll(steps);
	for (const left of await endLeftovers()) console.log(`Ended what was left running: ${left}`);
	console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
	console.log(words(total));
	process.exitCode = total.failed > 0 ? 1 : 0;
}

await main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	console.log(words(broken));
	process.exitCode = 1;
});

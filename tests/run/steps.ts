/** What `npm test` does, in order. A step runs after those it names, whichever were asked for. */
import type { Tool } from './machine.ts';
import { onEmbedded } from './on-embedded.ts';

interface Common {
	name: string;
	says: string;
	after?: string[];
	needs?: Tool[];
	/** Runs at the same time as the step before it: two cores, and neither fills one. */
	beside?: true;
	/** Runs only if it is asked for. */
	asked?: true;
}
/** Has to work for the rest to mean anything, is no test itself. */
export interface Preparation extends Common {
	kind: 'preparation';
	command: string[];
}
/** Counts as one test. */
export interface Check extends Common {
	kind: 'check';
	command: string[];
}
/** Counts as many as the projects of vitest.config.ts report. */
export interface Suite extends Common {
	kind: 'suite';
	project: string;
	/** Of the project; all when left out. */
	files?: string[];
}
export type Step = Preparation | Check | Suite;

const npm = (script: string) => ['npm', 'run', '--silent', script];

export const steps: Step[] = [
	{
		kind: 'preparation',
		name: 'messages',
		says: 'compile the messages',
		command: npm('messages')
	},
	{
		kind: 'preparation',
		name: 'build',
		says: 'build the app',
		after: ['messages'],
		command: npm('build')
	},
	{
		kind: 'check',
		name: 'types',
		says: 'check types',
		after: ['messages'],
		command: npm('check')
	},
	{
		kind: 'check',
		name: 'format',
		beside: true,
		says: 'check the format (prettier)',
		command: ['prettier', '--check', '--log-level', 'warn', '.']
	},
	{
		kind: 'check',
		name: 'lint',
		says: 'lint (eslint)',
		after: ['messages'],
		command: ['eslint', '.']
	},
	{
		kind: 'check',
		name: 'arrows',
		beside: true,
		says: 'check who imports whom (dependency-cruiser)',
		command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'app', 'edge', 'models', 'sync']
	},
	{
		kind: 'suite',
		name: 'unit',
		says: 'unit tests',
		// The build writes the tsconfig that the app's extends.
		after: ['build'],
		project: 'unit'
	},
	{
		kind: 'suite',
		name: 'faults',
		says: 'a slice of each class of faults',
		after: ['build'],
		needs: ['chromium', 'postgres'],
		project: 'faults'
	},
	{
		kind: 'suite',
		name: 'browser',
		says: 'components in Chromium',
		after: ['messages'],
		needs: ['chromium'],
		project: 'browser'
	},
	{
		kind: 'suite',
		name: 'edge',
		says: 'edge where the embedded Postgres differs',
		after: ['build'],
		project: 'edge-embedded',
		files: onEmbedded
	},
	{
		kind: 'suite',
		name: 'edge-embedded',
		asked: true,
		says: 'all of edge on the embedded Postgres',
		after: ['build'],
		project: 'edge-embedded'
	},
	{
		kind: 'suite',
		name: 'edge-postgres',
		beside: true,
		says: 'edge on a PostgreSQL server',
		after: ['build'],
		needs: ['postgres'],
		project: 'edge-postgres'
	},
	{
		kind: 'suite',
		name: 'models',
		says: 'analysis of recordings in Chromium',
		after: ['build'],
		needs: ['chromium'],
		project: 'models'
	},
	{
		kind: 'suite',
		name: 'e2e',
		says: 'end to end',
		after: ['build'],
		needs: ['chromium'],
		project: 'e2e'
	}
];

/** The steps asked for and those they stand on, in order; when none is named, all that need no asking. */
export function chooseSteps(names: string[]): Step[] {
	if (names.length === 0) return steps.filter(({ asked }) => !asked);
	const unknown = names.filter((name) => !steps.some((step) => step.name === name));
	if (unknown.length > 0)
		throw new Error(
			`No step is called ${unknown.join(', ')}. There are ${steps.map(({ name }) => name).join(', ')}.`
		);
	const chosen = new Set(names);
	for (const name of chosen)
		for (const before of steps.find((step) => step.name === name)?.after ?? []) chosen.add(before);
	return steps.filter(({ name }) => chosen.has(name));
}

/** Those that run together, in order: none beside one that it stands on. */
export const groupSteps = (chosen: Step[]): Step[][] =>
	chosen.reduce<Step[][]>((groups, step) => {
		const last = groups.at(-1);
		const waits = last?.some(({ name }) => step.after?.includes(name));
		if (step.beside && last && !waits) last.push(step);
		else groups.push([step]);
		return groups;
	}, []);

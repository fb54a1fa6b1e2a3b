/**
 * Everybody at once, on the real Worker: all start at once; then the network goes for all but some, for five minutes, and comes
 * back for everybody in the same moment. Each run is one student of that crowd.
 */
import { crowd } from '../../support/crowd.ts';
import { until } from '../../support/edge-device.ts';
import type { EdgeStack } from '../../support/edge-stack.ts';
import { quantile } from '../../bench/figures.ts';
import type { FaultClass, Outcome } from '../fault-class.ts';
import { Tally } from '../each-seed.ts';
import { withEdge } from '../with-edge.ts';
import { CrowdDevice } from './crowd-device.ts';
import { reconnect, start, workOn } from './phases.ts';

/** Two thousand within ten seconds; fewer as densely. */
const START_EVERY_MS = 5;
/** One of so many keeps the network and works on. */
const WORKS_ON = 20;
/** Beyond this many a PostgreSQL server is what an installation has. */
const EMBEDDED = 100;
const PATIENCE_MS = 480_000;
/** Before the network goes. */
const CALM_MS = 1_500;

export const surge: FaultClass = {
	id: 'surge',
	title: '2,000 reconnect and 2,000 start at once',
	does: 'A crowd of devices with the real log and connection, in rooms of two hundred. All start at the pace of two thousand in ten seconds: each gets the key and the receipt of its first entry, and nobody an error. The network goes for nineteen of twenty, they write on for five minutes, and all of them are back in the same moment: each is receipted to its end, the database has all of it with the same heads, nobody is refused for good, and those who never left are served meanwhile. Who is asked to come later, comes later. A run is one student.',
	sizes: { full: 2_000, slice: 20 },
	run: (options) =>
		withEdge(
			async (stack) => {
				const students = await crowd(stack, options.runs);
				const devices = students.map((student) => new CrowdDevice(student));
				const tally = new Tally();
				const failures = new Map<number, string>();
				const each = async <T>(
					what: string,
					work: (one: CrowdDevice, at: number) => Promise<T>
				) => {
					const settled = await Promise.allSettled(devices.map(work));
					return settled.flatMap((one, at) => {
						if (one.status === 'fulfilled') return [one.value];
						if (!failures.has(at)) failures.set(at, `${what}: ${String(one.reason)}`);
						return [];
					});
				};
				await begin(stack, each, tally);
				await comeBack(stack, each, tally, devices);
				await compare(stack, devices, tally, failures);
				for (const { device } of devices) device.disconnect();
				return outcome(options, tally, failures);
			},
			{},
			{ onServer: options.runs > EMBEDDED }
		)
};

type Each = <T>(what: string, work: (one: CrowdDevice, at: number) => Promise<T>) => Promise<T[]>;

async function begin(stack: EdgeStack, each: Each, tally: Tally): Promise<void> {
	const all = await each('start', (one, at) => start(stack, one, at * START_EVERY_MS));
	tally.saw('started', all.length);
	tally.saw('started: asked to come again', all.filter(({ again }) => again > 0).length);
	tally.saw(
		'start to first receipt, p99 ms',
		Math.round(
			quantile(
				all.map(({ ms }) => ms),
				0.99
			)
		)
	);
}

const worksOn = (at: number) => at % WORKS_ON === 0;

async function comeBack(
	stack: EdgeStack,
	each: Each,
	tally: Tally,
	devices: CrowdDevice[]
): Promise<void> {
	const gone = devices.filter((_one, at) => !worksOn(at));
	let calm = true;
	let over = false;
	const before: number[] = [];
	const during: number[] = [];
	for (const { device } of gone) device.disconnect();
	const working = each('work on', async (one, at) => {
		if (!worksOn(at)) return;
		before.push(...(await workOn(one, () => !calm)));
		during.push(...(await workOn(one, () => over)));
	});
	await new Promise((done) => setTimeout(done, CALM_MS));
	// Written before the crowd comes: the machine is the edge's from then on.
	for (const one of gone) await one.writeBacklog(1);
	calm = false;
	const times = await each('come back', async (one, at) =>
		worksOn(at) ? null : reconnect(stack, one, PATIENCE_MS)
	);
	over = true;
	await working;
	const came = times.filter((ms) => ms !== null);
	tally.saw('came back and receipted', came.length);
	tally.saw('last one receipted after, ms', Math.round(Math.max(0, ...came)));
	tally.saw('works on: receipt p99 before, ms', Math.round(quantile(before, 0.99)));
	tally.saw('works on: receipt p99 meanwhile, ms', Math.round(quantile(during, 0.99)));
}

/** In the database is what each device was given a receipt for. */
async function compare(
	stack: EdgeStack,
	devices: CrowdDevice[],
	tally: Tally,
	failures: Map<number, string>
): Promise<void> {
	const stored = new Map<string, { next: number; head: string }>();
	const lacking = () =>
		devices.filter(({ device }) => {
			const { receipted, session } = device;
			return (stored.get(session)?.next ?? 0) < receipted + 1;
		});
	const look = async () => {
		await stack.database(async (query) => {
			for (const row of await query('select id, next_seq, head from exam_sessions'))
				stored.set(String(row['id']), {
					next: Number(row['next_seq']),
					head: String(row['head'])
				});
		});
		return lacking().length === 0;
	};
	await until(look, PATIENCE_MS, () => `${lacking().length} are not in the database`).catch(
		(problem: unknown) => failures.set(0, String(problem))
	);
	for (const [at, { device }] of devices.entries()) {
		const { receipted, session, log, refused } = device;
		const found = stored.get(session);
		const lost = Math.max(0, receipted + 1 - (found?.next ?? 0));
		const receipt = log.lastReceipt?.receipt;
		tally.entries += receipted + 1;
		tally.lost += lost;
		const other = found?.next === receipted + 1 && found.head !== receipt?.head;
		if (lost > 0) failures.set(at, `${lost} receipted entries are not in the database`);
		else if (other) failures.set(at, 'the database has another history');
		else if (refused.length > 0) failures.set(at, `refused: ${JSON.stringify(refused)}`);
		else if (receipted < log.nextSeq - 1) failures.set(at, 'not receipted to its end');
	}
}

function outcome(
	{ runs, seed, stopAfter }: { runs: number; seed: number; stopAfter: number },
	{ entries, lost, seen }: Tally,
	failures: Map<number, string>
): Outcome {
	const named = [...failures].map(([at, what]) => ({ seed: seed + at, what }));
	return { runs, entries, lost, seen, failures: named.slice(0, stopAfter) };
}

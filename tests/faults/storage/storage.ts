/**
 * The device's store fails at each of its calls in turn, once or from there on, is emptied, or gives back a record with a bit changed: at the
 * level of the log and its sync, with and without a network. What a browser does to its own storage is another class.
 */
import type { StoreTrouble } from '#sync/store-queue.ts';
import { numbersIn } from '#sync/testing/numbered.ts';
import { Simulation } from '#sync/testing/simulation.ts';
import type { Step } from '#sync/testing/steps.ts';
import { makeDesk } from '#sync/testing/story.ts';
import { eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import type { FaultClass } from '../fault-class.ts';
import { checkEnd, entriesOf } from '../simulation/check-end.ts';
import { IntakeRoom } from '../simulation/intake-room.ts';
import { ownPapers } from '../simulation/schedules.ts';

const faults = [
	'fails once',
	'fails from there on',
	'fails and reloads',
	'emptied',
	'garbled'
] as const;
/** More calls than a run makes when all goes well: later ones are those of a store that is tried again. */
const CALLS = 40;

interface Plan {
	fault: (typeof faults)[number];
	/** Number of the call, or of the record. */
	nth: number;
	online: boolean;
	/** Which byte of the record. */
	at: number;
}

/** Every fault at every call, with and without a network; then again with other bytes. */
function planOf(seed: number): Plan {
	const fault = faults[seed % faults.length] ?? 'garbled';
	const round = Math.floor(seed / faults.length);
	const nth = Math.floor(round / 2) % CALLS;
	return { fault, nth, online: round % 2 === 0, at: (seed * 7_919) % 10_007 };
}

export const storage: FaultClass = {
	id: 'storage',
	title: 'The n-th storage call fails, the store is emptied, a record is garbled',
	does: 'Each call of the device’s store in turn fails once, or for good until somebody makes room, with a page that goes on or is loaded again; the store is emptied; one bit of one record is changed. The failure is told at once, memory and network carry on, what was receipted comes back from the edge, and what cannot be read again is reported.',
	sizes: { full: 2_000, slice: 60 },
	run: (options) => eachSeed(options, (seed, tally) => runStorage(planOf(seed), tally))
};

const answer: Step = { do: 'answer', urgent: true };
const exam: Step[] = Array.from({ length: 12 }, (_, at): Step[] => [
	at % 4 === 3 ? { do: 'heartbeat' } : answer,
	{ do: 'wait', ms: 1_500 }
]).flat();

async function runStorage({ fault, nth, online, at }: Plan, tally: Tally): Promise<void> {
	const desk = await makeDesk(await ownPapers());
	const troubles: StoreTrouble[] = [];
	desk.options.onStoreTrouble = (trouble) => void troubles.push(trouble);
	const edge = new IntakeRoom(desk.papers, desk.clock.now);
	const simulation: Simulation<IntakeRoom> = new Simulation(desk, edge);
	simulation.network.up = online;
	let failed = 0;
	const fails = (write: number) => {
		const now = fault === 'fails once' ? write === nth : fault.startsWith('fails') && write >= nth;
		if (now) failed++;
		return now;
	};
	desk.store.fails = fails;
	// The very first call may be the one: time has to pass until it is tried again.
	const begun = simulation.begin();
	await desk.clock.advance(1_000);
	if (nth === 0) desk.store.fails = () => false;
	await desk.clock.advance(20_000);
	await begun;
	desk.store.fails = fails;
	for (const [index, step] of exam.entries()) {
		await simulation.take(step);
		if (online) await simulation.network.run();
		if (index !== exam.length / 2) continue;
		if (fault === 'fails and reloads') await simulation.take({ do: 'reload' });
		if (fault === 'emptied') await simulation.take({ do: 'evict' });
		if (fault === 'garbled') await simulation.take({ do: 'garble', record: nth, at });
	}
	await simulation.finish();
	tally.saw(`${fault}, ${online ? 'with' : 'without'} a network`);
	tally.saw('calls that failed', failed);
	tally.saw('records found damaged', simulation.damage.length);
	await checkEnd(simulation, tally);
	const kept = new Set(numbersIn(entriesOf(edge.log)));
	const gone = [...simulation.durable].filter((number) => !kept.has(number));
	tally.saw('answers that only the damaged store had, reported as missing', gone.length);
	if (online && gone.length > 0)
		throw new Error(`receipted, and not restored from the edge: ${gone.join(', ')}`);
	if (failed > 0 && !troubles.some((trouble) => trouble !== null))
		throw new Error('nobody was told that the store failed');
	if (failed > 0 && fault !== 'fails and reloads') checkCarriedOn(simulation, troubles);
	if (fault === 'garbled' && simulation.damage.length === 0)
		throw new Error('a record that was changed was taken for whole');
}

/** The page lived on: nothing at all is missing, called saved or not, and in the end the store is said to be well. */
function checkCarriedOn(
	{ edge, took }: Simulation<IntakeRoom>,
	troubles: readonly StoreTrouble[]
): void {
	const kept = new Set(numbersIn(entriesOf(edge.log)));
	if (kept.size !== took.answer) throw new Error(`${kept.size} of ${took.answer} answers arrived`);
	if (troubles.at(-1) !== null) throw new Error('the store is well, and nobody was told');
}

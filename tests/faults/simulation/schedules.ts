/** Honest exams in which everything breaks: thousands of schedules over the real log, sync and intake, each from one seed. */
import fc from 'fast-check';
import { makePapers } from '#sync/testing/fixture.ts';
import type { Papers } from '#sync/testing/fixture.ts';
import { testFormHash } from '#sync/testing/forms.ts';
import { Simulation } from '#sync/testing/simulation.ts';
import { damagingSteps, faultySteps } from '#sync/testing/steps.ts';
import type { Step } from '#sync/testing/steps.ts';
import { makeDesk } from '#sync/testing/story.ts';
import { Tally, eachSeed, holdsFor } from '../each-seed.ts';
import type { FaultClass } from '../fault-class.ts';
import { checkEnd } from './check-end.ts';
import { IntakeRoom } from './intake-room.ts';

let papers: Promise<Papers> | null = null;
const accommodation = { breaksMs: 30_000, largerText: false, reader: false, off: [] };
export const ownPapers = () =>
	(papers ??= makePapers({ ticket: { accommodation, formHash: testFormHash } }));

export const schedules: FaultClass = {
	id: 'schedules',
	title: 'Frames, store, clock and edge fail while somebody sits an exam',
	does: 'Frames are lost, doubled, reordered, delayed and cut; the store fails, is emptied or garbled; the page reloads; the device sleeps and its clock is set; the edge is killed at any point with only what it has committed, put to sleep, or cannot write. The real log, sync and intake in simulated time. Nothing that was called saved or receipted is missing, everything is there once and in order, both ends hold the same bytes, and neither edge nor verifier accuses anybody.',
	sizes: { full: 10_000, slice: 100 },
	async run(options) {
		const own = await ownPapers();
		return eachSeed(options, async (seed, tally) => {
			// Two of three without what damages the store or sets the clock: there the verifier has nothing to say at all.
			const steps = seed % 3 === 0 ? damagingSteps : faultySteps;
			const schedule = fc.array(steps, { minLength: 10, maxLength: 90 });
			let first: Tally | null = null;
			await holdsFor(schedule, seed, async (taken) => {
				const counted = new Tally();
				first ??= counted;
				await runSchedule(own, taken, counted);
			}).finally(() => first && tally.add(first));
		});
	}
};

export async function runSchedule(
	own: Papers,
	steps: readonly Step[],
	tally: Tally
): Promise<void> {
	const desk = await makeDesk(own);
	const began = desk.clock.now();
	// The edge's clock is never set, and goes on while the device sleeps.
	const now = (): number => began + desk.clock.elapsed + simulation.asleepMs;
	const edge = new IntakeRoom(own, now);
	const simulation: Simulation<IntakeRoom> = new Simulation(desk, edge);
	simulation.network.slow = true;
	await simulation.begin();
	for (const step of steps) await simulation.take(step);
	await simulation.finish();
	for (const [step, times = 0] of Object.entries(simulation.took))
		tally.saw(`step: ${step}`, times);
	tally.saw('edge killed', edge.kills);
	tally.saw('edge could not write', edge.failedCommits);
	tally.saw('damage found when loaded', simulation.damage.length);
	await checkEnd(simulation, tally);
}

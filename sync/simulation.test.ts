/**
 * Honest schedules: a student writes, the network breaks, doubles and disorders frames, the store fails, the page reloads at any moment.
 * Whatever happens, nobody is accused, nothing that was called durable is missing, and in the end both sides hold the same bytes.
 * A failure prints the seed and path that replay it.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFinal } from './refusal.ts';
import { makePapers } from './testing/fixture.ts';
import { PATIENCE_MS, runs } from './testing/runs.ts';
import { numbersIn } from './testing/numbered.ts';
import { Simulation } from './testing/simulation.ts';
import { plainSteps } from './testing/steps.ts';
import { makeDesk } from './testing/story.ts';

test(
	'A11: no honest schedule is accused, and nothing called durable is lost',
	async () => {
		const accommodation = { breaksMs: 30_000, largerText: false, reader: false, off: [] };
		const papers = await makePapers({ ticket: { accommodation } });
		await fc.assert(
			fc.asyncProperty(fc.array(plainSteps, { minLength: 5, maxLength: 60 }), async (steps) => {
				const desk = await makeDesk(papers);
				const { room } = desk;
				const simulation = new Simulation(desk, room);
				await simulation.begin();
				for (const each of steps) await simulation.take(each);
				await simulation.finish();
				expect(simulation.refused).toEqual([]);
				expect(simulation.network.refusals.filter(({ code }) => isFinal(code))).toEqual([]);
				expect(room.branches).toEqual([]);
				const kept = new Set(numbersIn(room.entries));
				expect([...simulation.durable].filter((number) => !kept.has(number))).toEqual([]);
				expect(room.log).toEqual(desk.log.document.logItems(0));
				expect(room.entries.some(({ kind }) => kind === 'submit')).toBe(true);
				expect(desk.log.document.controlCount).toBe(room.control.length);
			}),
			runs(150)
		);
	},
	PATIENCE_MS
);

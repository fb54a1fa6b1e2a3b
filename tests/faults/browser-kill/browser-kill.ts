/** The tab, its renderer or the whole browser goes away at any moment, and the exam is opened again on what the device has. */
import { utf8 } from '#sync/bytes.ts';
import { dice } from '#sync/order.ts';
import { createProfile, deleteProfile, processesOf } from '../../support/chromium.ts';
import { allProcesses, killHard } from '../../support/processes.ts';
import { eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import type { FaultClass, Outcome, RunOptions } from '../fault-class.ts';
import { openSchool } from '../real-sitting/school.ts';
import type { School } from '../real-sitting/school.ts';
import { Seat } from '../real-sitting/seat.ts';

const ways = ['renderers killed', 'browser killed', 'tab closed', 'tab crashed'] as const;
const SHORTEST_MS = 100;
const LONGEST_MS = 2_000;

export const browserKill: FaultClass = {
	id: 'browser-kill',
	title: 'Tab, renderer or whole browser killed',
	does: 'The built app in a real Chromium, a real edge, and a student who answers. At random moments all renderers or the whole browser get SIGKILL, or the tab is closed or crashes. Then the device is read beside the app and the exam is opened again: every answer that the screen had called saved or received is there, the chain is unbroken and only longer, the same question is shown (one it came to less than a second before may be missed), the time left is the same, counted from the beginning of the sitting. In the end the work is handed in and the bundle verifies.',
	sizes: { full: 100, slice: 2 },
	run
};

async function run(options: RunOptions): Promise<Outcome> {
	const school = await openSchool();
	const profiles: string[] = [];
	let seat: Seat | null = null;
	const leave = async () => {
		await seat?.leave();
		seat = null;
	};
	try {
		return await eachSeed(options, async (seed, tally) => {
			try {
				seat ??= await takeSeat(school, profiles);
				await oneKill(seat, seed, tally);
				if (seed < options.seed + options.runs - 1) return;
				await seat.finish();
				tally.saw('handed in, and the bundle verifies');
			} catch (problem) {
				await leave();
				throw problem;
			}
		});
	} finally {
		await leave();
		profiles.forEach(deleteProfile);
		await school.close();
	}
}

function takeSeat(school: School, profiles: string[]): Promise<Seat> {
	const profile = createProfile();
	profiles.push(profile);
	return Seat.take(school, profile, school.nextStudent());
}

async function oneKill(seat: Seat, seed: number, tally: Tally): Promise<void> {
	const throwing = dice(utf8(String(seed)), 'browser-kill');
	const way = ways[throwing(ways.length)] ?? 'browser killed';
	const after = SHORTEST_MS + throwing(LONGEST_MS - SHORTEST_MS);
	await seat.workUntil(after, throwing, () => strike(seat, way));
	if (way === 'browser killed') await seat.launch();
	tally.saw(way);
	await seat.look(tally);
	if (way !== 'browser killed') await seat.newTab();
	await seat.openAgain(tally);
}

async function strike(seat: Seat, way: (typeof ways)[number]): Promise<void> {
	const { page } = seat;
	switch (way) {
		case 'browser killed':
			return seat.kill();
		case 'tab closed':
			return page.close();
		case 'tab crashed': {
			const crashed = page.waitForEvent('crash');
			await seat.crash();
			await crashed;
			return page.close();
		}
		case 'renderers killed': {
			const crashed = page.waitForEvent('crash');
			await killHard(renderersOf(seat.profile));
			await crashed;
			return page.close();
		}
	}
}

function renderersOf(profile: string): number[] {
	const mine = new Set(processesOf(profile));
	return (
		allProcesses()
			// A process that was forked from another has one long word for a command line.
			.filter(({ pid, command }) => mine.has(pid) && command.join(' ').includes('--type=renderer'))
			.map(({ pid }) => pid)
	);
}

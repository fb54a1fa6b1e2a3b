/**
 * The power goes while somebody answers: the browser is frozen, what had reached the disk is copied, and the exam goes on from the copy.
 * Every fourth run is the control: the same app with every write committed as Chrome does by default, which has to lose answers that it
 * called saved, or the harness could not see a loss. It sits alone, without a network, because a log that lost its end would fork.
 */
import { utf8 } from '#sync/bytes.ts';
import { dice } from '#sync/order.ts';
import { eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import { notRun } from '../fault-class.ts';
import type { FaultClass, Outcome, RunOptions } from '../fault-class.ts';
import { openSchool } from '../real-sitting/school.ts';
import type { School } from '../real-sitting/school.ts';
import type { Dice } from '../real-sitting/student-at-work.ts';
import { Disk, NoDiskError } from './disk.ts';
import { Place } from './place.ts';

/** Then another student begins, on a disk that was never at rest. */
const CUTS_A_SEAT = 11;
const isControl = (seed: number) => seed % 4 === 1;

export const powerCut: FaultClass = {
	id: 'power-cut',
	title: 'Power cut',
	does: 'The built app in a real Chromium whose profile lies on an ext4 of its own. While a student answers, the browser is frozen and what had reached the disk is copied, without what the file system still had in memory; the copy is mounted, its journal replayed, and the exam goes on there. Every answer that the screen had called saved or received is there, the chain is unbroken and only longer, the question and the time left are the same; in the end the bundle verifies. Every fourth run is the control: with relaxed durability the same harness has to show a loss.',
	sizes: { full: 40, slice: 2 },
	run
};

async function run(options: RunOptions): Promise<Outcome> {
	try {
		await Disk.create().remove();
	} catch (problem) {
		if (problem instanceof NoDiskError) return notRun(problem.message);
		throw problem;
	}
	const school = await openSchool();
	const strict = new StrictRuns(school);
	const control = new ControlRuns(school);
	try {
		return await eachSeed(options, async (seed, tally) => {
			const throwing = dice(utf8(String(seed)), 'power-cut');
			if (isControl(seed)) return control.one(throwing, tally);
			const last = seed + (isControl(seed + 1) ? 2 : 1) >= options.seed + options.runs;
			await strict.one(throwing, tally, last);
		});
	} finally {
		await strict.leave();
		await control.leave();
		await school.close();
	}
}

/** One student after another, each on the disk that the last cut left. */
class StrictRuns {
	readonly #school: School;
	#place: Place | null = null;
	#cuts = 0;

	constructor(school: School) {
		this.#school = school;
	}

	async one(throwing: Dice, tally: Tally, last: boolean): Promise<void> {
		try {
			const place = (this.#place ??= await Place.take(this.#school));
			await place.cutPower(throwing);
			tally.saw('power cut');
			await place.seat.look(tally);
			await place.seat.openAgain(tally);
			if (++this.#cuts < CUTS_A_SEAT && !last) return;
			await place.seat.finish();
			tally.saw('handed in, and the bundle verifies');
			await this.leave();
		} catch (problem) {
			await this.leave();
			throw problem;
		}
	}

	async leave(): Promise<void> {
		this.#cuts = 0;
		await this.#place?.leave();
		this.#place = null;
	}
}

/** Each from the same beginning. */
class ControlRuns {
	readonly #school: School;
	#begun: { disk: Disk; url: string } | null = null;

	constructor(school: School) {
		this.#school = school;
	}

	async one(throwing: Dice, tally: Tally): Promise<void> {
		const { disk, url } = (this.#begun ??= await this.#begin());
		const place = await Place.goOnRelaxed(this.#school, disk.copy(), url);
		try {
			await place.cutPower(throwing);
			const { claims, missing } = await place.seat.missing();
			tally.saw('relaxed: power cut');
			tally.saw('relaxed: answers called saved', claims);
			tally.saw('relaxed: of these gone', missing.length);
			if (missing.length === 0)
				throw new Error(`with relaxed durability none of ${claims} answers was lost`);
		} finally {
			await place.leave();
		}
	}

	async #begin(): Promise<{ disk: Disk; url: string }> {
		const place = await Place.take(this.#school);
		await place.seat.close();
		return { disk: place.disk, url: place.seat.url };
	}

	async leave(): Promise<void> {
		await this.#begun?.disk.remove();
	}
}

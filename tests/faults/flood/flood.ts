/** Floods against a room, and an honest student in it who goes on working: before, meanwhile, afterwards. */
import { crowd } from '../../support/crowd.ts';
import type { CrowdStudent } from '../../support/crowd.ts';
import { EdgeDevice } from '../../support/edge-device.ts';
import { quantile } from '../../bench/figures.ts';
import { eachSeed } from '../each-seed.ts';
import type { FaultClass } from '../fault-class.ts';
import { withEdge } from '../with-edge.ts';
import { attacks, zipBomb } from './attacks.ts';

/** Answers of the honest student without an attack, and at least so many with one. */
const ANSWERS = 10;
const PATIENCE_MS = 180_000;
/** Each does harm to nobody but themselves: an attempt has its own limits. */
const ATTACKERS = 40;

export const flood: FaultClass = {
	id: 'flood',
	title: 'Oversize, slow, flooding, compressed bombs',
	does: 'Frames and bodies that are too large, that say nothing of their size or come a byte at a time, thousands of frames and requests, many sockets of one ticket, and bombs in permessage-deflate, gzip and zip. What is too large or too much is closed by a limit, what is only slow costs nobody anything, and an honest student of the same room is receipted all along. Their p99 with and without is compared, in per cent. At stake is each answer of theirs.',
	sizes: { full: 160, slice: 0, leftOut: 'A connection that is only slow is held for minutes.' },
	run: (options) =>
		withEdge(async (stack) => {
			const [honest, ...others] = await crowd(stack, ATTACKERS + 1);
			if (!honest) throw new Error('nobody there');
			const device = EdgeDevice.create(honest.papers).connect();
			await device.open();
			await device.untilReceipted(0);
			zipBomb();
			const calm: number[] = [];
			const attacked: number[] = [];
			const outcome = await eachSeed(options, async (seed, tally) => {
				const attack = attacks[seed % attacks.length];
				const by = others[seed % others.length] as CrowdStudent;
				if (!attack) return;
				await work(device, calm, (done) => done >= ANSWERS);
				let over = false;
				const ending = attack.run(stack, by).finally(() => (over = true));
				const working = work(device, attacked, (done) => over && done >= ANSWERS);
				const [how] = await Promise.allSettled([ending, working]).then((settled) => {
					for (const one of settled) if (one.status === 'rejected') throw one.reason as Error;
					return settled.map((one) => (one.status === 'fulfilled' ? one.value : null));
				});
				tally.entries += device.receipted + 1 - tally.entries;
				if (device.refused.length > 0)
					throw new Error(`${attack.name}: the honest student was refused`);
				tally.saw(`${attack.name}: ${String(how)}`);
			});
			device.disconnect();
			const ratio = (100 * quantile(attacked, 0.99)) / quantile(calm, 0.99);
			const seen = {
				...outcome.seen,
				'honest student: answers meanwhile': attacked.length,
				'honest student: p99 meanwhile over p99 without, %': Math.round(ratio)
			};
			return { ...outcome, seen };
		})
};

async function work(
	device: EdgeDevice,
	took: number[],
	isEnough: (done: number) => boolean
): Promise<void> {
	for (let done = 0; !isEnough(done); done++) {
		const began = performance.now();
		const { seq } = await device.write({
			kind: 'navigation',
			data: { item: 'item-1', action: 'visit' }
		});
		await device.untilReceipted(seq, PATIENCE_MS);
		took.push(performance.now() - began);
	}
}

/**
 * A whole device, as its worker runs it, on clocks that jump: set by up to an hour, asleep, with timers that come late, loaded again, with and
 * without a network. How much time is left is held against what really passed.
 */
import fc from 'fast-check';
import { NOW, ids, startedDevice } from '#app/exam/host-fixture.ts';
import { essay } from '#app/exam/host-steps.ts';
import type { Device } from '#app/exam/host-steps.ts';
import type { SessionEvent } from '#app/exam/session-events.ts';
import { readTicket } from '#app/exam/papers.ts';
import type { Entry } from '#sync/schema/entry.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { judgeTimeliness } from '#sync/timing.ts';
import { eachSeed, holdsFor, Tally } from '../each-seed.ts';
import type { FaultClass } from '../fault-class.ts';
import { controlOf, entriesOf } from '../simulation/check-end.ts';

type Step =
	| { do: 'run' | 'sleep' | 'throttle'; ms: number }
	| { do: 'set'; ms: number }
	/** Without a network for `awayMs`; the clock is put right by the network that comes back, `beforeMs` before the edge can be reached. */
	| { do: 'return'; ms: number; awayMs: number; beforeMs: number }
	| { do: 'reload' | 'offline' | 'online' };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** A clock that is set ahead without a network is sleep until the edge is heard: in the short exam some of it ends it, in the long one none. */
const durations = [90 * MINUTE, 12 * 60 * MINUTE];
/** What is set or slept by less, the device takes for the inexactness of its samples. */
const LEAST_JUMP_MS = 5 * SECOND;
/** After a jump: a heartbeat, so that it stands in the log and the edge was heard. */
const SETTLED_MS = 12 * SECOND;

/** So long before the end the student hands in. */
const LAST_MS = 20 * SECOND;

const span = (min: number, max: number) => fc.integer({ min, max });
const eitherWay = fc
	.tuple(fc.constantFrom(1, -1), span(LEAST_JUMP_MS, 60 * MINUTE))
	.map(([sign, ms]) => sign * ms);
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({ do: fc.constant('run' as const), ms: span(1, 15 * SECOND) })
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('sleep' as const),
			ms: span(LEAST_JUMP_MS, 10 * MINUTE)
		})
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant('throttle' as const), ms: span(SECOND, MINUTE) })
	},
	{
		weight: 3,
		arbitrary: fc.record({ do: fc.constant('set' as const), ms: eitherWay })
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('return' as const),
			ms: eitherWay,
			awayMs: span(SECOND, MINUTE),
			beforeMs: span(0, 4 * SECOND)
		})
	},
	{
		weight: 3,
		arbitrary: fc.record({ do: fc.constantFrom('reload', 'offline', 'online', 'online') })
	}
);

class World {
	readonly device: Device;
	/** Time left as the page was last told, and how much had really passed by then. */
	told = { remainingMs: Number.NaN, at: 0 };
	readonly sets: number[] = [];
	/** How much time was really left when the exam ended; null: it goes on. */
	ended: { leftMs: number; online: boolean } | null = null;
	readonly #durationMs: number;
	#online = true;
	#host: ReturnType<Device['tab']>['host'] | null = null;
	#asleep = 0;
	/** The wall clock minus real time, before anybody set it. */
	readonly #epoch: number;

	private constructor(device: Device, durationMs: number) {
		this.device = device;
		this.#durationMs = durationMs;
		this.#epoch = device.clock.epoch;
		device.edgeTime = () => this.#epoch + this.#passed;
	}

	static async start(durationMs: number): Promise<World> {
		const closesAt = NOW + 2 * durationMs;
		const world = new World(await startedDevice({ durationMs, closesAt }), durationMs);
		await world.open();
		// What time it was when it began stands in the log.
		await world.device.run(SETTLED_MS);
		return world;
	}

	get ticket(): Ticket {
		const row = this.device.store.sessions.get(this.device.session);
		const read = readTicket(row?.ticket ?? null);
		if (!read) throw new Error('no ticket');
		return read.ticket;
	}

	get #passed(): number {
		return this.device.clock.elapsed + this.#asleep;
	}

	/** `begun`: wall time of the entry with which the student's time begins. */
	error(begun: number): number {
		const { remainingMs, at } = this.told;
		return remainingMs - (this.#durationMs - (at - (begun - this.#epoch)));
	}

	async open(): Promise<void> {
		const { host } = this.device.tab();
		this.#host = host;
		const opening = host.open(ids.attempt, (event) => this.#hear(event));
		let done = false;
		void opening.finally(() => (done = true));
		while (!done) {
			await this.device.run(250);
			// The cipher works in other threads, in real time.
			await new Promise((resolve) => setTimeout(resolve, 1));
		}
		const opened = await opening;
		if (opened.kind !== 'open') throw new Error(`not opened: ${JSON.stringify(opened)}`);
	}

	async take(each: Step): Promise<void> {
		const { clock } = this.device;
		switch (each.do) {
			case 'run':
				return this.device.run(each.ms);
			case 'sleep':
				clock.epoch += each.ms;
				this.#asleep += each.ms;
				return this.device.run(SETTLED_MS);
			case 'throttle':
				// Timers that fall due meanwhile run when it is over.
				clock.elapsed += each.ms;
				return this.device.run(SECOND);
			case 'set':
				clock.epoch += each.ms;
				this.sets.push(each.ms);
				return this.device.run(SETTLED_MS);
			case 'return':
				this.#reaches(false);
				await this.device.run(each.awayMs);
				clock.epoch += each.ms;
				this.sets.push(each.ms);
				await this.device.run(each.beforeMs);
				this.#reaches(true);
				return this.device.run(SETTLED_MS);
			case 'reload':
				await this.#host?.close();
				return this.open();
			default:
				this.#reaches(each.do === 'online');
				return this.device.run(each.do === 'online' ? SETTLED_MS : 0);
		}
	}

	/** The edge is heard. */
	async settle(): Promise<void> {
		this.#reaches(true);
		await this.device.run(45 * SECOND);
	}

	/** Works to the end that the page shows, and hands in shortly before it. */
	async handIn(): Promise<void> {
		const { clock } = this.device;
		const ms = Math.round(this.told.remainingMs) - LAST_MS - SETTLED_MS;
		clock.epoch += ms;
		this.#asleep += ms;
		await this.device.run(SETTLED_MS);
		void this.#host?.respond('why', essay('the last words'));
		void this.#host?.handIn('student');
		await this.device.run(SECOND);
	}

	async close(): Promise<void> {
		await this.#host?.close();
		await this.device.run(SECOND);
	}

	#reaches(network: boolean): void {
		this.#online = network;
		this.device.setNetwork(network);
		if (network) this.#host?.nudge();
	}

	#hear(event: SessionEvent): void {
		if (event.type === 'time_up' || event.type === 'submitted')
			this.ended ??= {
				leftMs: this.#durationMs - this.#passed,
				online: this.#online
			};
		if (event.type !== 'clock') return;
		this.told = { remainingMs: event.clock.remainingMs, at: this.#passed };
	}
}

export const clock: FaultClass = {
	id: 'clock',
	title: 'Clocks that are set, sleep, throttled timers',
	does: 'A device’s clock is set by five seconds to an hour either way, it sleeps, its timers come late, its page is loaded again, with and without a network. Networks come back as the clock is put right. Once the edge was heard, the time left is wrong by at most a second, and every jump is in the log. No exam ends early while the edge can be heard, and who works to the end that is shown is on time. Sleep alone accuses nobody. At stake is each jump.',
	sizes: { full: 2_000, slice: 20 },
	run: (options) =>
		eachSeed(options, async (seed, tally) => {
			let first: Tally | null = null;
			const steps = fc.array(step, { minLength: 3, maxLength: 8 });
			const schedule = fc.record({ durationMs: fc.constantFrom(...durations), steps });
			await holdsFor(schedule, seed, async (drawn) => {
				const counted = new Tally();
				first ??= counted;
				await runClock(drawn, counted);
			}).finally(() => first && tally.add(first));
		})
};

type Schedule = { durationMs: number; steps: readonly Step[] };

async function runClock({ durationMs, steps }: Schedule, tally: Tally): Promise<void> {
	const world = await World.start(durationMs);
	for (const each of steps) {
		tally.saw(`step: ${each.do}`);
		await world.take(each);
		if (world.ended) break;
	}
	await world.settle();
	const { room } = world.device.network(world.device.session);
	if (world.ended) {
		if (world.ended.online) throw new Error(`ended early: ${JSON.stringify(world.ended)}`);
		tally.saw('a clock set ahead without a network ended the exam');
	} else {
		const error = world.error(entriesOf(room.log)[0]?.wall ?? Number.NaN);
		if (!(Math.abs(error) <= SECOND)) throw new Error(`the deadline is wrong by ${error} ms`);
		const exactly = Math.abs(error) <= SECOND / 4;
		tally.saw(exactly ? 'deadline right to a quarter of a second' : 'deadline right to a second');
		await world.handIn();
	}
	await world.close();
	const entries = entriesOf(room.log);
	const judged = judgeTimeliness(entries, controlOf(room.control), world.ticket);
	if (judged.judgement !== 'on_time') throw new Error(`not on time: ${JSON.stringify(judged)}`);
	tally.saw('handed in, and on time');
	tally.entries += world.sets.length;
	const hidden = world.sets.filter((ms) => !isInLog(entries, ms));
	tally.lost += hidden.length;
	if (hidden.length > 0) throw new Error(`not in the log: ${JSON.stringify(hidden)}`);
	if (world.sets.length > 0) return;
	const { numbers } = judged;
	const { clockBreakMs, offset } = numbers;
	if (clockBreakMs > 0 || (offset && offset.least > offset.most + 2 * SECOND))
		throw new Error(`sleep was taken for a clock that was set: ${JSON.stringify(numbers)}`);
	tally.saw('nobody set the clock, and the verifier says so');
}

/** Between two entries, as wall clock and `t` tell it, or as the sleep it was taken for while nobody could say otherwise. */
function isInLog(entries: readonly Entry[], ms: number): boolean {
	const near = (other: number) => Math.abs(other - ms) <= 2.5 * SECOND;
	return entries.some((after, at) => {
		const before = entries[at - 1];
		const slept = after.kind === 'resume' && after.data.reason === 'wake';
		if (slept && near(after.data.monotonicLostMs)) return true;
		return before !== undefined && near(after.wall - before.wall - (after.t - before.t));
	});
}

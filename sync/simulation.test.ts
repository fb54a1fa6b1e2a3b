/**
 * Honest schedules: a student writes, the network breaks, doubles and disorders frames, the store fails, the page reloads at any moment.
 * Whatever happens, nobody is accused, nothing that was called durable is missing, and in the end both sides hold the same bytes.
 * A failure prints the seed and path that replay it.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectSession } from './device-sync.ts';
import type { RefusedBy, SessionConnection } from './device-sync.ts';
import { isFinal } from './refusal.ts';
import { LogRuleError } from './log-writer.ts';
import type { EntryContent } from './schema/entry.ts';
import { SessionLog } from './session-log.ts';
import { choice, heartbeat, makePapers, openContent, submit } from './testing/fixture.ts';
import { TestNetwork } from './testing/network.ts';
import { PATIENCE_MS, runs } from './testing/runs.ts';
import { makeDesk } from './testing/story.ts';
import type { Desk } from './testing/story.ts';

type Step =
	| { do: 'answer'; urgent: boolean }
	| { do: 'rest' | 'extend' | 'time_up' | 'go_on' }
	| { do: 'heartbeat' | 'say' | 'cut' | 'offline' | 'online' | 'reload' | 'double' | 'store_heals' }
	| { do: 'store_fails'; writes: number }
	| { do: 'deliver'; pick: number }
	| { do: 'wait'; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const), urgent: fc.boolean() }) },
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('deliver' as const), pick: fc.nat(3) }) },
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant('wait' as const),
			ms: fc.integer({ min: 1, max: 20_000 })
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('store_fails' as const),
			writes: fc.integer({ min: 1, max: 4 })
		})
	},
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constantFrom(
				'heartbeat',
				'say',
				'cut',
				'offline',
				'online',
				'reload',
				'double',
				'store_heals'
			)
		})
	},
	{
		weight: 3,
		arbitrary: fc.record({ do: fc.constantFrom('rest', 'extend', 'time_up', 'go_on') })
	}
);

class Simulation {
	readonly refused: RefusedBy[] = [];
	readonly durable = new Set<number>();
	#connection: SessionConnection | null = null;
	#life = { over: false };
	#answers = 0;
	readonly desk: Desk;
	readonly network: TestNetwork;

	constructor(desk: Desk) {
		this.desk = desk;
		this.network = new TestNetwork(desk.room);
	}

	connect(): void {
		const { desk } = this;
		this.#connection = connectSession({
			log: desk.log,
			url: 'wss://exam.example',
			room: 'room-1',
			session: desk.papers.session,
			ticket: desk.papers.signed,
			WebSocketPolyfill: this.network.WebSocket,
			schedule: desk.clock.schedule,
			random: () => 0.5,
			onRefused: (refused) => void this.refused.push(refused)
		});
	}

	async take(step: Step): Promise<void> {
		const { desk, network } = this;
		switch (step.do) {
			case 'answer':
				return this.#answer(step.urgent);
			case 'heartbeat':
				return this.#try(heartbeat);
			case 'say': {
				const by = desk.papers.ticket.student;
				const frame = await desk.room.say({ kind: 'message', data: { by, text: 'ten minutes' } });
				return network.socket?.arrive(frame);
			}
			case 'extend': {
				const by = desk.papers.ticket.student;
				const frame = await desk.room.say({ kind: 'extend', data: { by, addMs: 60_000 } });
				return network.socket?.arrive(frame);
			}
			case 'rest':
				return this.#rest();
			case 'time_up':
				if (!desk.log.submitted) this.#try({ kind: 'submit', data: { total: 1, by: 'clock' } });
				return;
			case 'go_on':
				if (desk.log.submitted) this.#try({ kind: 'reopen', data: { control: 0 } });
				return;
			case 'cut':
				return network.cut();
			case 'offline':
				network.up = false;
				return network.cut();
			case 'online':
				network.up = true;
				return this.#connection?.nudge();
			case 'double': {
				const [frame] = network.socket?.sent ?? [];
				return void (frame && network.socket?.sent.push(frame));
			}
			case 'deliver':
				return void (await network.step(step.pick));
			case 'store_fails': {
				const until = desk.store.writes + step.writes;
				desk.store.fails = (write) => write < until;
				return;
			}
			case 'store_heals':
				desk.store.fails = () => false;
				return;
			case 'wait':
				return desk.clock.advance(step.ms);
			case 'reload':
				return this.reload();
		}
	}

	/** Everything in memory is gone; the frames on the way to the edge may still arrive. */
	async reload(): Promise<void> {
		const { desk } = this;
		this.#connection?.disconnect();
		this.#life.over = true;
		desk.store.fails = () => false;
		const restored = await SessionLog.restore({
			...this.#world(),
			...desk.store.stored(),
			hold: true
		});
		desk.log = restored.log;
		this.connect();
	}

	async begin(): Promise<void> {
		const { desk } = this;
		desk.log = SessionLog.create(this.#world());
		await desk.log.append(openContent(desk.papers));
		this.connect();
	}

	/** Clock and store of one page's life: after it, no timer of it runs and nothing of it is stored any more. */
	#world(): Desk['options'] {
		const { desk } = this;
		const life = { over: false };
		this.#life = life;
		const never = new Promise<void>(() => undefined);
		return {
			...desk.options,
			schedule: (ms, run) => desk.clock.schedule(ms, () => void (life.over || run())),
			store: {
				append: (...record) => (life.over ? never : desk.store.append(...record)),
				appendControl: (...record) => (life.over ? never : desk.store.appendControl(...record))
			}
		};
	}

	async finish(): Promise<void> {
		const { desk, network } = this;
		desk.store.fails = () => false;
		network.up = true;
		for (let turn = 0; turn < 6; turn++) {
			this.#connection?.nudge();
			await network.run();
			await desk.clock.advance(20_000);
			await network.run();
		}
		if (desk.log.submitted) this.#try({ kind: 'reopen', data: { control: 0 } });
		await Promise.race([desk.log.append(submit), desk.clock.advance(5_000)]);
		for (let turn = 0; turn < 3; turn++) {
			await network.run();
			await desk.clock.advance(20_000);
		}
		this.#connection?.disconnect();
	}

	/** Begins a break where there may be one, and ends the one that lasts. */
	#rest(): void {
		const { log } = this.desk;
		this.#try({ kind: 'break', data: { action: log.onBreak ? 'end' : 'begin' } });
	}

	/** What the rules refuse here is written nowhere. */
	#try(content: EntryContent): void {
		void this.desk.log.append(content).catch((problem: unknown) => {
			if (!(problem instanceof LogRuleError)) throw problem;
		});
	}

	#answer(urgent: boolean): void {
		// After hand-in nothing can be entered.
		if (this.desk.log.submitted) return;
		const number = this.#answers++;
		void this.desk.log
			.append(choice(`item-${number}`, 'a'), { urgent })
			.then(() => this.durable.add(number))
			// Held, its place came after a hand-in that was waiting too.
			.catch((problem: unknown) => {
				if (!(problem instanceof LogRuleError)) throw problem;
			});
	}
}

test(
	'A11: no honest schedule is accused, and nothing called durable is lost',
	async () => {
		const accommodation = { breaksMs: 30_000, largerText: false, reader: false, off: [] };
		const papers = await makePapers({ ticket: { accommodation } });
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
				const desk = await makeDesk(papers);
				const simulation = new Simulation(desk);
				await simulation.begin();
				for (const each of steps) await simulation.take(each);
				await simulation.finish();
				const { room, log } = simulation.desk;
				expect(simulation.refused).toEqual([]);
				expect(simulation.network.refusals.filter(({ code }) => isFinal(code))).toEqual([]);
				expect(room.branches).toEqual([]);
				const kept = new Set(
					room.entries.flatMap((entry) =>
						entry.kind === 'response' ? Number(entry.data.item.slice(5)) : []
					)
				);
				expect([...simulation.durable].filter((number) => !kept.has(number))).toEqual([]);
				expect(room.log).toEqual(log.document.logItems(0));
				expect(room.entries.some(({ kind }) => kind === 'submit')).toBe(true);
				expect(log.document.controlCount).toBe(room.control.length);
			}),
			runs(150)
		);
	},
	PATIENCE_MS
);

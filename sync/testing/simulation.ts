/**
 * A student's device over the real log and sync, a network with a hand on every frame, and a room at the other end, in time that passes only
 * when told to. Nothing here judges: tests ask the log, the store and the room what is left.
 */
import { connectSession } from '../device-sync.ts';
import type { RefusedBy, SessionConnection } from '../device-sync.ts';
import { LogRuleError } from '../log-writer.ts';
import type { ControlContent } from '../schema/control-entry.ts';
import type { EntryContent } from '../schema/entry.ts';
import { SessionLog } from '../session-log.ts';
import type { Damage } from '../stored-log.ts';
import { heartbeat, openContent, submit } from './fixture.ts';
import { TestNetwork } from './network.ts';
import { numbered } from './numbered.ts';
import type { Answer, FrameRoom } from './network.ts';
import type { EdgeTrouble, Step } from './steps.ts';
import type { Desk } from './story.ts';

/** The other end. `trouble`: what only it can suffer. */
export type SimulatedEdge = FrameRoom & {
	tell(content: ControlContent): Promise<Answer>;
	trouble?(step: EdgeTrouble): void;
	/** From now on nothing happens to it any more. */
	heal?(): void;
};

export class Simulation<E extends SimulatedEdge> {
	readonly refused: RefusedBy[] = [];
	/** Answers by number, that the device called saved. */
	readonly durable = new Set<number>();
	/** Of these, what the store lost by itself; the next load said that something is missing. */
	readonly reported = new Set<number>();
	readonly damage: Damage[] = [];
	/** How far the wall clock was set by somebody. */
	readonly clockSet: number[] = [];
	readonly took: Partial<Record<Step['do'], number>> = {};
	/** Time that passed while the device slept. */
	asleepMs = 0;
	readonly desk: Desk;
	readonly edge: E;
	readonly network: TestNetwork<E>;
	#connection: SessionConnection | null = null;
	#life = { over: false };
	#answers = 0;
	#harmed = false;

	constructor(desk: Desk, edge: E) {
		this.desk = desk;
		this.edge = edge;
		this.network = new TestNetwork(edge);
	}

	async begin(): Promise<void> {
		const { desk } = this;
		desk.log = SessionLog.create(this.#world());
		await desk.log.append(openContent(desk.papers));
		this.#connect();
	}

	async take(step: Step): Promise<void> {
		const { desk, network } = this;
		this.took[step.do] = (this.took[step.do] ?? 0) + 1;
		switch (step.do) {
			case 'answer':
				return this.#answer(step.urgent);
			case 'heartbeat':
				return this.#try(heartbeat);
			case 'say':
				return this.#tell({ kind: 'message', data: { by: this.#teacher, text: 'ten minutes' } });
			case 'extend':
				return this.#tell({ kind: 'extend', data: { by: this.#teacher, addMs: 60_000 } });
			case 'rest':
				return this.#try({ kind: 'break', data: { action: desk.log.onBreak ? 'end' : 'begin' } });
			case 'time_up':
				return desk.log.submitted
					? undefined
					: this.#try({ kind: 'submit', data: { total: 1, by: 'clock' } });
			case 'go_on':
				return desk.log.submitted ? this.#try({ kind: 'reopen', data: { control: 0 } }) : undefined;
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
			case 'double_answer': {
				const [frame] = network.socket?.coming ?? [];
				return void (frame && network.socket?.coming.push(frame));
			}
			case 'lose':
				return void network.socket?.sent.shift();
			case 'lose_answer':
				return void network.socket?.coming.shift();
			case 'late':
				return network.late();
			case 'flow':
				return network.run();
			case 'deliver':
				return void (await network.step(step.pick));
			case 'hear':
				return void (await network.hear(step.pick));
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
			case 'sleep':
				return this.#sleep(step.ms);
			case 'set_clock':
				desk.clock.epoch += step.ms;
				return void this.clockSet.push(step.ms);
			case 'reload':
				return this.reload();
			case 'evict':
				this.#harmed = true;
				desk.store.evict();
				return this.reload();
			case 'garble':
				this.#harmed = desk.store.garble(step.record, step.at) || this.#harmed;
				return this.reload();
			case 'hibernate':
				// A room sleeps when nothing has come for a while.
				return network.quiet ? this.edge.trouble?.(step) : undefined;
			default:
				return this.edge.trouble?.(step);
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
		this.damage.push(...restored.damage);
		// As the app does: what does not fit any more is set aside, so that its place is free.
		for (const { where, index } of restored.damage) desk.store.setAside(where, index);
		const empty = restored.entries.length === 0;
		if (this.#harmed && (empty || restored.damage.length > 0))
			for (const number of this.durable) this.reported.add(number);
		this.#harmed = false;
		// Nothing is left of it, not even its beginning: if the edge has none either, it begins again.
		if (empty) this.#try(openContent(desk.papers));
		this.#connect();
	}

	/** All is well again: everything arrives, and the student hands in. */
	async finish(): Promise<void> {
		const { desk, network } = this;
		desk.store.fails = () => false;
		this.edge.heal?.();
		network.up = true;
		network.cut();
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

	get #teacher(): string {
		return this.desk.papers.ticket.student;
	}

	#connect(): void {
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

	/** The wall clock goes on, the monotonic one stands still, and the device says so when it wakes. */
	#sleep(ms: number): void {
		this.desk.clock.epoch += ms;
		this.asleepMs += ms;
		this.#try({ kind: 'resume', data: { reason: 'wake', gapMs: ms, monotonicLostMs: ms } });
	}

	async #tell(content: ControlContent): Promise<void> {
		this.network.answer(this.network.socket, await this.edge.tell(content));
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
			.append(numbered(number), { urgent })
			.then(() => this.durable.add(number))
			// Held, its place came after a hand-in that was waiting too.
			.catch((problem: unknown) => {
				if (!(problem instanceof LogRuleError)) throw problem;
			});
	}
}

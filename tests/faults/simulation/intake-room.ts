/**
 * The edge of a simulation: the real intake over real rows and transactions, killed at any point. Points are where something can be half
 * done: before a transaction, after it, and before a frame goes out. What a killed edge leaves is its committed rows and nothing else.
 */
import { GroupCommit } from '#edge/rooms/group-commit.ts';
import { itemsOf } from '#edge/rooms/items-of.ts';
import { RoomCounters } from '#edge/rooms/room-counters.ts';
import { RoomStore } from '#edge/rooms/room-store.ts';
import { SessionIntake } from '#edge/rooms/session-intake.ts';
import type { Bytes } from '#sync/bytes.ts';
import type { Refused } from '#sync/refusal.ts';
import { controlAct } from '#sync/schema/control-act.ts';
import type { ControlContent } from '#sync/schema/control-entry.ts';
import { uuid } from '#sync/testing/fixture.ts';
import type { Papers } from '#sync/testing/fixture.ts';
import type { Answer } from '#sync/testing/network.ts';
import type { SimulatedEdge } from '#sync/testing/simulation.ts';
import type { EdgeTrouble } from '#sync/testing/steps.ts';
import { CONTROL_CLIENT, CONTROL_ROOT, LOG_CLIENT, LOG_ROOT, readFrame } from '#sync/yjs-wire.ts';
import { readUpdate } from '#sync/yjs-update.ts';
import { memorySql } from '../../support/memory-sql.ts';

class Killed extends Error {}

/** One process: it has a memory, until it is killed. */
interface Life {
	over: boolean;
	/** Points until it is killed. */
	left: number;
	intake: SessionIntake | null;
}

const newLife = (): Life => ({ over: false, left: Number.POSITIVE_INFINITY, intake: null });
const writers = new Map([
	[LOG_CLIENT, LOG_ROOT],
	[CONTROL_CLIENT, CONTROL_ROOT]
]);

export class IntakeRoom implements SimulatedEdge {
	readonly store: RoomStore;
	/** Every control item that ever left, lost on the way or not: each is to be found in the end. */
	readonly said: Bytes[] = [];
	acts = 0;
	kills = 0;
	failedCommits = 0;
	readonly #sql = memorySql();
	readonly #papers: Papers;
	readonly #now: () => number;
	#life = newLife();
	#failing = 0;

	constructor(papers: Papers, now: () => number) {
		this.#papers = papers;
		this.#now = now;
		this.store = new RoomStore(this.#sql);
	}

	get log(): Bytes[] {
		return itemsOf(this.store, this.#papers.session, 'log', 0);
	}

	get control(): Bytes[] {
		return itemsOf(this.store, this.#papers.session, 'control', 0);
	}

	receive(frame: Bytes, from: object): Promise<Answer> {
		return this.#live((intake, send) => intake.frame(frame, send, from));
	}

	/** Kept first, then said: so it is heard whatever happens in between. */
	tell(content: ControlContent): Promise<Answer> {
		const { attempt, student } = this.#papers.ticket;
		const text = content.kind === 'message' ? { text: content.data.text } : {};
		const addMs = content.kind === 'extend' ? { addMs: content.data.addMs } : {};
		const act = controlAct.parse({ act: content.kind, ...text, ...addMs });
		const id = uuid(1_000 + this.acts++);
		this.#sql.transaction(() =>
			this.store.acts.keep({ attempt }, { id, at: this.#now(), by: student, act })
		);
		return this.#live(async (intake, send) => {
			await intake.obey(send);
			return { ok: true };
		});
	}

	trouble(step: EdgeTrouble): void {
		if (step.do === 'kill') this.#life.left = step.after;
		// Put to sleep between two messages: rows are all it has when it wakes.
		if (step.do === 'hibernate') this.#life.intake = null;
		if (step.do === 'commits_fail') this.#failing = step.times;
	}

	heal(): void {
		this.#life.left = Number.POSITIVE_INFINITY;
		this.#failing = 0;
	}

	async #live(
		work: (intake: SessionIntake, send: (frame: Bytes) => void) => Promise<{ ok: true } | Refused>
	): Promise<Answer> {
		const life = this.#life;
		const frames: Bytes[] = [];
		const send = (frame: Bytes) => {
			pass(life);
			frames.push(frame);
			this.#note(frame);
		};
		try {
			life.intake ??= this.#open(life);
			const done = await work(life.intake, send);
			return done.ok ? frames : { frames, refusal: done.refusal };
		} catch (problem) {
			if (life.over) {
				this.#life = newLife();
				this.kills++;
				return { frames, gone: true };
			}
			if (!(problem instanceof Error) || problem.message !== 'disk full') throw problem;
			// As the room does: what is in memory may be ahead of the disk.
			life.intake = null;
			this.failedCommits++;
			return { frames, refusal: { code: 'unavailable' } };
		}
	}

	#open(life: Life): SessionIntake {
		const { session, signed, edge } = this.#papers;
		const commits = new GroupCommit(
			(write) => {
				pass(life);
				if (this.#failing > 0) {
					this.#failing--;
					throw new Error('disk full');
				}
				this.#sql.transaction(write);
				pass(life);
			},
			(_after, run) => {
				// Later than whoever does not wait for it.
				const timer = setImmediate(run);
				return () => clearImmediate(timer);
			}
		);
		return new SessionIntake(session, signed, {
			store: this.store,
			commits,
			signer: async () => edge.signer,
			now: this.#now,
			changed: () => undefined,
			counters: new RoomCounters(),
			tookOver: () => undefined
		});
	}

	#note(frame: Bytes): void {
		const read = readFrame(frame);
		if (!read.ok || read.frame.type === 'step1' || read.frame.type === 'ignored') return;
		const update = readUpdate(read.frame.update, writers);
		if (!update.ok) throw new Error(`the edge sent what nobody takes: ${update.refusal.code}`);
		for (const { client, items } of update.runs)
			if (client === CONTROL_CLIENT) this.said.push(...items);
	}
}

/** A point of a life: here it may end. */
function pass(life: Life): void {
	if (life.over || --life.left < 0) {
		life.over = true;
		throw new Killed('killed');
	}
}

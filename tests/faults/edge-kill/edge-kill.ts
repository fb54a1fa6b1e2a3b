/**
 * The real Worker on workerd and a real PostgreSQL server under students who write without a pause; each is killed in every run, and worse.
 * What a killed Worker leaves is read from its files before it is started again; what was receipted must be in there already.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { bundle as bundleSchema } from '#sync/schema/bundle.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { until } from '../../support/edge-device.ts';
import { eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import type { FaultClass } from '../fault-class.ts';
import { KillableEdge } from './killable-edge.ts';
import { planOf } from './plan.ts';
import type { Step } from './plan.ts';
import { Sittings } from './sitting.ts';
import { isSame, keptInPostgres, keptInRoom, problemWith, receiptedIn } from './what-is-kept.ts';
import { Writer } from './writer.ts';

/** What a device that knows nothing of a fault may take to come back, and an outbox: both wait ever longer between tries. */
const BACK_MS = 150_000;
/** workerd puts a room to sleep that has done nothing for ten seconds; heads and summaries are handed on until some seconds before. */
const ASLEEP_MS = 18_000;
/** What was on its way when its sender was killed has arrived. */
const ARRIVED_MS = 50;

export const edgeKill: FaultClass = {
	id: 'edge-kill',
	title: 'Edge and Postgres killed under load',
	does: 'kill -9 of workerd and of PostgreSQL in the middle of writing, one after the other or together, connections ended, rooms thrown out of memory or asleep, the disk of Postgres full; students write on meanwhile. What a killed Worker left is read from its files before it is started again: every receipt that a device holds is of something that is there. Devices come back and the outbox drains by themselves; then Postgres has the bytes of each device, in order, and the verifier passes the bundle.',
	sizes: { full: 52, slice: 1 },
	async run(options) {
		const edge = await KillableEdge.start();
		try {
			const sittings = await Sittings.of(edge);
			return await eachSeed(options, (seed, tally) => oneRun(edge, sittings, seed, tally));
		} finally {
			await edge.dispose();
		}
	}
};

async function oneRun(
	edge: KillableEdge,
	sittings: Sittings,
	seed: number,
	tally: Tally
): Promise<void> {
	const plan = planOf(seed);
	const papers = await sittings.begin(plan.students);
	const room = papers[0]?.ticket.room ?? '';
	const run = new Run(edge, room, (await edge.seen(room)).id, tally);
	run.writers.push(...papers.map((each, n) => new Writer(each, plan, seed * 10 + n)));
	try {
		for (const [at, step] of plan.steps.entries()) {
			await sleep(step.afterMs);
			if (at < plan.handInEarly) await run.writers.at(-1 - at)?.handIn();
			await run.doHarm(step);
			tally.saw(step.harm);
		}
		await Promise.all(run.writers.map((writer) => writer.handIn()));
		await run.comesBack();
		await run.verifies(await sittings.teacher(), papers);
	} catch (problem) {
		const did = plan.steps.map(({ harm, afterMs }) => `${afterMs} ms: ${harm}`).join(', ');
		throw new Error(`${did}\n${problem instanceof Error ? problem.message : String(problem)}`, {
			cause: problem
		});
	} finally {
		for (const writer of run.writers) {
			await writer.handIn();
			writer.device.disconnect();
		}
		await edge.mend();
	}
}

class Run {
	readonly writers: Writer[] = [];
	readonly #edge: KillableEdge;
	readonly #room: string;
	readonly #file: string;
	readonly #tally: Tally;

	constructor(edge: KillableEdge, room: string, id: string, tally: Tally) {
		this.#edge = edge;
		this.#room = room;
		this.#file = edge.roomFile(id);
		this.#tally = tally;
	}

	async doHarm({ harm, lastsMs }: Step): Promise<void> {
		const edge = this.#edge;
		const { server } = edge;
		switch (harm) {
			case 'edge killed':
				await edge.killWorker();
				await this.#roomHasReceipted();
				await sleep(lastsMs);
				return edge.startWorker();
			case 'Postgres killed':
				await server.kill();
				await sleep(lastsMs);
				await server.start();
				return this.#postgresIsSound();
			case 'edge and Postgres killed':
				await Promise.all([edge.killWorker(), server.kill()]);
				await this.#roomHasReceipted();
				await edge.startWorker();
				await sleep(lastsMs);
				await server.start();
				return this.#postgresIsSound();
			case 'connections to Postgres ended':
				return this.#endConnections();
			case 'room thrown out of memory':
				return edge.throwOut(this.#room);
			case 'room asleep':
				return this.#sleeps();
			case 'disk of Postgres full':
				return this.#fillsDisk(lastsMs);
		}
	}

	/** Devices and outbox by themselves: nobody nudges, and nothing is asked that would drain. */
	async comesBack(): Promise<void> {
		await Promise.all(this.writers.map(({ device, last }) => device.untilReceipted(last, BACK_MS)));
		const missing = async (): Promise<string[]> =>
			this.#edge.database(async (query) => {
				const says: string[] = [];
				for (const { device } of this.writers) {
					const kept = await keptInPostgres(query, device.session);
					const { lost } = receiptedIn(device, kept);
					if (!isSame(device, kept)) says.push(problemWith(device, kept) ?? `${lost} missing`);
				}
				return says;
			});
		let says: string[] = [];
		try {
			await until(
				async () => (says = await missing()).length === 0,
				BACK_MS,
				() => `Postgres has what the devices have: ${says.join('; ')}`
			);
		} finally {
			await this.#count();
		}
		for (const { device } of this.writers)
			for (const { refusal, by } of device.refused)
				throw new Error(`an honest device was refused by the ${by}: ${refusal.code}`);
	}

	async verifies(
		teacher: Awaited<ReturnType<Sittings['teacher']>>,
		papers: readonly Writer['device']['papers'][]
	): Promise<void> {
		await Promise.all(
			papers.map(async ({ attempt, keys }) => {
				const { status, body } = await teacher.ask('GET', `/attempts/${attempt.id}/bundle`);
				if (status !== 200) throw new Error(`bundle: ${status} ${JSON.stringify(body)}`);
				const verdict = await verifyBundle(bundleSchema.parse(body), { trusted: keys });
				const failed = verdict.claims.filter((claim) => claim.status === 'fail');
				if (!verdict.unbroken || failed.length > 0)
					throw new Error(`the verifier does not pass it: ${JSON.stringify(failed)}`);
			})
		);
		const states = await this.#edge.database((query) =>
			query('select state from exam_attempts where id = any($1::uuid[])', [
				papers.map(({ attempt }) => attempt.id)
			])
		);
		for (const { state } of states) this.#tally.saw(`handed in: ${String(state)}`);
	}

	/** With the Worker dead: what it ever signed for lies in the room's files. */
	async #roomHasReceipted(): Promise<void> {
		await sleep(ARRIVED_MS);
		const devices = this.writers.map(({ device }) => device);
		const kept = keptInRoom(
			this.#file,
			devices.map(({ session }) => session)
		);
		for (const [at, device] of devices.entries()) {
			const there = kept[at] ?? { log: [], control: [] };
			const { entries, lost } = receiptedIn(device, there);
			this.#tally.saw('entries receipted at a kill of the edge', entries);
			this.#tally.lost += lost;
			if (lost > 0) throw new Error(`the room lacks ${lost} of ${entries} receipted entries`);
			const problem = problemWith(device, there);
			if (problem) throw new Error(`after a kill, in the room: ${problem}`);
		}
	}

	/** Whatever a killed Postgres has is the beginning of the log, without a gap. */
	async #postgresIsSound(): Promise<void> {
		const problems = await this.#edge.database(async (query) => {
			const found: (string | null)[] = [];
			for (const { device } of this.writers) {
				const { log } = await keptInPostgres(query, device.session);
				found.push(problemWith(device, { log, control: device.store.stored().control }));
			}
			return found;
		});
		for (const problem of problems)
			if (problem) throw new Error(`after a kill, in Postgres: ${problem}`);
	}

	async #count(): Promise<void> {
		const counts = await this.#edge.database(async (query) => {
			const all: ReturnType<typeof receiptedIn>[] = [];
			for (const { device } of this.writers)
				all.push(receiptedIn(device, await keptInPostgres(query, device.session)));
			return all;
		});
		for (const { entries, lost } of counts) {
			this.#tally.entries += entries;
			this.#tally.lost += lost;
		}
	}

	async #endConnections(): Promise<void> {
		for (let times = 0; times < 5; times++) {
			await this.#edge.database((query) =>
				query(
					"select pg_terminate_backend(pid) from pg_stat_activity where usename = 'invigil' and pid <> pg_backend_pid()"
				)
			);
			await sleep(60);
		}
	}

	async #sleeps(): Promise<void> {
		for (const writer of this.writers) writer.silent = true;
		const before = await this.#edge.seen(this.#room);
		await sleep(ASLEEP_MS);
		const statuses = this.writers.map(({ device }) => device.status);
		const [first] = this.writers;
		const written = first?.last ?? 0;
		for (const writer of this.writers) writer.silent = false;
		// Whoever has handed in says nothing more.
		if (first && !first.handedIn) await first.device.untilReceipted(written + 1, BACK_MS);
		const after = await this.#edge.seen(this.#room);
		const onSameSockets = statuses.every((status) => status === 'live');
		if (after.begun > before.begun && onSameSockets) this.#tally.saw('woken on the same sockets');
	}

	async #fillsDisk(lastsMs: number): Promise<void> {
		const { server } = this.#edge;
		if (!server.disk) return this.#tally.saw('no disk could be mounted');
		server.disk.fill();
		await sleep(500 + lastsMs);
		const refused = await this.#edge.database((query) =>
			query('create table too_much as select generate_series(1, 1000000)').then(
				() => false,
				() => true
			)
		);
		if (!refused) throw new Error('Postgres could write, the disk was not full');
		server.disk.free();
		// A full disk under its write-ahead log ends it for good; else it goes on by itself.
		if (server.isRunning()) return;
		this.#tally.saw('Postgres ended by itself on a full disk');
		await server.start();
	}
}

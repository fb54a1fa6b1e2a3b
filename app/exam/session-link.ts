/**
 * Holds the worker: starts it, notices when it is gone or hangs, and starts another. What the old one was asked is answered with
 * WorkerGoneError; whoever asked opens again, and sends again what is not in the log.
 */
import { proxy } from 'comlink';
import type { Schedule } from '#sync/schedule.ts';
import type { Opened, SessionEvent } from './session-events.ts';
import { WorkerGoneError, type SessionPort } from './session-port.ts';

/** SessionHost (session-host.ts), across the threads. */
type Host = SessionPort & { answers(): Promise<true> };

export type SpawnedWorker = {
	host: Host;
	/** Called when the worker has failed as a whole. */
	onFailed: (failed: () => void) => void;
	terminate: () => void;
};

export type LinkWorld = {
	spawn: () => SpawnedWorker;
	schedule: Schedule;
	/** Milliseconds, never falling. */
	monotonic: () => number;
	/** Another worker is there: open again. */
	onRestart: () => void;
	/** It failed again and again. */
	onGivenUp: () => void;
};

/** An open attempt is heard of every second. */
const SILENT_MS = 15_000;
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 5_000;
const MOST_RESTARTS = 5;

export class SessionLink implements SessionPort {
	readonly #world: LinkWorld;
	#worker: SpawnedWorker;
	#gone = Promise.withResolvers<never>();
	#restarts = 0;
	#heardAt = Number.POSITIVE_INFINITY;
	#callOffLook: () => void = () => undefined;
	#closed = false;

	constructor(world: LinkWorld) {
		this.#world = world;
		this.#worker = this.#spawn();
		this.#look();
	}

	open(attempt: string, tell: (event: SessionEvent) => void): Promise<Opened> {
		const worker = this.#worker;
		const heard = (event: SessionEvent) => {
			if (worker !== this.#worker) return;
			this.#heardAt = this.#world.monotonic();
			tell(event);
		};
		return this.#call((host) => host.open(attempt, proxy(heard)) as Promise<Opened>);
	}

	respond: SessionPort['respond'] = (item, value) =>
		this.#call((host) => host.respond(item, value));
	record: SessionPort['record'] = (content) => this.#call((host) => host.record(content));
	handIn: SessionPort['handIn'] = (by) => this.#call((host) => host.handIn(by));
	flush: SessionPort['flush'] = () => this.#call((host) => host.flush());
	retryStore: SessionPort['retryStore'] = () => this.#call((host) => host.retryStore());
	takeOver: SessionPort['takeOver'] = (attempt) => this.#call((host) => host.takeOver(attempt));
	copy: SessionPort['copy'] = (attempt) => this.#call((host) => host.copy(attempt));
	facts: SessionPort['facts'] = () => this.#call((host) => host.facts());

	/** Lets the worker store what it has, then ends it. */
	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		this.#callOffLook();
		await Promise.race([this.#worker.host.close(), this.#after(PATIENCE_MS)]);
		this.#worker.terminate();
	}

	#call<T>(call: (host: Host) => Promise<T>): Promise<T> {
		return Promise.race([call(this.#worker.host), this.#gone.promise]);
	}

	#spawn(): SpawnedWorker {
		const worker = this.#world.spawn();
		worker.onFailed(() => worker === this.#worker && this.#restart());
		return worker;
	}

	#restart(): void {
		if (this.#closed) return;
		this.#worker.terminate();
		this.#heardAt = Number.POSITIVE_INFINITY;
		const gone = this.#gone;
		this.#gone = Promise.withResolvers<never>();
		// Where nobody waits, nobody has to be told.
		gone.promise.catch(() => undefined);
		gone.reject(new WorkerGoneError());
		if (++this.#restarts > MOST_RESTARTS) return this.#world.onGivenUp();
		this.#worker = this.#spawn();
		this.#world.onRestart();
	}

	#look(): void {
		this.#callOffLook = this.#world.schedule(LOOK_EVERY_MS, () => {
			if (this.#world.monotonic() - this.#heardAt > SILENT_MS) void this.#ask();
			this.#look();
		});
	}

	/** A page that was frozen heard nothing either: only a worker that does not answer now is gone. */
	async #ask(): Promise<void> {
		const worker = this.#worker;
		const answer = await Promise.race([worker.host.answers(), this.#after(PATIENCE_MS)]);
		if (answer !== true && worker === this.#worker) this.#restart();
	}

	#after(ms: number): Promise<void> {
		return new Promise((resolve) => void this.#world.schedule(ms, resolve));
	}
}

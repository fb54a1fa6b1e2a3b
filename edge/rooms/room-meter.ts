/** What a room counts goes to the installation's meter: now and then, while something happens. */
import type { Schedule } from '#sync/schedule.ts';
import type { Env } from '../env.ts';
import { logProblem } from '../log.ts';
import type { RoomCounters } from './room-counters.ts';
import type { RoomStore } from './room-store.ts';

const METER_AFTER_MS = 2_000;

export type RoomMeterDeps = {
	store: RoomStore;
	counters: RoomCounters;
	meters: Env['METER'];
	schedule: Schedule;
	/** The room's name for the meter. */
	room: string;
	/** Open sockets of devices. */
	live: () => number;
};

export class RoomMeter {
	readonly #deps: RoomMeterDeps;
	/** Of this life of the room. */
	readonly #start = crypto.randomUUID();
	#metering = false;

	constructor(deps: RoomMeterDeps) {
		this.#deps = deps;
	}

	/** Something happened: the meter hears of it within seconds. */
	note(): void {
		if (this.#metering) return;
		this.#metering = true;
		this.#deps.schedule(METER_AFTER_MS, () => this.#report());
	}

	#report(): void {
		this.#metering = false;
		const { store, counters, meters, room, live } = this.#deps;
		const { rows, oldest } = store.outbox.waiting();
		const reading = counters.read({
			live: live(),
			waiting: rows,
			oldestMs: oldest === null ? 0 : Date.now() - oldest
		});
		meters
			.get(meters.idFromName('installation'))
			.report(room, this.#start, reading)
			.catch((problem: unknown) => logProblem('room.meter', problem));
	}
}

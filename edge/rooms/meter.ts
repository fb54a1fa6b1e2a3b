/**
 * One per installation: rooms tell it what they have counted, and /metrics reads it. In memory alone: counters begin anew when an object
 * is started anew, as Prometheus expects of them.
 */
import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import type { MeterCalls } from './calls.ts';
import { addReadings, emptyTotals } from './metrics-text.ts';
import type { Totals } from './metrics-text.ts';
import type { RoomReading } from './room-counters.ts';

/** A room that says nothing for so long has no socket and nothing waiting. */
const SILENT_MS = 15 * 60_000;

type Heard = { start: string; reading: RoomReading; at: number };

export class Meter extends DurableObject<Env> implements MeterCalls {
	readonly #rooms = new Map<string, Heard>();
	/** Of rooms that were started anew: what they had counted before. */
	#past = emptyTotals();

	/** `start`: of the room's present life; another one means that its counters began anew. */
	async report(room: string, start: string, reading: RoomReading): Promise<void> {
		const before = this.#rooms.get(room);
		if (before && before.start !== start)
			this.#past = addReadings(this.#past, ended(before.reading));
		this.#rooms.set(room, { start, reading, at: Date.now() });
	}

	async read(): Promise<Totals> {
		const now = Date.now();
		let totals = this.#past;
		for (const { reading, at } of this.#rooms.values())
			totals = addReadings(totals, now - at > SILENT_MS ? ended(reading) : reading);
		return totals;
	}
}

/** What was counted stays; what was so at that moment is over. */
const ended = (reading: RoomReading): RoomReading => ({
	...reading,
	live: 0,
	waiting: 0,
	oldestMs: 0
});

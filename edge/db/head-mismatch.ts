/** What Postgres holds of a session: so many segments of each of its logs, and the head after those of its own. */
export type Held = { log: number; control: number; head: string };

export class HeadMismatchError extends Error {
	override name = 'HeadMismatchError';
	readonly held: Held;

	constructor(message: string, held: Held) {
		super(message);
		this.held = held;
	}
}

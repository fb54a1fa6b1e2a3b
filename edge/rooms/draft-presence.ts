/**
 * Who speaks for whom. y-websocket sends back all that it hears of others, so a frame says more than a socket may: a socket speaks for
 * one client, the first it names, which is the one it opens with.
 */
import type { Presence } from './draft-frames.ts';

/** Of a name and an item: more is no presence of ours, and it is kept with the socket, where there is little room. */
const MOST_STATE_LETTERS = 1_000;

export type Speaker = { person: string; own: Presence | null };

/** What a frame says of the socket's own client; null: nothing. `others`: the sockets beside it. */
export function ownPresence(
	states: readonly Presence[],
	{ person, own }: Speaker,
	others: readonly Speaker[]
): Presence | null {
	const said = own
		? states.find(({ client, clock }) => client === own.client && clock >= own.clock)
		: states[0];
	if (!said || !isState(said.state)) return null;
	const isTaken = others.some(
		(other) => other.own?.client === said.client && other.person !== person
	);
	return isTaken ? null : said;
}

/** Whoever gets it reads it as JSON, and stops where it is none. */
function isState(state: string): boolean {
	if (state.length > MOST_STATE_LETTERS) return false;
	try {
		return typeof JSON.parse(state) === 'object';
	} catch {
		return false; // No JSON is no presence.
	}
}

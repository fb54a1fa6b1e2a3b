/**
 * The frames of y-websocket as a draft's room reads them (y-protocols: sync.js, awareness.js): 0 sync, with 0 state vector, 1 what the
 * other lacks, 2 a change; 1 who is there; 3 asks who is there. Ours beside them: 4 with a number asks for that number back once all
 * that came before it is kept. All hostile until read.
 */
import { concat, text, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { VarReader, VarintError, varBytes, varUint } from '#sync/varint.ts';

/** `state`: JSON; `null` where the client has left. */
export type Presence = { client: number; clock: number; state: string };
export type DraftFrame =
	| { type: 'step1'; vector: Bytes }
	| { type: 'update'; bytes: Bytes }
	| { type: 'presence'; states: Presence[] }
	| { type: 'ask' }
	| { type: 'confirm'; number: number };

const MOST_STATES = 50;

/** null: malformed. */
export function readDraftFrame(frame: Uint8Array): DraftFrame | null {
	try {
		const reader = new VarReader(frame);
		const kind = reader.uint();
		if (kind === 3) return { type: 'ask' };
		if (kind === 4) return { type: 'confirm', number: reader.uint() };
		if (kind === 1) return { type: 'presence', states: readPresence(reader.bytes()) };
		if (kind !== 0) return null;
		const step = reader.uint();
		const bytes = Uint8Array.from(reader.bytes());
		if (step === 0) return { type: 'step1', vector: bytes };
		return step === 1 || step === 2 ? { type: 'update', bytes } : null;
	} catch (problem) {
		if (problem instanceof VarintError || problem instanceof TypeError) return null;
		throw problem;
	}
}

function readPresence(bytes: Uint8Array): Presence[] {
	const reader = new VarReader(bytes);
	const count = reader.uint();
	if (count > MOST_STATES) throw new VarintError('too many');
	return Array.from({ length: count }, () => {
		const client = reader.uint();
		const clock = reader.uint();
		return { client, clock, state: text(reader.bytes()) };
	});
}

export const stepOne = (vector: Uint8Array): Bytes =>
	concat(varUint(0), varUint(0), varBytes(vector));
export const stepTwo = (update: Uint8Array): Bytes =>
	concat(varUint(0), varUint(1), varBytes(update));
export const changed = (update: Uint8Array): Bytes =>
	concat(varUint(0), varUint(2), varBytes(update));

export const confirmed = (number: number): Bytes => concat(varUint(4), varUint(number));

export function presence(states: readonly Presence[]): Bytes {
	const parts = states.map(({ client, clock, state }) =>
		concat(varUint(client), varUint(clock), varBytes(utf8(state)))
	);
	return concat(varUint(1), varBytes(concat(varUint(states.length), ...parts)));
}

/** A client is gone: its state is null from the next tick of its clock on. */
export const gone = ({ client, clock }: Presence): Bytes =>
	presence([{ client, clock: clock + 1, state: 'null' }]);

/**
 * One writer for one attempt on this device, across tabs and workers. Who sends what is left (outbox) gives the lock up as soon as somebody
 * wants to write; who is being written in gives it up only when the person says so.
 */
import type { Schedule } from '#sync/schedule.ts';

export type LockManagerLike = {
	request(
		name: string,
		options: { signal: AbortSignal },
		held: () => Promise<void>
	): Promise<unknown>;
};
export type Channel = {
	postMessage(message: unknown): void;
	addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
	removeEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
};
export type LockWorld = { locks: LockManagerLike; channel: Channel; schedule: Schedule };

type Ask = { type: 'ask' | 'take'; attempt: string };
type Held = () => void;

/** Whoever gets the lock after the question was asked has to hear it too. */
const ASK_EVERY_MS = 1_000;

/** Waits for it; null: called off. `onAsked`: somebody wants to write; release soon. */
export function lockToSend(
	attempt: string,
	world: LockWorld,
	{ onAsked, signal }: { onAsked: () => void; signal: AbortSignal }
): Promise<Held | null> {
	return hold(attempt, world, signal, ['ask', 'take'], onAsked);
}

/** Waits for it; null: called off. `onTaken`: the person goes on elsewhere; release as soon as everything is stored. */
export async function lockToWrite(
	attempt: string,
	world: LockWorld,
	{ onTaken, signal }: { onTaken: () => void; signal: AbortSignal }
): Promise<Held | null> {
	let callOff: () => void = () => undefined;
	const ask = () => {
		world.channel.postMessage({ type: 'ask', attempt } satisfies Ask);
		callOff = world.schedule(ASK_EVERY_MS, ask);
	};
	ask();
	try {
		return await hold(attempt, world, signal, ['take'], onTaken);
	} finally {
		callOff();
	}
}

/** The person wants to write here. */
export function takeLock(attempt: string, { channel }: Pick<LockWorld, 'channel'>): void {
	channel.postMessage({ type: 'take', attempt } satisfies Ask);
}

function hold(
	attempt: string,
	{ locks, channel }: LockWorld,
	signal: AbortSignal,
	heeds: readonly Ask['type'][],
	onHeard: () => void
): Promise<Held | null> {
	return new Promise((resolve, reject) => {
		const held = () =>
			new Promise<void>((letGo) => {
				const stop = listen(channel, attempt, heeds, onHeard);
				resolve(() => {
					stop();
					letGo();
				});
			});
		locks.request(`invigil-attempt ${attempt}`, { signal }, held).catch((error: unknown) => {
			if (signal.aborted) resolve(null);
			else reject(error);
		});
	});
}

function listen(
	channel: Channel,
	attempt: string,
	heeds: readonly Ask['type'][],
	run: () => void
): () => void {
	const heard = ({ data }: { data: unknown }) => {
		const ask = data as Partial<Ask> | null;
		if (ask?.attempt === attempt && ask.type && heeds.includes(ask.type)) run();
	};
	channel.addEventListener('message', heard);
	return () => channel.removeEventListener('message', heard);
}

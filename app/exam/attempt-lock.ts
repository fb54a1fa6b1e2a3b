/**
 * One writer for one attempt on this device, across tabs and workers. Who wants to write asks for the lock; who only sends what is left
 * (outbox) gives it up when asked; who is being written in gives it up only when the person says so.
 */
export type LockManagerLike = {
	request(
		name: string,
		options: { ifAvailable?: boolean; signal?: AbortSignal },
		held: (lock: unknown) => Promise<void>
	): Promise<unknown>;
};
export type Channel = {
	postMessage(message: unknown): void;
	addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
	removeEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
};
export type LockWorld = { locks: LockManagerLike; channel: Channel };

type Ask = { type: 'ask' | 'take'; attempt: string };

const lockName = (attempt: string) => `invigil-attempt ${attempt}`;

/** Only if nobody has it. `onAsked`: somebody wants to write; release soon. */
export function lockIfFree(
	attempt: string,
	{ locks, channel }: LockWorld,
	onAsked: () => void
): Promise<(() => void) | null> {
	return hold(locks, attempt, { ifAvailable: true }, () =>
		listen(channel, attempt, ['ask', 'take'], onAsked)
	);
}

/** Waits for it. `onTaken`: the person wants to go on elsewhere; release as soon as everything is stored. */
export async function lockToWrite(
	attempt: string,
	{ locks, channel }: LockWorld,
	{ onTaken, signal }: { onTaken: () => void; signal: AbortSignal }
): Promise<() => void> {
	channel.postMessage({ type: 'ask', attempt } satisfies Ask);
	const release = await hold(locks, attempt, { signal }, () =>
		listen(channel, attempt, ['take'], onTaken)
	);
	if (!release) throw new Error('a lock that was waited for was not given');
	return release;
}

/** The person wants to write here. */
export function takeLock(attempt: string, { channel }: LockWorld): void {
	channel.postMessage({ type: 'take', attempt } satisfies Ask);
}

function hold(
	locks: LockManagerLike,
	attempt: string,
	options: { ifAvailable?: boolean; signal?: AbortSignal },
	onHeld: () => () => void
): Promise<(() => void) | null> {
	return new Promise((resolve, reject) => {
		const held = (lock: unknown) => {
			if (!lock) return Promise.resolve(resolve(null));
			const stop = onHeld();
			return new Promise<void>((letGo) =>
				resolve(() => {
					stop();
					letGo();
				})
			);
		};
		locks.request(lockName(attempt), options, held).catch(reject);
	});
}

function listen(
	channel: Channel,
	attempt: string,
	types: readonly Ask['type'][],
	run: () => void
): () => void {
	const heard = ({ data }: { data: unknown }) => {
		const ask = data as Partial<Ask> | null;
		if (ask?.attempt === attempt && ask.type && types.includes(ask.type)) run();
	};
	channel.addEventListener('message', heard);
	return () => channel.removeEventListener('message', heard);
}

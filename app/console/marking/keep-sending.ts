import type { MarkQueue } from './mark-queue.svelte.ts';

const TRY_AGAIN_MS = 10_000;

/** Sends what waits on this device now, when the network comes back, and every few seconds. Answers what ends that. `loaded`: its rows are there. */
export function keepSending(queue: MarkQueue, loaded: () => void = () => {}): () => void {
	const send = () => void queue.send();
	void queue.load().finally(() => {
		loaded();
		send();
	});
	const again = setInterval(send, TRY_AGAIN_MS);
	addEventListener('online', send);
	return () => {
		clearInterval(again);
		removeEventListener('online', send);
	};
}

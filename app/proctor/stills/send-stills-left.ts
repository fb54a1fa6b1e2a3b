/** The sender in a page: with the browser's network, locks and channel. Begun by the app's outermost page, so that any page sends. */
import { realSchedule } from '#sync/schedule.ts';
import { stillShelf } from '../../device/open-still-shelf.ts';
import { deviceStore } from '../../device/open-store.ts';
import { stillChannel } from './still-news.ts';
import { StillSender } from './still-sender.ts';

/** The answer ends it. */
export function sendStillsLeft(): () => void {
	const over = new AbortController();
	const channel = stillChannel();
	const hold = async () => {
		const sender = new StillSender({
			shelf: stillShelf(),
			store: deviceStore(),
			fetch: (url, init) => fetch(url, init),
			schedule: realSchedule,
			random: Math.random,
			now: Date.now
		});
		const nudge = () => sender.nudge();
		const deaf = channel.listen(nudge);
		addEventListener('online', nudge);
		sender.nudge();
		await new Promise((resolve) => over.signal.addEventListener('abort', resolve));
		removeEventListener('online', nudge);
		deaf();
		sender.stop();
	};
	// The next tab takes over when this one is closed.
	navigator.locks
		.request('invigil-stills', { signal: over.signal }, hold)
		.catch((problem: unknown) => {
			if (!over.signal.aborted) console.warn('Stills cannot be sent from here:', problem);
		});
	return () => over.abort();
}

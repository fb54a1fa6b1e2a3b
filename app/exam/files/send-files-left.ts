/** The sender in a page: with the browser's network, locks and channel. Begun by the app's outermost page, so that any page sends. */
import { realSchedule } from '#sync/schedule.ts';
import { fileShelf } from '../../device/open-shelf.ts';
import { deviceStore } from '../../device/open-store.ts';
import { fileChannel } from './file-news.ts';
import { FileSender } from './file-sender.ts';

/** The answer ends it. */
export function sendFilesLeft(): () => void {
	const over = new AbortController();
	const channel = fileChannel();
	const hold = async () => {
		const sender = new FileSender({
			shelf: fileShelf(),
			store: deviceStore(),
			fetch: (url, init) => fetch(url, init),
			schedule: realSchedule,
			random: Math.random,
			tell: (file) => channel.tell({ what: 'changed', ...file })
		});
		const nudge = () => sender.nudge();
		const deaf = channel.listen(({ what }) => what === 'added' && sender.nudge());
		addEventListener('online', nudge);
		sender.nudge();
		await new Promise((resolve) => over.signal.addEventListener('abort', resolve));
		removeEventListener('online', nudge);
		deaf();
		sender.stop();
	};
	// The next tab takes over when this one is closed.
	navigator.locks
		.request('invigil-files', { signal: over.signal }, hold)
		.catch((problem: unknown) => {
			if (!over.signal.aborted) console.warn('Files cannot be sent from here:', problem);
		});
	return () => over.abort();
}

/** Little room is left for what the exam has to keep. Asked once a minute: nothing tells of a change. */
import { askedQuietly, type PageMonitor } from './monitor.ts';

/** Bytes. An exam with its pictures takes a tenth of it. */
export const LOW_STORAGE = 50_000_000;
const EVERY_MS = 60_000;

export const watchStorage: PageMonitor = (page, told) => {
	let stopped = false;
	const storage = page.defaultView?.navigator.storage;
	const look = async () => {
		const known = storage && (await askedQuietly('its storage', () => storage.estimate()));
		if (!known || known.quota === undefined || stopped) return;
		const free = Math.max(0, known.quota - (known.usage ?? 0));
		told.fact('storage_low', free < LOW_STORAGE, { peak: free });
	};
	const timer = setInterval(() => void look(), EVERY_MS);
	void look();
	return () => {
		stopped = true;
		clearInterval(timer);
	};
};

/** What prepares and looks at a fault is not what is tested: on a busy machine a database that was just started turns some away, and is asked again. */
import { setTimeout as sleep } from 'node:timers/promises';

const TRIES = 6;
const WAIT_MS = 1_000;

export async function patiently<T>(work: () => Promise<T>): Promise<T> {
	for (let tried = 1; ; tried++)
		try {
			return await work();
		} catch (problem) {
			if (tried === TRIES) throw problem;
			await sleep(WAIT_MS * tried);
		}
}

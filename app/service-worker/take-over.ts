/** The page of the exam itself, and the check before it, where the next press starts one. */
const examPage = /^\/exams\/[0-9a-f-]{36}(\/check)?\/?$/;

/** As attempt-lock.ts names it: held while an exam is written, or sent. */
const ATTEMPT_LOCK = 'invigil-attempt ';

interface Place {
	clients: { matchAll(options: ClientQueryOptions): Promise<readonly { url: string }[]> };
	skipWaiting(): Promise<void>;
	navigator: { locks: { query(): Promise<{ held?: { name?: string }[] }> } };
}

/** A new version takes over when asked to, unless an exam is open in any tab. The answer says which. */
export async function answerTakeOver(
	place: Place,
	event: { data: unknown; ports: readonly { postMessage(message: unknown): void }[] }
): Promise<void> {
	if (!isTakeOver(event.data)) return;
	const open = await place.clients.matchAll({ type: 'window', includeUncontrolled: true });
	const { held = [] } = await place.navigator.locks.query();
	// A client's address is the one its document was loaded from; who came to the exam by a link in the app shows by its lock.
	const free =
		!open.some((client) => examPage.test(new URL(client.url).pathname)) &&
		!held.some(({ name }) => name?.startsWith(ATTEMPT_LOCK));
	event.ports[0]?.postMessage(free);
	if (free) await place.skipWaiting();
}

function isTakeOver(data: unknown): boolean {
	return typeof data === 'object' && data !== null && 'type' in data && data.type === 'take-over';
}

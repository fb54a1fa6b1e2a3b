/**
 * What was typed and not yet confirmed when the page went away: one synchronous write, because a page that is being closed gets no answer
 * from its worker any more. Read once on return, and only for answers about which nothing newer was recorded.
 */
import type { ResponseValue } from '#sync/schema/response.ts';
import type { Snapshot } from './session-events.ts';

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
/** `newest`: the last response the page knew to be stored. */
type Slips = { session: string; newest: number; values: [string, ResponseValue][] };

export class Pocket {
	readonly #kept: Kept;
	readonly #key: string;
	#full = false;

	constructor(attempt: string, kept: Kept) {
		this.#kept = kept;
		this.#key = `invigil-pocket ${attempt}`;
	}

	put(slips: Slips): void {
		try {
			this.#kept.setItem(this.#key, JSON.stringify(slips));
			this.#full = true;
		} catch (error) {
			console.warn('What was typed last could not be put aside:', error);
		}
	}

	/** Everything is stored. */
	empty(): void {
		if (!this.#full) return;
		this.#kept.removeItem(this.#key);
		this.#full = false;
	}

	storeFailing(session: string, fails: boolean): void {
		noteStoreFailing(this.#kept, session, fails);
	}

	take({
		session,
		recordedAt
	}: Pick<Snapshot, 'session' | 'recordedAt'>): [string, ResponseValue][] {
		const slips = read(this.#kept.getItem(this.#key));
		this.#full = slips !== null;
		if (slips?.session !== session) return [];
		const seqs = new Map(recordedAt);
		return slips.values.filter(([item]) => (seqs.get(item) ?? -1) <= slips.newest);
	}
}

const failing = 'invigil-store-failing';

/**
 * Sessions whose store was failing when their page went away: the edge may have what this device has not. IndexedDB cannot remember that,
 * because it is what failed.
 */
export function noteStoreFailing(kept: Kept, session: string, fails: boolean): void {
	const others = storesFailing(kept).filter((each) => each !== session);
	try {
		kept.setItem(failing, (fails ? [...others, session] : others).join(' '));
	} catch (error) {
		console.warn('That the store is failing could not be noted:', error);
	}
}

export function storesFailing(kept: Pick<Kept, 'getItem'>): string[] {
	return (kept.getItem(failing) ?? '').split(' ').filter((session) => session !== '');
}

/** Our own writing, cut off at worst: what does not read is nothing. The worker checks each value before it is recorded. */
function read(text: string | null): Slips | null {
	try {
		const slips = JSON.parse(text ?? 'null') as Slips | null;
		return slips !== null && Array.isArray(slips.values) ? slips : null;
	} catch (error) {
		console.warn('What was put aside does not read:', error);
		return null;
	}
}

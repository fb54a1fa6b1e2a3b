/** What the small watchers of the page share. Each tells facts and moments, never contents, and gives back what stops it. */
import type { FactCheck, MomentCheck } from '../judge.ts';

export interface Said {
	peak?: number | undefined;
	reason?: string | undefined;
}

export interface PageTold {
	fact(check: FactCheck, holds: boolean, said?: Said): void;
	moment(check: MomentCheck, peak: number, reason?: string): void;
}

export type PageMonitor = (page: Document, told: PageTold) => () => void;

/** Listens before the page does, so that nothing it stops is missed, until the answer is called. */
export function listening(): {
	on(target: EventTarget | null | undefined, type: string, listener: (event: Event) => void): void;
	stop(): void;
} {
	const aborted = new AbortController();
	return {
		on: (target, type, listener) =>
			target?.addEventListener(type, listener, { capture: true, signal: aborted.signal }),
		stop: () => aborted.abort()
	};
}

/** A browser may not say: then nothing is told. */
export async function askedQuietly<Answer>(
	what: string,
	ask: () => Promise<Answer>
): Promise<Answer | null> {
	try {
		return await ask();
	} catch (error) {
		console.info(`This browser does not say: ${what}.`, error);
		return null;
	}
}

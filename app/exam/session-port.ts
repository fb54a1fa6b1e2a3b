/** The worker as the exam's page sees it. */
import type { EntryContent } from '#sync/schema/entry.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import type { EncodedCopy } from './copies/encoded-copy.ts';
import type { SessionFacts } from './copies/report.ts';
import type { Opened, SessionEvent, SubmitBy } from './session-events.ts';

export type SessionPort = {
	open(attempt: string, tell: (event: SessionEvent) => void): Promise<Opened>;
	/** Resolves when durable. */
	respond(item: string, value: ResponseValue): Promise<{ seq: number }>;
	record(content: EntryContent): Promise<{ seq: number }>;
	handIn(by: SubmitBy): Promise<void>;
	/** Resolves when everything that was recorded is durable. */
	flush(): Promise<void>;
	retryStore(): Promise<void>;
	takeOver(attempt: string): Promise<void>;
	/** A sealed copy of the work, out of memory as far as it is there. */
	copy(attempt: string): Promise<EncodedCopy>;
	/** For a problem report; null: no session is open. */
	facts(): Promise<SessionFacts | null>;
	/** Resolves when another tab may write. */
	close(): Promise<void>;
};

/** The worker ended under the call; another one is being started. */
export class WorkerGoneError extends Error {
	override name = 'WorkerGoneError';
}

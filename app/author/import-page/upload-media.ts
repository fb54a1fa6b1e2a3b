/** Bytes on their way to the bank: a few at a time, and again where the way was the trouble. */
import { apiErrorCode, type ApiErrorCode } from '#app/api/api-error.ts';
import type { ImportedMedia } from '../import/report.ts';

const AT_ONCE = 4;
const WAITS_MS = [500, 2000, 6000];
const passing = new Set<ApiErrorCode>([
	'unreachable',
	'unavailable',
	'too_many_requests',
	'internal'
]);

export interface Upload {
	put: (media: ImportedMedia, signal: AbortSignal) => Promise<unknown>;
	signal: AbortSignal;
	/** Told how many are there. */
	progress: (done: number) => void;
	wait?: (ms: number) => Promise<void>;
}

/** Rejects with what one of them was refused with; the others are then not begun. */
export async function uploadMedia(
	media: readonly ImportedMedia[],
	{ put, signal, progress, wait = pause }: Upload
): Promise<void> {
	const left = [...media];
	let done = 0;
	let refused = false;
	const putAgain = async (each: ImportedMedia) => {
		for (let tries = 0; ; tries++) {
			try {
				return await put(each, signal);
			} catch (error) {
				const ms = WAITS_MS[tries];
				if (ms === undefined || signal.aborted || !passing.has(apiErrorCode(error))) throw error;
				await wait(ms);
			}
		}
	};
	const lane = async () => {
		for (let next = left.shift(); next && !refused; next = left.shift()) {
			signal.throwIfAborted();
			try {
				await putAgain(next);
			} catch (error) {
				refused = true;
				throw error;
			}
			progress(++done);
		}
	};
	await Promise.all(Array.from({ length: Math.min(AT_ONCE, media.length) }, lane));
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

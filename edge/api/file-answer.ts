/** Somebody's file as an answer: bytes that a stranger chose must never become a page of ours. */
import { ProblemError } from './problem.ts';

export const noSuchFile = () => new ProblemError('not_found', 'There is no such attempt or file.');

/** Whether somebody may have it was asked before. `contentType`: what the bytes were found to be, never what somebody called them. */
export function fileAnswer(
	stored: Pick<R2ObjectBody, 'body' | 'size'>,
	{ hash, contentType }: { hash: string; contentType: string }
): Response {
	return new Response(stored.body, {
		headers: {
			'Content-Type': contentType === 'text/plain' ? 'text/plain; charset=utf-8' : contentType,
			'Content-Length': String(stored.size),
			// Opened by itself it is saved and not shown, and if it were shown it would get no page to run in.
			'Content-Disposition': `attachment; filename="${hash.slice(0, 12)}"`,
			'Content-Security-Policy': "default-src 'none'; sandbox",
			'X-Content-Type-Options': 'nosniff',
			'Cache-Control': 'private, no-store'
		}
	});
}

import { fittingSessions, sealCopy } from '#sync/copy/sealed-copy.ts';
import type { CopiedSession } from '#sync/copy/content.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { decodeSegment } from '#sync/segment.ts';

/** `nothing`: there is no entry yet. `no_key`: the tickets here are of before there were copies. `too_large`: more than a copy may have. */
export type CopyFailure = 'nothing' | 'no_key' | 'too_large' | 'failed';
export type EncodedCopy =
	| { ok: true; bytes: Uint8Array<ArrayBuffer>; title: string; attempt: string; entries: number }
	| { ok: false; failure: CopyFailure };

/** `sessions`: oldest first. `tickets`: of the attempt, any that can be read. */
export async function encodedCopy(
	sessions: readonly CopiedSession[],
	tickets: readonly (Ticket | null)[]
): Promise<EncodedCopy> {
	if (sessions.length === 0) return { ok: false, failure: 'nothing' };
	const ticket = tickets.find((each) => each?.copyKey !== undefined);
	if (!ticket?.copyKey) return { ok: false, failure: 'no_key' };
	const fits = fittingSessions(sessions);
	if (fits.length === 0) return { ok: false, failure: 'too_large' };
	const { sitting, attempt, copyKey, examTitle: title } = ticket;
	const bytes = await sealCopy({ sitting, attempt }, fits, copyKey);
	const entries = fits.reduce((sum, { segments }) => sum + entriesIn(segments), 0);
	return { ok: true, bytes, title, attempt, entries };
}

/** The last segment says how far the log goes. */
function entriesIn(segments: readonly Uint8Array[]): number {
	const last = segments.at(-1);
	const read = last && decodeSegment(last);
	return read?.ok ? read.segment.first + read.segment.count : 0;
}

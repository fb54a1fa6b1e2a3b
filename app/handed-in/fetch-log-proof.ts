import type { Signed } from '#sync/schema/signed.ts';
import { logProofAnswer } from '#sync/schema/public-log.ts';
import { ticketHeader } from '#sync/ticket.ts';

const PATIENCE_MS = 20_000;

/** By the session's ticket, so no sign-in is needed. null: it is not in the log yet. Rejects where the edge gives no answer. */
export async function fetchLogProof(
	attempt: string,
	session: string,
	ticket: Signed
): Promise<string | null> {
	const answer = await fetch(`/api/v1/attempts/${attempt}/sessions/${session}/log-proof`, {
		headers: { Authorization: ticketHeader(ticket) },
		cache: 'no-store',
		redirect: 'error',
		signal: AbortSignal.timeout(PATIENCE_MS)
	});
	if (!answer.ok) throw new Error(`log-proof: ${answer.status}`);
	return logProofAnswer.parse(await answer.json()).proof;
}

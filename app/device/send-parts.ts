/** Bytes on their way to the edge in parts (SPEC U3, U4, P4): what is there is asked, what is missing is sent, and the answer's signature is checked. */
import { openFileReceipt } from '#sync/file-receipt.ts';
import { problem, type ProblemCode } from '#sync/schema/api.ts';
import { fileState, type FileState } from '#sync/schema/files.ts';
import type { EdgeKey, Signed } from '#sync/schema/signed.ts';
import { ticketHeader } from '#sync/ticket.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
export type Sent =
	| { kind: 'received'; receipt: Signed }
	/** The edge does not know yet that the log names it. */
	| { kind: 'not_named' }
	| { kind: 'refused'; code: ProblemCode }
	/** Nobody answered, or nobody could. */
	| { kind: 'failed' };

const PATIENCE_MS = 60_000;
/** Asking again will not change these. */
const final: readonly string[] = ['invalid_request', 'too_large', 'not_allowed', 'closed'];

export type InParts = {
	attempt: string;
	/** SHA-256 of the bytes. */
	hash: string;
	bytes: Uint8Array<ArrayBuffer>;
	/** Which road of the API. */
	road: 'files' | 'stills';
	/** Length of a part; the last one is shorter. */
	partBytes: number;
	ticket: Signed;
};

export async function sendParts(
	{ attempt, hash, bytes, road, partBytes, ticket }: InParts,
	{ fetch, edgeKeys }: { fetch: Fetch; edgeKeys: readonly EdgeKey[] }
): Promise<Sent> {
	const path = `/api/v1/attempts/${attempt}/${road}/${hash}/parts`;
	const ask = (suffix: string, init: RequestInit) => request(fetch, path + suffix, ticket, init);
	let answer = await ask('', { method: 'GET' });
	if (answer.kind !== 'state') return answer;
	const held = new Set(answer.state.parts);
	const all = Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, part) => part);
	const missing = all.filter((part) => !held.has(part));
	// All there and no receipt: the edge broke off after the last part, which is sent again.
	if (missing.length === 0 && all.length > 0) missing.push(all.length - 1);
	for (const part of missing) {
		if (answer.state.receipt) break;
		const body = bytes.slice(part * partBytes, (part + 1) * partBytes);
		answer = await ask(`/${part}`, { method: 'PUT', body });
		if (answer.kind !== 'state') return answer;
	}
	const { receipt } = answer.state;
	// Somebody else's word is no receipt.
	return receipt && (await isFor(receipt, { attempt, hash }, edgeKeys))
		? { kind: 'received', receipt }
		: { kind: 'failed' };
}

async function isFor(
	receipt: Signed,
	sent: Pick<InParts, 'attempt' | 'hash'>,
	keys: readonly EdgeKey[]
): Promise<boolean> {
	const opened = await openFileReceipt(receipt, keys);
	if (!opened.ok) return false;
	const { attempt, hash } = opened.statement;
	return attempt === sent.attempt && hash === sent.hash;
}

async function request(
	fetch: Fetch,
	url: string,
	ticket: Signed,
	init: RequestInit
): Promise<{ kind: 'state'; state: FileState } | Exclude<Sent, { kind: 'received' }>> {
	try {
		const response = await fetch(url, {
			...init,
			// The ticket says who: an exam never asks for a password.
			credentials: 'omit',
			cache: 'no-store',
			redirect: 'error',
			headers: { authorization: ticketHeader(ticket) },
			signal: AbortSignal.timeout(PATIENCE_MS)
		});
		const body: unknown = await response.json();
		if (response.ok) return { kind: 'state', state: fileState.parse(body) };
		const refusal = problem.safeParse(body);
		if (!refusal.success) return { kind: 'failed' };
		const { code } = refusal.data;
		if (code === 'not_found') return { kind: 'not_named' };
		return final.includes(code) ? { kind: 'refused', code } : { kind: 'failed' };
	} catch (_noAnswer) {
		return { kind: 'failed' };
	}
}

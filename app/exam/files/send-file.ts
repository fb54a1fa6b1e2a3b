/** One file on its way to the edge (SPEC U3, U4): what is there is asked, what is missing is sent, and the answer's signature is checked. */
import { openFileReceipt } from '#sync/file-receipt.ts';
import { problem, type ProblemCode } from '#sync/schema/api.ts';
import { fileState, type FileState } from '#sync/schema/files.ts';
import type { EdgeKey, Signed } from '#sync/schema/signed.ts';
import { ticketHeader } from '#sync/ticket.ts';
import { PART_BYTES, partsOf } from '#sync/upload.ts';
import type { KeptFile } from '../../device/device-rows.ts';

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
const final: readonly string[] = ['invalid_request', 'too_large'];

type Asked = { file: KeptFile; bytes: Uint8Array<ArrayBuffer>; ticket: Signed };

export async function sendFile(
	{ file, bytes, ticket }: Asked,
	{ fetch, edgeKeys }: { fetch: Fetch; edgeKeys: readonly EdgeKey[] }
): Promise<Sent> {
	const path = `/api/v1/attempts/${file.attempt}/files/${file.hash}/parts`;
	const ask = (suffix: string, init: RequestInit) => request(fetch, path + suffix, ticket, init);
	let answer = await ask('', { method: 'GET' });
	if (answer.kind !== 'state') return answer;
	const held = new Set(answer.state.parts);
	const all = Array.from({ length: partsOf(bytes.length) }, (_, part) => part);
	const missing = all.filter((part) => !held.has(part));
	// All there and no receipt: the edge broke off after the last part, which is sent again.
	if (missing.length === 0 && all.length > 0) missing.push(all.length - 1);
	for (const part of missing) {
		if (answer.state.receipt) break;
		const body = bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES);
		answer = await ask(`/${part}`, { method: 'PUT', body });
		if (answer.kind !== 'state') return answer;
	}
	const { receipt } = answer.state;
	// Somebody else's word is no receipt.
	return receipt && (await isFor(receipt, file, edgeKeys))
		? { kind: 'received', receipt }
		: { kind: 'failed' };
}

async function isFor(receipt: Signed, file: KeptFile, keys: readonly EdgeKey[]): Promise<boolean> {
	const opened = await openFileReceipt(receipt, keys);
	if (!opened.ok) return false;
	const { attempt, hash } = opened.statement;
	return attempt === file.attempt && hash === file.hash;
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

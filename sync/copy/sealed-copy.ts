/**
 * A sealed copy: what a device has of an attempt, in a file that only the edge can open (SPEC X).
 *
 *   "IVC1" 4 ‖ sitting 16 ‖ attempt 16 ‖ encapsulated key 65 ‖ ciphertext
 *
 * The ciphertext is HPKE's (hpke.ts) to the sitting's key, with everything before the encapsulated key as additional data.
 */
import { concat, equal, fromBase64url, utf8, uuidBytes, uuidText } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { contentBytes, decodeContent, encodeContent, MOST_COPIED_SESSIONS } from './content.ts';
import type { CopiedSession } from './content.ts';
import { openFrom, POINT_BYTES, sealTo, TAG_BYTES } from './hpke.ts';
import type { KeyPair } from './hpke.ts';

/** A log of half a day at ten entries a second; a Worker has it in memory twice while it opens it. */
export const MOST_COPY_BYTES = 32_000_000;
export const COPY_TYPE = 'application/vnd.invigil.copy';
export const COPY_ENDING = '.invigil';

const MAGIC = utf8('IVC1');
const ABOUT_BYTES = MAGIC.length + 16 + 16;
const HEADER_BYTES = ABOUT_BYTES + POINT_BYTES;
const info = utf8('invigil-copy/1');

export type CopyHeader = { sitting: string; attempt: string };
/** `newer`: of a version that is not known here. */
export type CopyProblem = 'not_a_copy' | 'newer_version' | 'damaged';
export type OpenedCopy =
	{ ok: true; sessions: CopiedSession[] } | { ok: false; problem: CopyProblem };

/** `key`: of the ticket, base64url. `own`: for a vector. */
export async function sealCopy(
	{ sitting, attempt }: CopyHeader,
	sessions: readonly CopiedSession[],
	key: string,
	own?: KeyPair
): Promise<Bytes> {
	const additional = concat(MAGIC, uuidBytes(sitting), uuidBytes(attempt));
	const plain = encodeContent(sessions);
	const receiver = fromBase64url(key);
	const { encapsulated, sealed } = await sealTo(
		receiver,
		{ info, additional, plain },
		own ? { own } : {}
	);
	return concat(additional, encapsulated, sealed);
}

/** Whose a file says it is: not yet proven. */
export function readCopyHeader(
	file: Bytes
): { ok: true; header: CopyHeader } | { ok: false; problem: CopyProblem } {
	const magic = file.subarray(0, MAGIC.length);
	if (!equal(magic, MAGIC)) {
		const isOurs = equal(magic.subarray(0, 3), MAGIC.subarray(0, 3)) && isDigit(magic[3]);
		return { ok: false, problem: isOurs ? 'newer_version' : 'not_a_copy' };
	}
	if (file.length < HEADER_BYTES + TAG_BYTES) return { ok: false, problem: 'damaged' };
	const sitting = uuidText(file.subarray(4, 20));
	return { ok: true, header: { sitting, attempt: uuidText(file.subarray(20, ABOUT_BYTES)) } };
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

export async function openCopy(file: Bytes, key: KeyPair): Promise<OpenedCopy> {
	const read = readCopyHeader(file);
	if (!read.ok) return read;
	const plain = await openFrom(key, {
		info,
		additional: file.slice(0, ABOUT_BYTES),
		encapsulated: file.slice(ABOUT_BYTES, HEADER_BYTES),
		sealed: file.subarray(HEADER_BYTES)
	});
	const sessions = plain && decodeContent(plain);
	return sessions ? { ok: true, sessions } : { ok: false, problem: 'damaged' };
}

/** The newest that fit, in their order; none: not even the newest one does. */
export function fittingSessions(sessions: readonly CopiedSession[]): CopiedSession[] {
	let left = MOST_COPY_BYTES - HEADER_BYTES - TAG_BYTES - 1;
	const fits: CopiedSession[] = [];
	for (const session of sessions.toReversed()) {
		left -= contentBytes(session);
		if (left < 0 || fits.length === MOST_COPIED_SESSIONS) break;
		fits.unshift(session);
	}
	return fits;
}

/** A part of a student's file comes in; with the last one the file is held against the log, stored and signed for (SPEC U4). */
import type { Context } from 'hono';
import { issueFileReceipt } from '#sync/file-receipt.ts';
import { sha256Hex } from '#sync/hash.ts';
import type { FileState } from '#sync/schema/files.ts';
import type { Signed } from '#sync/schema/signed.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { openTicket, readTicketHeader } from '#sync/ticket.ts';
import {
	MOST_ATTEMPT_BYTES,
	MOST_EVER_BYTES,
	mostFileBytes,
	partBytes,
	partsOf,
	typesFor
} from '#sync/upload.ts';
import { uploadTypeOf } from '#sync/upload-type.ts';
import {
	deleteFile,
	insertFile,
	selectOptionalFile,
	selectFileSizes,
	selectUploadItem
} from '../db/attempt-files.ts';
import { system, transaction } from '../db/database.ts';
import { edgeKeyOf, edgeSigner } from '../keys.ts';
import type { NamedFile } from '../rooms/calls.ts';
import { readId } from './body.ts';
import { countParts, fileKey, joinParts, partsHeld, putPart, removeParts } from './file-store.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';

/** Beyond this an attempt has begun more files than it can ever hand in. */
const MOST_WAITING_PARTS = 400;

type Env = Authenticated['Bindings'];
/** A file that the log names, and whose ticket asks. */
export type Wanted = { ticket: Ticket; hash: string; named: NamedFile };

/** One answer for a forged ticket and one of another attempt: whoever guesses learns nothing. */
export async function wantedFile(context: Context<Authenticated>): Promise<Wanted> {
	const { env, req } = context;
	const id = readId(context, 'id');
	const hash = req.param('hash') ?? '';
	// Expiry is not asked, as of the log: what it names comes in however late (T3).
	const opened = await openTicket(readTicketHeader(req.header('Authorization')), [edgeKeyOf(env)]);
	if (!opened.ok || opened.ticket.attempt !== id)
		throw new ProblemError('ticket_invalid', 'The ticket does not hold.');
	const named = await namedFile(env, opened.ticket, hash);
	if (!named) throw noSuchFile();
	return { ticket: opened.ticket, hash, named };
}

const noSuchFile = () => new ProblemError('not_found', 'The log does not name such a file.');

function namedFile(env: Env, { room, attempt }: Ticket, hash: string): Promise<NamedFile | null> {
	return env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).namedFile(attempt, hash);
}

export async function stateOf(env: Env, { ticket, hash }: Wanted): Promise<FileState> {
	const stored = await transaction(env, system, (query) =>
		selectOptionalFile(query, ticket.attempt, hash)
	);
	if (stored) return { receipt: stored.receipt, parts: [] };
	return { receipt: null, parts: await partsHeld(env.BLOBS, ticket.attempt, hash) };
}

export async function takePart(
	env: Env,
	wanted: Wanted,
	part: number,
	bytes: Uint8Array
): Promise<FileState> {
	const { ticket, hash, named } = wanted;
	const { attempt } = ticket;
	if (bytes.length === 0 || bytes.length !== partBytes(named.bytes, part))
		throw new ProblemError('invalid_request', 'The file has no such part.', {
			evidence: { part, bytes: bytes.length, expected: partBytes(named.bytes, part) }
		});
	const stored = await allowedFile(env, wanted);
	if (stored) return { receipt: stored, parts: [] };
	if ((await countParts(env.BLOBS, attempt)) >= MOST_WAITING_PARTS)
		throw new ProblemError('too_large', 'Too many files of this attempt were begun.');
	await putPart(env.BLOBS, { attempt, hash, part }, bytes);
	await refuseGone(env, wanted);
	const parts = await partsHeld(env.BLOBS, attempt, hash);
	if (parts.length < partsOf(named.bytes)) return { receipt: null, parts };
	return { receipt: await completeFile(env, wanted), parts: [] };
}

/** Refuses what the item or the attempt has no room for; answers the receipt of a file that is there already. */
async function allowedFile(env: Env, { ticket, hash, named }: Wanted): Promise<Signed | null> {
	const { item, stored, sizes } = await transaction(env, system, async (query) => ({
		item: await selectUploadItem(query, ticket.attempt, named.item),
		stored: await selectOptionalFile(query, ticket.attempt, hash),
		sizes: await selectFileSizes(query, ticket.attempt)
	}));
	if (stored) return stored.receipt;
	if (!item || !typesFor(item).some((type) => type === named.contentType))
		throw new ProblemError('invalid_request', 'The item takes no such file.', {
			evidence: { field: 'contentType', item: named.item }
		});
	const limit = mostFileBytes(item);
	if (named.bytes > limit)
		throw new ProblemError('too_large', 'The file is larger than the item allows.', {
			evidence: { limit, bytes: named.bytes }
		});
	await refuseTooMuch(env, ticket, [...sizes, { hash, bytes: named.bytes }]);
	return null;
}

/** What was taken back leaves its room to others, but not for ever: whoever takes back and brings again would fill the storage. */
async function refuseTooMuch(
	env: Env,
	{ room, attempt }: Ticket,
	files: readonly { hash: string; bytes: number }[]
): Promise<void> {
	const sumOf = (some: typeof files) => some.reduce((sum, { bytes }) => sum + bytes, 0);
	const ever = sumOf(files);
	// Most never come near it, and the room is left alone.
	if (ever <= MOST_ATTEMPT_BYTES) return;
	const limitOf = (limit: number, bytes: number, because: 'together' | 'ever') => {
		if (bytes <= limit) return;
		throw new ProblemError('too_large', 'The files of this attempt are too large together.', {
			evidence: { limit, bytes, because }
		});
	};
	limitOf(MOST_EVER_BYTES, ever, 'ever');
	const hashes = new Set(
		await env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).namedHashes(attempt)
	);
	const counted = files.filter(({ hash }) => hashes.has(hash));
	limitOf(MOST_ATTEMPT_BYTES, sumOf(counted), 'together');
}

async function completeFile(env: Env, wanted: Wanted): Promise<Signed> {
	const { ticket, hash, named } = wanted;
	const { attempt } = ticket;
	const whole = await joinParts(env.BLOBS, attempt, { hash, bytes: named.bytes });
	const type = whole && uploadTypeOf(whole);
	const wrong = !whole || sha256Hex(whole) !== hash ? 'hash' : type !== named.contentType && 'type';
	if (wrong || !whole || !type) {
		// The last part, sent again because its answer was lost, may come when the first one has just been stored.
		const stored = await transaction(env, system, (query) =>
			selectOptionalFile(query, attempt, hash)
		);
		if (stored) return stored.receipt;
		// None of it can be told to be right: it begins anew.
		await removeParts(env.BLOBS, attempt, hash);
		throw new ProblemError('invalid_request', 'The bytes are not the file that the log names.', {
			evidence: { field: wrong || 'type' }
		});
	}
	const at = Date.now();
	const receipt = await issueFileReceipt(
		{ version: 1, attempt, hash, bytes: whole.length, contentType: type, at },
		await edgeSigner(env)
	);
	// Bytes first: a row must never name what is not there.
	await env.BLOBS.put(fileKey(attempt, hash), whole);
	const kept = await transaction(env, system, (query) =>
		insertFile(query, attempt, { hash, content_type: type, bytes: whole.length, receipt, at })
	);
	await refuseGone(env, wanted, kept === null);
	await removeParts(env.BLOBS, attempt, hash);
	return kept ?? receipt;
}

/**
 * Asked after each write. Erasure marks the room first and removes what lies here then: what was written after it looked is removed by who
 * wrote it.
 */
async function refuseGone(env: Env, { ticket, hash }: Wanted, gone = false): Promise<void> {
	const { attempt } = ticket;
	if (!gone && (await namedFile(env, ticket, hash))) return;
	await removeParts(env.BLOBS, attempt, hash);
	await transaction(env, system, (query) => deleteFile(query, attempt, hash));
	await env.BLOBS.delete(fileKey(attempt, hash));
	throw noSuchFile();
}

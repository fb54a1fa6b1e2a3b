/** A part of a still comes in; with the last one it is held against the log, sealed under the attempt's key and signed for (SPEC P4, P5). */
import type { Context } from 'hono';
import { fromBase64url, toBase64url } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { issueFileReceipt } from '#sync/file-receipt.ts';
import { sha256Hex } from '#sync/hash.ts';
import type { FileState } from '#sync/schema/files.ts';
import type { Signed } from '#sync/schema/signed.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import type { Ticket } from '#sync/schema/ticket.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import {
	MOST_STILL_BYTES,
	MOST_STILLS,
	stillPartBytes,
	stillParts,
	STILLS_PER_OBSERVATION,
	stillTypeOf
} from '#sync/stills.ts';
import { openTicket, readTicketHeader } from '#sync/ticket.ts';
import { seal, unseal } from '../access/sealed.ts';
import { newStillKey, STILL_KEY_PURPOSE } from '../access/still-seal.ts';
import { stillsKeptUntil } from '../access/stills-keep.ts';
import {
	insertStill,
	insertStillKey,
	keepStillsUntil,
	selectOptionalStill,
	selectOptionalStillKey
} from '../db/attempt-stills.ts';
import { selectSessions } from '../db/attempts.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import { edgeKeyOf, edgeSigner } from '../keys.ts';
import type { NamedStill } from '../rooms/named-stills.ts';
import { readId } from './body.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import {
	joinStill,
	putStill,
	putStillPart,
	removeStill,
	removeStillParts,
	stillPartsHeld
} from './still-store.ts';

type Env = Authenticated['Bindings'];
/** A still that the log names, and whose ticket asks. */
export type WantedStill = { ticket: Ticket; hash: string; named: NamedStill };

/** One answer for a forged ticket and one of another attempt: whoever guesses learns nothing. */
export async function wantedStill(context: Context<Authenticated>): Promise<WantedStill> {
	const { env, req } = context;
	const id = readId(context, 'id');
	const hash = req.param('hash') ?? '';
	// Expiry is not asked, as of the log: what it names comes in however late (T3).
	const opened = await openTicket(readTicketHeader(req.header('Authorization')), [edgeKeyOf(env)]);
	if (!opened.ok || opened.ticket.attempt !== id)
		throw new ProblemError('ticket_invalid', 'The ticket does not hold.');
	const { policy } = opened.ticket;
	if (!policy.camera || policy.stills !== 'on_flag')
		throw new ProblemError('not_allowed', 'The policy lets no picture leave the device.');
	const named = await namedStill(env, opened.ticket, hash);
	if (!named) throw noSuchStill();
	return { ticket: opened.ticket, hash, named };
}

const noSuchStill = () => new ProblemError('not_found', 'The log does not name such a still.');

function namedStill(env: Env, { room, attempt }: Ticket, hash: string): Promise<NamedStill | null> {
	return env.SITTING_ROOM.get(env.SITTING_ROOM.idFromName(room)).namedStill(attempt, hash);
}

export async function stillStateOf(env: Env, { ticket, hash }: WantedStill): Promise<FileState> {
	const { attempt } = ticket;
	const stored = await transaction(env, system, (query) =>
		selectOptionalStill(query, attempt, hash)
	);
	if (stored) return { receipt: stored.receipt, parts: [] };
	return { receipt: null, parts: await stillPartsHeld(env.BLOBS, { attempt, hash }) };
}

export async function takeStillPart(
	env: Env,
	wanted: WantedStill,
	part: number,
	bytes: Bytes
): Promise<FileState> {
	const { ticket, hash, named } = wanted;
	const { attempt } = ticket;
	refuseTooMuch(named);
	const expected = stillPartBytes(named.bytes, part);
	if (bytes.length === 0 || bytes.length !== expected)
		throw new ProblemError('invalid_request', 'The still has no such part.', {
			evidence: { part, bytes: bytes.length, expected }
		});
	const stored = await transaction(env, system, (query) =>
		selectOptionalStill(query, attempt, hash)
	);
	if (stored) return { receipt: stored.receipt, parts: [] };
	const key = await keyFor(env, ticket);
	await putStillPart(env.BLOBS, key, { attempt, hash, part }, bytes);
	await refuseGone(env, wanted);
	const parts = await stillPartsHeld(env.BLOBS, { attempt, hash });
	if (parts.length < stillParts(named.bytes)) return { receipt: null, parts };
	return { receipt: await completeStill(env, wanted, key), parts: [] };
}

/** By what the log says of it: a device that says more than its app ever would is not taken at its word. */
function refuseTooMuch({ bytes, before }: NamedStill): void {
	const limitOf = (limit: number, found: number, because: string) => {
		if (found <= limit) return;
		throw new ProblemError('too_large', 'There is no room for this still.', {
			evidence: { limit, found, because }
		});
	};
	limitOf(MOST_STILL_BYTES, bytes, 'bytes');
	limitOf(STILLS_PER_OBSERVATION, before.observation + 1, 'observation');
	limitOf(MOST_STILLS, before.attempt + 1, 'attempt');
}

/** The attempt's key, made with its first still. From then on its hall looks when it has to be destroyed. */
async function keyFor(env: Env, ticket: Ticket): Promise<Bytes> {
	const { attempt, sitting } = ticket;
	const { key, made } = await transaction(env, system, async (query) => {
		const kept = await selectOptionalStillKey(query, attempt);
		if (kept) {
			await keepStillsUntil(query, attempt, stillsKeptUntil(ticket, 0));
			return { key: kept, made: false };
		}
		const sealed = await seal(toBase64url(newStillKey()), env.COOKIE_SECRET, STILL_KEY_PURPOSE);
		const keepUntil = await latestPromise(query, ticket);
		const first = await insertStillKey(query, attempt, { sealed, keepUntil });
		return { key: await selectOptionalStillKey(query, attempt), made: first };
	});
	if (!key) throw noSuchStill();
	if (key.sealed === null) throw stillsAreDeleted();
	if (made) await watchKeeping(env, sitting);
	return fromBase64url(await unseal(key.sealed, env.COOKIE_SECRET, STILL_KEY_PURPOSE));
}

const watchKeeping = (env: Env, sitting: string): Promise<void> =>
	env.SITTING_HALL.get(env.SITTING_HALL.idFromName(sitting)).watchDeadlines(sitting, true);

/** What came first may come under an older ticket than the attempt's newest. Sessions that begin later, and time given later, put the day off themselves. */
async function latestPromise(query: Query, ticket: Ticket): Promise<number> {
	const sessions = await selectSessions(query, ticket.attempt);
	const promises = sessions.flatMap(({ ticket: stored, given_ms: givenMs }) => {
		const read = unsafeReadSigned(stored, ticketSchema);
		return read.ok ? [stillsKeptUntil(read.statement, givenMs)] : [];
	});
	return Math.max(stillsKeptUntil(ticket, 0), ...promises);
}

const stillsAreDeleted = () =>
	new ProblemError('closed', 'The stills of this attempt were deleted, as the policy says.');

async function completeStill(env: Env, wanted: WantedStill, key: Bytes): Promise<Signed> {
	const { ticket, hash, named } = wanted;
	const { attempt } = ticket;
	const place = { attempt, hash };
	const whole = await joinStill(env.BLOBS, key, { ...place, bytes: named.bytes });
	const type = whole && stillTypeOf(whole);
	const wrong = !whole || sha256Hex(whole) !== hash ? 'hash' : type !== named.contentType && 'type';
	if (wrong || !whole || !type) {
		// The last part, sent again because its answer was lost, may come when the first one has just been stored.
		const stored = await transaction(env, system, (query) =>
			selectOptionalStill(query, attempt, hash)
		);
		if (stored) return stored.receipt;
		// None of it can be told to be right: it begins anew.
		await removeStillParts(env.BLOBS, place);
		throw new ProblemError('invalid_request', 'The bytes are not the still that the log names.', {
			evidence: { field: wrong || 'type' }
		});
	}
	const at = Date.now();
	const receipt = await issueFileReceipt(
		{ version: 1, attempt, hash, bytes: whole.length, contentType: type, at },
		await edgeSigner(env)
	);
	// Bytes first: a row must never name what is not there.
	await putStill(env.BLOBS, key, place, whole);
	const kept = await transaction(env, system, (query) =>
		insertStill(query, attempt, { hash, content_type: type, bytes: whole.length, receipt, at })
	);
	await refuseGone(env, wanted);
	await removeStillParts(env.BLOBS, place);
	// Each time: the word that was given as the key was made may not have reached the hall.
	await watchKeeping(env, ticket.sitting);
	return kept ?? receipt;
}

/**
 * Asked after each write. Erasure marks the room, and retention destroys the key, before either removes what lies here: what was written
 * after they looked is removed by who wrote it.
 */
async function refuseGone(env: Env, { ticket, hash }: WantedStill): Promise<void> {
	const { attempt } = ticket;
	const named = await namedStill(env, ticket, hash);
	const key = await transaction(env, system, (query) => selectOptionalStillKey(query, attempt));
	if (named && key?.sealed) return;
	await removeStill(env.BLOBS, { attempt, hash });
	throw named && key ? stillsAreDeleted() : noSuchStill();
}

/** For who may look at a still: its attempt's key, if there is one. */
export async function optionalStillKey(env: Env, attempt: string): Promise<Bytes | null> {
	const key = await transaction(env, system, (query) => selectOptionalStillKey(query, attempt));
	return key?.sealed
		? fromBase64url(await unseal(key.sealed, env.COOKIE_SECRET, STILL_KEY_PURPOSE))
		: null;
}

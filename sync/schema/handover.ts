/** What a session that goes on from another one finds there (SPEC W). Under /api/v1: POST /attempts/:id/hand-over. */
import * as z from 'zod';
import { responseValue } from './response.ts';
import { hash, id, itemId, unixMs } from './text.ts';

/** An answer as the session before left it: its newest entry about the item. */
export const handedResponse = z.strictObject({
	item: itemId,
	value: responseValue,
	session: id,
	seq: z.int().min(0),
	/** By the clock of the device that wrote it. */
	wall: unixMs
});
export type HandedResponse = z.infer<typeof handedResponse>;

/** In `open`, beside `previous`: how many answers were shown from the start, and the hash of them (W3). */
export const handedOver = z.strictObject({ answers: z.int().min(0), hash });
export type HandedOver = z.infer<typeof handedOver>;

export const handoverAnswer = z.strictObject({
	responses: z.array(handedResponse),
	marked: z.array(itemId),
	/** The item last looked at; null: none yet. */
	item: itemId.nullable(),
	/** Entries of the session before that are handed over. */
	entries: z.int().min(1),
	/** Edge time at which the last of them came. */
	receivedAt: unixMs,
	/** Its device is connected now: what it has more is on its way. */
	connected: z.boolean(),
	now: unixMs
});
export type HandoverAnswer = z.infer<typeof handoverAnswer>;

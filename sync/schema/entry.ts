/**
 * One entry of a session's log. Its bytes are UTF-8 of its RFC 8785 form, at most 64 KiB; what was hashed is what travels
 * and is stored. Unknown kinds and unknown fields are refused (SPEC rules E…), so a newer app must meet a newer edge.
 */
import * as z from 'zod';
import { handedOver } from './handover.ts';
import { observation, readingsSummary } from './observation.ts';
import { responseData } from './response.ts';
import { signed } from './signed.ts';
import { stillMoment } from './stills.ts';
import { hash, id, itemId, milliseconds, unixMs } from './text.ts';

export const MAXIMUM_ENTRY_BYTES = 65_536;

const header = {
	/** From 0, without gaps. */
	seq: z.int().min(0).max(0xffff_ffff),
	/** Monotonic milliseconds since the session opened; never falls, across reloads too. */
	t: milliseconds,
	/** The device's wall clock. */
	wall: unixMs,
	/** How often the app was loaded in this session, from 0. */
	boot: z.int().min(0).max(100_000)
};

const kinds = {
	open: z.strictObject({
		session: id,
		attempt: id,
		ticketHash: hash,
		formHash: hash,
		policyHash: hash,
		noticeHash: hash,
		appVersion: z.string().max(40),
		models: z.array(z.strictObject({ name: z.string().max(80), sha256: hash })).max(20),
		/** Where the content key came from. */
		keyFrom: z.enum(['edge', 'start_code']),
		/** What navigator.storage.persist() answered; null where the browser has none. */
		persisted: z.boolean().nullable(),
		previous: z.strictObject({ session: id, seq: z.int().min(0), head: hash }).optional(),
		/** What of `previous` the student was shown from the start (SPEC W3). Absent: nothing could be fetched. */
		handedOver: handedOver.optional()
	}),
	response: responseData,
	navigation: z.strictObject({ item: itemId, action: z.enum(['visit', 'mark', 'unmark']) }),
	observation,
	readings: readingsSummary,
	/** A still: SHA-256, type and length of the picture itself, the observation it belongs to, and which moment of it (SPEC P). */
	media: z.strictObject({
		hash,
		contentType: z.string().max(100),
		bytes: z.int().min(1),
		observation: z.int().min(0).optional(),
		moment: stillMoment.optional()
	}),
	receipt: z.strictObject({ receipt: signed }),
	/** Answer to control entry number `control`. */
	command: z.strictObject({
		control: z.int().min(0),
		outcome: z.enum(['shown', 'applied', 'refused'])
	}),
	/** First entry after a reload or a wake from sleep. `gapMs`: how long nothing was recorded; `monotonicLostMs`: by how much the monotonic clock fell behind the wall clock. */
	resume: z.strictObject({
		reason: z.enum(['reload', 'wake']),
		gapMs: z.int(),
		monotonicLostMs: z.int()
	}),
	/** Every 10 s. */
	heartbeat: z.strictObject({
		lastReceipt: z.int().min(0).nullable(),
		online: z.boolean(),
		elapsedMs: milliseconds
	}),
	/** The student's own pause, by an allowance of the ticket. */
	break: z.strictObject({ action: z.enum(['begin', 'end']) }),
	/** After the clock has handed in: the student goes on, because of control entry number `control`, which gave more time. */
	reopen: z.strictObject({ control: z.int().min(0) }),
	/** `total`: entries in the log, this one included. Nothing but receipt and command entries may follow, and after the clock's a reopen. */
	submit: z.strictObject({ total: z.int().min(1), by: z.enum(['student', 'clock', 'control']) })
};

export const entry = z.discriminatedUnion('kind', [
	z.strictObject({ ...header, kind: z.literal('open'), data: kinds.open }),
	z.strictObject({ ...header, kind: z.literal('response'), data: kinds.response }),
	z.strictObject({ ...header, kind: z.literal('navigation'), data: kinds.navigation }),
	z.strictObject({ ...header, kind: z.literal('observation'), data: kinds.observation }),
	z.strictObject({ ...header, kind: z.literal('readings'), data: kinds.readings }),
	z.strictObject({ ...header, kind: z.literal('media'), data: kinds.media }),
	z.strictObject({ ...header, kind: z.literal('receipt'), data: kinds.receipt }),
	z.strictObject({ ...header, kind: z.literal('command'), data: kinds.command }),
	z.strictObject({ ...header, kind: z.literal('resume'), data: kinds.resume }),
	z.strictObject({ ...header, kind: z.literal('heartbeat'), data: kinds.heartbeat }),
	z.strictObject({ ...header, kind: z.literal('break'), data: kinds.break }),
	z.strictObject({ ...header, kind: z.literal('reopen'), data: kinds.reopen }),
	z.strictObject({ ...header, kind: z.literal('submit'), data: kinds.submit })
]);
export type Entry = z.infer<typeof entry>;
export type EntryKind = Entry['kind'];
export type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>;
/** Kind and data, before the writer gives it its place. */
export type EntryContent = { [K in EntryKind]: Pick<EntryOf<K>, 'kind' | 'data'> }[EntryKind];

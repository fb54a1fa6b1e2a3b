/**
 * Why something was not let in: one closed list for both ends, each with the WebSocket close code it travels as.
 * 44xx: reconnecting changes nothing, the device stops and tells the person. 45xx: try again later.
 */
import * as z from 'zod';

export const refusalCodes = {
	/** Not a frame, update, segment or envelope at all: cut short, an overlong number, something left over. */
	malformed: 4400,
	ticket_invalid: 4401,
	ticket_expired: 4402,
	not_allowed: 4403,

	/** Yjs: a delete set that is not empty. */
	deletion: 4410,
	/** Yjs: structs of a client that may not write here. */
	foreign_client: 4411,
	/** Yjs: a GC or Skip struct, or an item that holds something other than bytes. */
	foreign_struct: 4412,
	/** Yjs: another root, a nested parent, a left or right neighbour that is not "after my last". */
	wrong_parent: 4413,

	/** Over a limit of size or count. */
	too_large: 4420,
	/** A segment of another session. */
	wrong_session: 4421,
	wrong_signature: 4422,
	/** `before` is not the head that is known, or the entries do not lead to `after`. */
	chain_broken: 4423,
	/** The segment's first sequence number or an entry's is not the next one. */
	wrong_sequence: 4424,
	/** Same place, other bytes, and the history behind it differs. */
	fork: 4425,

	/** An entry's bytes are not the RFC 8785 form of what they say. */
	not_canonical: 4430,
	/** An entry of unknown kind or shape. */
	wrong_schema: 4431,
	/** Time or boot number falls, or the boot number rises without a resume. */
	time_falls: 4432,
	/** The first entry is not `open`, or a later one is. */
	wrong_open: 4433,
	/** `open` does not bind this ticket, attempt, form, policy or hand-over. */
	wrong_binding: 4434,
	/** Something other than receipt and command after submit. */
	after_submit: 4435,
	/** `submit` counts another number of entries than there are. */
	wrong_total: 4436,
	/** A break without an allowance left, within another, or an end without a beginning; an answer during one. */
	wrong_break: 4437,
	/** Goes on although the clock has not handed in. */
	wrong_reopen: 4438,

	/** Another device has taken over. */
	superseded: 4440,
	/** The attempt is over and its time for late work too. */
	attempt_ended: 4441,
	/** The edge's own record is shorter than what it has signed for: it refuses to sign a smaller log. */
	edge_behind: 4442,

	/** Not sent over a socket: opening a form. */
	start_code_wrong: 4450,
	form_damaged: 4451,
	key_wrong: 4452,

	/** The edge cannot store now; nothing was taken in. */
	unavailable: 4500,
	/** Yjs: begins after what is known. Frames were lost or came out of order: no accusation, the next step 1 makes up for it. */
	gap: 4514,
	too_fast: 4529
} as const;

export type RefusalCode = keyof typeof refusalCodes;
export type Evidence = Record<string, string | number | boolean>;
export type Refusal = { code: RefusalCode; evidence?: Evidence };
export type Refused = { ok: false; refusal: Refusal };

export function refuse(code: RefusalCode, evidence?: Evidence): Refused {
	return { ok: false, refusal: evidence === undefined ? { code } : { code, evidence } };
}

/** Does it help to connect again? */
export function isFinal(code: RefusalCode): boolean {
	return refusalCodes[code] < 4500;
}

/** A close reason has at most 123 bytes (RFC 6455 §5.5.1): evidence that does not fit is left out, from the end. */
export function closeReason(refusal: Refusal): string {
	const evidence = Object.entries(refusal.evidence ?? {});
	for (let kept = evidence.length; kept > 0; kept--) {
		const reason = JSON.stringify({
			code: refusal.code,
			evidence: Object.fromEntries(evidence.slice(0, kept))
		});
		if (new TextEncoder().encode(reason).length <= 123) return reason;
	}
	return JSON.stringify({ code: refusal.code });
}

const written = z.strictObject({
	code: z.enum(Object.keys(refusalCodes) as [RefusalCode, ...RefusalCode[]]),
	evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional()
});

/** null: the reason is not ours (a proxy, a browser, an older edge). */
export function readCloseReason(reason: string): Refusal | null {
	let value: unknown;
	try {
		value = JSON.parse(reason);
	} catch (_notJson) {
		return null;
	}
	const read = written.safeParse(value);
	return read.success ? (read.data as Refusal) : null;
}

/** What a verifier says: a list of claims, each held, broken at a named place, or beyond what the data can show. */

export const claimIds = [
	'format',
	'edge_keys',
	'ticket_signed',
	'same_attempt',
	'chain_unbroken',
	'signed_by_device',
	'opened_under_ticket',
	'entries_valid',
	'count_equals_submit',
	'control_unbroken',
	'control_signed',
	'receipted',
	'publicly_logged',
	'times_consistent',
	'in_time',
	'form_as_published',
	'answers_fit_form',
	'went_forward',
	'commands_answered',
	'media_present',
	'files_received',
	'decided',
	'sessions_linked'
] as const;
export type ClaimId = (typeof claimIds)[number];
export type ClaimStatus = 'pass' | 'fail' | 'not_provable';
export type ClaimDetail = Record<string, string | number | boolean | null>;

export type Claim = {
	id: ClaimId;
	status: ClaimStatus;
	/** Absent: about the bundle as a whole. */
	session?: string;
	/** Index of the segment in the session's log (or control log, for claims about that). */
	segment?: number;
	/** Sequence number of the entry. */
	entry?: number;
	/** The claim that failed first and leaves this one without ground: nothing more is wrong here than there. */
	follows?: ClaimId;
	detail: ClaimDetail;
};

export type Place = { session?: string; segment?: number; entry?: number };

export type Verdict = {
	claims: Claim[];
	/** The first entry at which a device's log cannot be believed any more. */
	brokenAt: { session: string; entry: number } | null;
	/** Every log's chain holds and its segments are signed. */
	unbroken: boolean;
};

export function claim(
	id: ClaimId,
	status: ClaimStatus,
	place: Place = {},
	detail: ClaimDetail = {}
): Claim {
	return { id, status, ...place, detail };
}

/** Not wrong by itself: it fails, or stays open, because of the other. A claim that holds needs no reason. */
export function following(made: Claim, first: ClaimId | null): Claim {
	return first === null || made.status === 'pass' ? made : { ...made, follows: first };
}

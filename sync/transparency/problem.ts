/** Why something of the public log does not hold (SPEC G12): one closed list for notes, proofs, the edge and the verifier. */
export const logProblems = [
	/** Not the text it should be. */
	'note_malformed',
	/** No signature by a key that is trusted. */
	'note_unknown_key',
	/** A key that is trusted is named, and did not sign this. */
	'note_wrong_signature',
	/** Signed, and no checkpoint. */
	'checkpoint_malformed',
	'proof_malformed',
	/** The leaf is not in a tree of this size. */
	'proof_outside_tree',
	/** The hashes do not lead from the leaf to the checkpoint. */
	'proof_wrong_root',
	/** Two checkpoints of different logs. */
	'other_log',
	/** The earlier one counts more leaves. */
	'log_shrank',
	/** Of one size, with different roots; or the hashes do not lead from one to the other. */
	'log_rewritten',
	/** The edge's own copy is shorter than what was published or handed out: a backup was put back. */
	'log_behind',
	/** The edge's own copy is another tree than the published one. */
	'log_forked'
] as const;
export type LogProblem = (typeof logProblems)[number];
export type LogEvidence = Record<string, string | number>;
export type NotProven = { ok: false; code: LogProblem; evidence: LogEvidence };

export function notProven(code: LogProblem, evidence: LogEvidence = {}): NotProven {
	return { ok: false, code, evidence };
}

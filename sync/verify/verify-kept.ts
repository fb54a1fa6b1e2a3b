/** What a student or somebody outside has kept: a receipt, a proof, checkpoints. One finding for each question that can be asked of it. */
import { openReceipt, receiptCode } from '../receipt.ts';
import type { EdgeKey, Signed } from '../schema/signed.ts';
import { judgeConsistency, openCheckpoint } from '../transparency/checkpoint.ts';
import type { Checkpoint } from '../transparency/checkpoint.ts';
import { openProof } from '../transparency/log-proof.ts';
import { consistencyProof } from '../transparency/tile-reader.ts';
import type { FetchTile } from '../transparency/tile-reader.ts';
import { notesOf } from './read-given.ts';
import type { Given } from './read-given.ts';
import type { ClaimDetail, ClaimStatus } from './verdict.ts';

/** Pairs of checkpoints for which tiles are fetched: a text of many megabytes holds very many. */
const MOST_COMPARED = 20;

export const findingIds = [
	'receipt_signed',
	'receipt_logged',
	'proof_holds',
	'checkpoint_signed',
	'log_only_grew'
] as const;
export type FindingId = (typeof findingIds)[number];
export type Finding = { id: FindingId; status: ClaimStatus; detail: ClaimDetail };

const finding = (id: FindingId, status: ClaimStatus, detail: ClaimDetail = {}): Finding => ({
	id,
	status,
	detail
});

export async function verifyReceipt(
	{ signed, proof }: { signed: Signed; proof: string | null },
	keys: readonly EdgeKey[]
): Promise<Finding[]> {
	const opened = await openReceipt(signed, keys);
	if (!opened.ok) {
		const because = opened.refusal.code;
		return [finding('receipt_signed', 'fail', { because, key: signed.key })];
	}
	const { seq, at, session, head } = opened.receipt;
	const own = finding('receipt_signed', 'pass', { code: receiptCode(signed), upTo: seq, at });
	if (proof === null)
		return [own, finding('receipt_logged', 'not_provable', { because: 'not_logged' })];
	const logged = await openProof(proof, keys);
	if (!logged.ok)
		return [own, finding('receipt_logged', 'fail', { because: logged.code, ...logged.evidence })];
	const { opening, index, checkpoint } = logged;
	const place = { index, size: checkpoint.size, origin: checkpoint.origin };
	if (opening.session !== session)
		return [own, finding('receipt_logged', 'fail', { because: 'wrong_session', ...place })];
	// A proof of an earlier or later receipt of the same session says nothing against this one, and nothing for it.
	if (opening.seq !== seq)
		return [own, finding('receipt_logged', 'not_provable', { because: 'other_entry', ...place })];
	const same = opening.head === head;
	const detail = same ? place : { because: 'logged_other', ...place };
	return [own, finding('receipt_logged', same ? 'pass' : 'fail', detail)];
}

export async function verifyProof(proof: string, keys: readonly EdgeKey[]): Promise<Finding[]> {
	const opened = await openProof(proof, keys);
	if (!opened.ok)
		return [finding('proof_holds', 'fail', { because: opened.code, ...opened.evidence })];
	const { index, checkpoint, opening } = opened;
	const { size, origin } = checkpoint;
	return [
		finding('proof_holds', 'pass', {
			index,
			size,
			origin,
			session: opening.session,
			upTo: opening.seq
		})
	];
}

/**
 * Checkpoints that somebody gave are judged; those inside receipts and proofs where there is something to hold them against.
 * `today`: the checkpoint that the log publishes now; null where it cannot be had.
 */
export async function verifyKept(
	given: readonly Given[],
	keys: readonly EdgeKey[],
	{ tiles, today }: { tiles: FetchTile | null; today: string | null }
): Promise<Finding[]> {
	const findings: Finding[] = [];
	for (const one of given) {
		if (one.kind === 'receipt') findings.push(...(await verifyReceipt(one, keys)));
		if (one.kind === 'proof') findings.push(...(await verifyProof(one.proof, keys)));
	}
	const notes = given.flatMap(notesOf);
	if (notes.length > 1 || given.some(({ kind }) => kind === 'checkpoints'))
		findings.push(...(await verifyCheckpoints(notes, keys, tiles)));
	const held = today === null ? null : await heldToday(notes, today, keys, tiles);
	return held ? [...findings, held] : findings;
}

/** The largest that was kept against what is published now. null: there is none, or it is of another installation's log. */
async function heldToday(
	notes: readonly string[],
	today: string,
	keys: readonly EdgeKey[],
	tiles: FetchTile | null
): Promise<Finding | null> {
	const now = await openCheckpoint(today, keys);
	if (!now.ok) return null;
	const opened = await Promise.all(notes.map((note) => openCheckpoint(note, keys)));
	const [kept] = opened
		.filter((one) => one.ok)
		// One key never stands for two logs, but one log may have had several keys.
		.filter(
			({ key, checkpoint }) => key.id === now.key.id || checkpoint.origin === now.checkpoint.origin
		)
		.map(({ checkpoint }) => checkpoint)
		.toSorted((a, b) => b.size - a.size);
	if (!kept) return null;
	const found = await grewFrom(kept, now.checkpoint, tiles);
	return { ...found, detail: { ...found.detail, today: true } };
}

/** `tiles`: of the log; null where none can be had. With more than two, each of the smallest is held against the next larger one. */
export async function verifyCheckpoints(
	notes: readonly string[],
	keys: readonly EdgeKey[],
	tiles: FetchTile | null
): Promise<Finding[]> {
	const findings: Finding[] = [];
	const checkpoints: Checkpoint[] = [];
	for (const note of notes) {
		const opened = await openCheckpoint(note, keys);
		if (opened.ok) {
			const { origin, size } = opened.checkpoint;
			checkpoints.push(opened.checkpoint);
			findings.push(finding('checkpoint_signed', 'pass', { size, origin }));
		} else
			findings.push(
				finding('checkpoint_signed', 'fail', { because: opened.code, ...opened.evidence })
			);
	}
	const sorted = checkpoints.toSorted((a, b) => a.size - b.size);
	for (const [at, older] of sorted.entries()) {
		const newer = sorted[at + 1];
		if (!newer) break;
		findings.push(
			at < MOST_COMPARED
				? await grewFrom(older, newer, tiles)
				: finding('log_only_grew', 'not_provable', {
						because: 'too_many',
						from: older.size,
						to: newer.size
					})
		);
	}
	return findings;
}

async function grewFrom(
	older: Checkpoint,
	newer: Checkpoint,
	tiles: FetchTile | null
): Promise<Finding> {
	const sizes = { from: older.size, to: newer.size, origin: newer.origin };
	const same = older.size >= newer.size || older.origin !== newer.origin || older.size === 0;
	const hashes = same ? [] : tiles && (await consistencyProof(older.size, newer.size, tiles));
	if (!hashes) return finding('log_only_grew', 'not_provable', { because: 'no_tiles', ...sizes });
	const judged = judgeConsistency(older, newer, hashes);
	if (judged.ok) return finding('log_only_grew', 'pass', sizes);
	const named = judged.code === 'other_log' ? { ...sizes, other: older.origin } : sizes;
	return finding('log_only_grew', 'fail', { because: judged.code, ...named });
}

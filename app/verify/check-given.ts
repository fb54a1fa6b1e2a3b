/** What was given, read and checked: pure but for the log's checkpoint of now, and the tiles that two checkpoints of different sizes need. Runs in the worker. */
import type { EdgeKey } from '#sync/schema/signed.ts';
import type { FetchTile } from '#sync/transparency/tile-reader.ts';
import { notesOf, readGiven } from '#sync/verify/read-given.ts';
import type { Verdict } from '#sync/verify/verdict.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { verifyKept, type Finding } from '#sync/verify/verify-kept.ts';

export type Checked =
	| { kind: 'record'; verdict: Verdict; sessions: string[]; entries: number }
	| { kind: 'findings'; findings: Finding[] }
	/** Nothing without the key that signed it. */
	| { kind: 'key_missing' }
	| { kind: 'unknown' };

/** Where the page comes from. */
export interface OwnLog {
	tile: FetchTile;
	/** Its checkpoint as it is published now; null: it cannot be read. */
	today(): Promise<string | null>;
}

/** Of several files the checkpoints, also those in receipts and proofs, are held against each other; of records the first is looked at. */
export async function checkGiven(
	texts: readonly string[],
	keys: readonly EdgeKey[],
	log: OwnLog
): Promise<Checked> {
	const given = texts.map(readGiven);
	const bundle = given.find((one) => one.kind === 'bundle');
	if (bundle) return checkBundle(bundle.json, keys);
	if (given.every(({ kind }) => kind === 'unknown')) return { kind: 'unknown' };
	if (keys.length === 0) return { kind: 'key_missing' };
	const today = given.some((one) => notesOf(one).length > 0) ? await log.today() : null;
	return { kind: 'findings', findings: await verifyKept(given, keys, { tiles: log.tile, today }) };
}

async function checkBundle(json: unknown, keys: readonly EdgeKey[]): Promise<Checked> {
	const verdict = await verifyBundle(json, keys.length > 0 ? { trusted: keys } : {});
	const { claims } = verdict;
	const format = claims.find(({ id }) => id === 'format');
	if (format?.status === 'fail' && !verdict.brokenAt) return { kind: 'unknown' };
	const sessions = claims.flatMap(({ id, session }) =>
		id === 'ticket_signed' && session !== undefined ? [session] : []
	);
	const entries = claims.reduce(
		(sum, { id, detail }) => sum + (id === 'chain_unbroken' ? Number(detail['entries'] ?? 0) : 0),
		0
	);
	return { kind: 'record', verdict, sessions, entries };
}

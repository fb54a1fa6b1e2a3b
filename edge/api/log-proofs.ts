/** Proofs that heads of sessions stand in the public log: made of what is published, so the log itself is not asked. */
import { logProblem } from '../log.ts';
import { inclusionProof } from '#sync/transparency/tile-reader.ts';
import { openProof, writeProof } from '#sync/transparency/log-proof.ts';
import type { Env } from '../env.ts';
import { edgeKeyOf } from '../keys.ts';
import { readPublished, tilesIn } from '../rooms/log-objects.ts';
import type { LoggedHead } from '../rooms/session-heads.ts';

type ProofEnv = Pick<Env, 'LOG_TILES' | 'EDGE_PUBLIC_KEY' | 'EDGE_PRIVATE_KEY'>;

/** Of each session the newest head that is published, newest first; a session that has none yet is left out. */
export async function proofsOf(env: ProofEnv, logged: readonly LoggedHead[]): Promise<string[]> {
	if (logged.length === 0) return [];
	const published = await readPublished(env.LOG_TILES);
	if (!published) return [];
	const newest = new Map<string, LoggedHead>();
	for (const head of logged)
		if (head.index < published.checkpoint.size && !newest.has(head.session))
			newest.set(head.session, head);
	const made = await Promise.all([...newest.values()].map((head) => proofOf(env, head, published)));
	return made.filter((proof) => proof !== null);
}

async function proofOf(
	env: ProofEnv,
	{ index, ...opening }: LoggedHead,
	{ note, checkpoint }: NonNullable<Awaited<ReturnType<typeof readPublished>>>
): Promise<string | null> {
	const hashes = await inclusionProof(index, checkpoint.size, tilesIn(env.LOG_TILES));
	const facts = { index, size: checkpoint.size };
	if (!hashes) {
		logProblem('log.proof', 'a tile is missing', facts);
		return null;
	}
	const proof = writeProof({ opening, index, hashes, note });
	// Whoever gets it could not do anything about one that does not hold.
	const opened = await openProof(proof, [edgeKeyOf(env)]);
	if (opened.ok) return proof;
	logProblem('log.proof', opened.code, { code: opened.code, ...opened.evidence });
	return null;
}

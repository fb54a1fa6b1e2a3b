/** Does what the edge confirmed stand in the installation's public log? (SPEC V15) */
import { openProof, readProof } from '../transparency/log-proof.ts';
import type { Bundle } from '../schema/bundle.ts';
import type { EdgeKey } from '../schema/signed.ts';
import type { CheckedSession } from './session-claims.ts';
import { claim, following } from './verdict.ts';
import type { Claim } from './verdict.ts';

type Logged = Pick<
	CheckedSession,
	'session' | 'heads' | 'controlHeads' | 'entries' | 'brokenBy' | 'ticket'
>;

/** One for each session; a proof of a session that is not here fails by itself. */
export async function loggedClaims(
	{ logged = [] }: Pick<Bundle, 'logged'>,
	keys: readonly EdgeKey[],
	sessions: readonly Logged[]
): Promise<Claim[]> {
	const bySession = Map.groupBy(logged, (text) => readProof(text)?.opening.session ?? '');
	const strange = [...bySession.keys()].find(
		(of) => !sessions.some(({ session }) => session === of)
	);
	const claims = [];
	if (strange !== undefined)
		claims.push(
			claim('publicly_logged', 'fail', strange === '' ? {} : { session: strange }, {
				because: strange === '' ? 'proof_malformed' : 'wrong_session'
			})
		);
	for (const session of sessions)
		claims.push(await ofSession(session, bySession.get(session.session) ?? [], keys));
	return claims;
}

async function ofSession(
	logged: Logged,
	proofs: readonly string[],
	keys: readonly EdgeKey[]
): Promise<Claim> {
	const { session, heads, controlHeads, brokenBy } = logged;
	const made = (status: 'fail' | 'not_provable', detail: Claim['detail'], entry?: number) => {
		const place = entry === undefined ? { session } : { session, entry };
		return following(claim('publicly_logged', status, place, detail), brokenBy);
	};
	if (proofs.length === 0)
		return claim('publicly_logged', 'not_provable', { session }, { because: 'not_logged' });
	let last: Claim['detail'] & { upTo: number } = { upTo: -1 };
	for (const text of proofs) {
		const opened = await openProof(text, keys);
		if (!opened.ok) {
			const { code: because, evidence } = opened;
			return claim('publicly_logged', 'fail', { session }, { because, ...evidence });
		}
		const { seq, head, control } = opened.opening;
		if (heads[seq] === undefined) return made('fail', { because: 'log_cut_short' }, seq);
		if (heads[seq] !== head) return made('fail', { because: 'logged_other' }, seq);
		if (controlHeads[control.seq] !== control.head)
			return made('fail', { because: 'logged_other_control' }, seq);
		const { origin, size } = opened.checkpoint;
		if (seq > last.upTo) last = { upTo: seq, index: opened.index, size, origin };
	}
	const work = logged.entries.findLast(({ kind }) => kind === 'response' || kind === 'submit');
	const needed = work?.seq ?? heads.length - 1;
	const { upTo, ...place } = last;
	const status = upTo >= needed ? 'pass' : 'not_provable';
	return claim('publicly_logged', status, { session }, { upTo, of: heads.length - 1, ...place });
}

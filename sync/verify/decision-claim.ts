/** Does what was decided about the attempt stand as the edge signed it, each decision behind the one before, and on entries that are there? (SPEC V18) */
import { fromBase64url, utf8 } from '../bytes.ts';
import { fromBundleSegment } from '../bundle.ts';
import { openDecision } from '../decision.ts';
import { sha256Hex } from '../hash.ts';
import { branchesOf } from '../held/branches.ts';
import { hasOtherBranch } from '../held/stands.ts';
import { importDeviceKey, verifyDevice } from '../keys.ts';
import { newLogState } from '../log-state.ts';
import { MOST_BRANCHES } from '../schema/bundle.ts';
import type { Bundle } from '../schema/bundle.ts';
import type { Decision } from '../schema/decision.ts';
import type { EdgeKey } from '../schema/signed.ts';
import type { CheckedSession } from './session-claims.ts';
import { claim, following } from './verdict.ts';
import type { Claim, ClaimDetail } from './verdict.ts';

type ReadSession = Pick<CheckedSession, 'session' | 'ticket' | 'heads' | 'brokenBy'>;
type Heads = { heads: readonly string[]; branches: ReadonlyMap<string, readonly string[]> };

/** Nothing to say where nobody decided and there is one history. */
export async function decisionClaims(
	bundle: Pick<
		Bundle,
		'attempt' | 'sessions' | 'branches' | 'moreBranches' | 'decisions' | 'erased'
	>,
	keys: readonly EdgeKey[],
	sessions: readonly ReadSession[]
): Promise<Claim[]> {
	if (!bundle.decisions && !bundle.branches && !bundle.moreBranches) return [];
	const unread = sessions.find(({ brokenBy }) => brokenBy !== null)?.brokenBy ?? null;
	const made = (because: string, detail: ClaimDetail = {}) =>
		following(claim('decided', 'fail', {}, { because, ...detail }), unread);
	const known = new Map<string, Heads>();
	for (const session of sessions) {
		const branches = await branchesIn(bundle, session);
		if (!branches) return [made('branch', { session: session.session })];
		known.set(session.session, { heads: session.heads, branches });
	}
	if (bundle.branches?.some(({ session }) => !known.has(session))) return [made('branch')];
	const branches = bundle.branches?.length ?? 0;
	const names = [...known].flatMap(([session, of]) =>
		[...of.branches.keys()].map((name) => ({ session, name }))
	);
	let last: Decision | null = null;
	let previous: string | null = null;
	for (const [index, signed] of (bundle.decisions ?? []).entries()) {
		const number = index + 1;
		const opened = await openDecision(signed, keys);
		if (!opened.ok) return [made(opened.refusal.code, { number })];
		const { statement } = opened;
		if (statement.attempt !== bundle.attempt) return [made('other_attempt', { number })];
		if (statement.number !== number || statement.previous !== previous)
			return [made('decision_missing', { number })];
		if (!bundle.erased && !fits(statement, known)) return [made('other_entries', { number })];
		last = statement;
		previous = opened.hash;
	}
	// Two histories, and nobody has said yet which of them counts.
	if (!last) return [claim('decided', 'not_provable', {}, { branches })];
	const counts = last.stands
		.map(({ upTo, known: of, branch }) => `${upTo + 1}${branch ? ' of a branch' : ` of ${of}`}`)
		.join(', ');
	const { decision, number, at: decidedAt, because: reason } = last;
	const detail = { decision, number, decidedAt, counts, reason, branches };
	const because = openBecause(last, names, bundle);
	if (because) return [claim('decided', 'not_provable', {}, { ...detail, because })];
	return [claim('decided', 'pass', {}, detail)];
}

/** Why it is open what counts, though somebody decided; null: it is not. */
function openBecause(
	{ decision, stands }: Decision,
	names: readonly { session: string; name: string }[],
	{ erased, moreBranches }: Pick<Bundle, 'erased' | 'moreBranches'>
): string | null {
	if (erased) return 'erased';
	if (moreBranches) return 'more_branches';
	// What was accepted whole had one history (SPEC H3).
	if (decision === 'accept' && names.length > 0) return 'branch_undecided';
	return hasOtherBranch(names, stands) ? 'branch_undecided' : null;
}

function fits({ stands }: Decision, known: ReadonlyMap<string, Heads>): boolean {
	return stands.every(({ session, upTo, branch, head }) => {
		const of = known.get(session);
		if (!of) return false;
		if (upTo < 0) return head === null;
		return ((branch === undefined ? of.heads : branchThrough(of, branch))?.[upTo] ?? '') === head;
	});
}

/** One that went on since it was chosen has another name. */
const branchThrough = ({ branches }: Heads, name: string) =>
	branches.get(name) ?? [...branches.values()].find((heads) => heads.includes(name));

/** Heads of each, by its name; null: one does not go on from the log, or is not the device's. */
async function branchesIn(
	{ sessions, branches }: Pick<Bundle, 'sessions' | 'branches'>,
	{ session, ticket }: ReadSession
): Promise<ReadonlyMap<string, readonly string[]> | null> {
	const own = (branches ?? []).filter((one) => one.session === session);
	const bundled = sessions.find((one) => one.session === session);
	if (own.length === 0) return new Map();
	if (!ticket || !bundled) return null;
	const key = await importDeviceKey(fromBase64url(ticket.deviceKey));
	const texts = bundled.log.flatMap(({ entries }) => entries.map(({ text }) => text));
	if (![...texts, ...textsOf(own)].every((text) => text.isWellFormed())) return null;
	const { branches: found } = await branchesOf(
		texts.map((text) => utf8(text)),
		own.flatMap(({ log }) => log.map((segment) => fromBundleSegment(session, segment))),
		{
			state: newLogState(session, ticket, sha256Hex(fromBase64url(bundled.ticket.bytes))),
			verify: (signed, signature) => verifyDevice(key, signed, signature),
			most: MOST_BRANCHES
		}
	);
	const heads = new Map(found.map((branch) => [branch.name, branch.heads]));
	return own.every(({ log }) => heads.has(log.at(-1)?.after ?? '')) ? heads : null;
}

const textsOf = (branches: NonNullable<Bundle['branches']>): string[] =>
	branches.flatMap(({ log }) => log.flatMap(({ entries }) => entries.map(({ text }) => text)));

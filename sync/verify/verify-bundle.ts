/**
 * The verifier: reads a bundle, trusts nothing in it, and says of each claim whether it holds. Needs no network and nothing but `sync/`.
 *
 * Edge keys come with the bundle; who got them elsewhere (the installation's /api/v1/keys, a printed notice) gives them as `trusted`,
 * and then only those count.
 */
import { fromBase64url, utf8 } from '../bytes.ts';
import { decodeControlEntry } from '../entry.ts';
import { keyId } from '../keys.ts';
import { unsafeReadReceipt } from '../receipt.ts';
import { bundle as bundleSchema } from '../schema/bundle.ts';
import type { Bundle } from '../schema/bundle.ts';
import type { EdgeKey } from '../schema/signed.ts';
import { decisionClaims } from './decision-claim.ts';
import { erasedClaims } from './erased-claims.ts';
import { filesClaims } from './files-claim.ts';
import { formatProblem } from './format-problem.ts';
import { linkClaim } from './link-claim.ts';
import { loggedClaims } from './logged-claim.ts';
import { mediaClaim } from './media-claim.ts';
import { checkSession } from './session-claims.ts';
import { claim, following } from './verdict.ts';
import type { Claim, Verdict } from './verdict.ts';

export async function verifyBundle(
	json: unknown,
	{ trusted }: { trusted?: readonly EdgeKey[] } = {}
): Promise<Verdict> {
	const read = bundleSchema.safeParse(json);
	if (!read.success) return formatProblem(json, read.error.issues[0]);
	const bundle = read.data;
	const keys = trusted ?? bundle.edgeKeys;
	const ofKeys = keysClaim(bundle, trusted);
	// Without the key that it was signed with, a ticket cannot be opened.
	const lacking =
		ofKeys.status === 'fail' && (!trusted || ofKeys.detail['because'] === 'not_given');
	const unopened = lacking ? 'edge_keys' : null;
	const sessions = [];
	const startedAt = firstReceiptAt(bundle);
	for (const session of bundle.sessions)
		sessions.push(await checkSession(session, bundle, keys, startedAt));
	const erased = [];
	for (const session of bundle.erased ?? [])
		erased.push(...(await erasedClaims(session, bundle, keys)));
	const logs = sessions.map(({ entries }) => entries);
	const claims = [
		claim('format', 'pass', {}, { sessions: bundle.sessions.length }),
		ofKeys,
		...sessions
			.flatMap((session) => session.claims)
			.map((made) => (made.id === 'ticket_signed' ? following(made, unopened) : made)),
		...(await loggedClaims(bundle, keys, sessions)),
		...(sessions.length > 0 || bundle.stills ? [await mediaClaim(bundle, keys, sessions)] : []),
		...(await filesClaims(bundle, keys, logs)),
		...(await decisionClaims(bundle, keys, sessions)),
		...erased,
		bundle.erased
			? claim('sessions_linked', 'not_provable', {}, { because: 'erased' })
			: linkClaim(sessions)
	];
	const brokenAt = sessions.find((session) => session.brokenAt)?.brokenAt ?? null;
	return { claims, brokenAt, unbroken: brokenAt === null && !claims.some(breaksLog) };
}

function breaksLog({ id, status }: Claim): boolean {
	return status === 'fail' && ['chain_unbroken', 'signed_by_device', 'ticket_signed'].includes(id);
}

/** A key's id must be its hash; that the key is the installation's, only somebody from outside can know. */
function keysClaim(bundle: Bundle, trusted: readonly EdgeKey[] | undefined): Claim {
	const wrong = bundle.edgeKeys.find(({ id, publicKey }) => !isIdOf(id, publicKey));
	if (wrong) return claim('edge_keys', 'fail', {}, { key: wrong.id, because: 'wrong_id' });
	const given = (key: EdgeKey) => trusted?.some(({ publicKey }) => publicKey === key.publicKey);
	const strange = trusted && bundle.edgeKeys.find((key) => !given(key));
	if (strange) return claim('edge_keys', 'fail', {}, { key: strange.id, because: 'not_given' });
	const keys = bundle.edgeKeys.map(({ id }) => id).join(' ');
	return claim('edge_keys', trusted ? 'pass' : 'not_provable', {}, { keys });
}

function isIdOf(id: string, publicKey: string): boolean {
	try {
		return keyId(fromBase64url(publicKey)) === id;
	} catch (_notBase64url) {
		return false;
	}
}

/** The duration of an attempt is given once, however many sessions it has. Receipts that are not the edge's fail where they stand. */
function firstReceiptAt({ sessions }: Bundle): number {
	const first = sessions.map(({ control }) => {
		const text = control[0]?.entries[0]?.text;
		const read = text?.isWellFormed() ? decodeControlEntry(utf8(text)) : null;
		if (!read?.ok || read.entry.kind !== 'receipt') return Number.POSITIVE_INFINITY;
		return unsafeReadReceipt(read.entry.data.receipt)?.at ?? Number.POSITIVE_INFINITY;
	});
	return Math.min(Number.POSITIVE_INFINITY, ...first);
}

/**
 * Walks a log as a bundle holds it and stops at the first thing that does not follow from what is before it. Unlike admission, which
 * judges whole segments, it knows the head after each entry, so it can name the one.
 */
import { equal, fromHex, toHex, utf8 } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { fromBundleSegment } from '../bundle.ts';
import { nextHead } from '../chain.ts';
import { refuse } from '../refusal.ts';
import type { Refused } from '../refusal.ts';
import type { BundleSegment } from '../schema/bundle.ts';
import { decodeSegment } from '../segment.ts';
import type { ClaimDetail } from './verdict.ts';

export type Break = { segment: number; entry: number; because: string; detail: ClaimDetail };

export type Walked<E> = {
	/** Up to the first break of any kind. */
	entries: E[];
	/** Head after each of them, hex. */
	heads: string[];
	/** Segments walked without a break. */
	whole: number;
	chain: Break | null;
	signature: Break | null;
	rules: Break | null;
};

/** The claim that the first break of a log goes against. */
export type BrokenBy = 'chain_unbroken' | 'signed_by_device' | 'entries_valid';

export function brokenBy({ chain, signature, rules }: Walked<unknown>): BrokenBy | null {
	if (chain) return 'chain_unbroken';
	if (signature) return 'signed_by_device';
	return rules ? 'entries_valid' : null;
}

/** How many entries there are by the numbers of the segments themselves, readable or not. */
export const claimedLength = (segments: readonly BundleSegment[]): number =>
	Math.max(0, ...segments.map(({ first, entries }) => first + entries.length));

export type Walk<S, E> = {
	session: string;
	segments: readonly BundleSegment[];
	genesis: Bytes;
	state: S;
	decode: (bytes: Uint8Array) => { ok: true; entry: E } | Refused;
	follow: (state: S, entry: E) => { ok: true; state: S } | Refused;
	verify: (signed: Bytes, signature: Bytes) => Promise<boolean>;
};

export async function walk<S extends { next: number }, E>(log: Walk<S, E>): Promise<Walked<E>> {
	const walked: Walked<E> = {
		entries: [],
		heads: [],
		whole: 0,
		chain: null,
		signature: null,
		rules: null
	};
	let head: Bytes = log.genesis;
	let state = log.state;
	for (const [index, segment] of log.segments.entries()) {
		const at = (entry: number, because: string, detail: ClaimDetail = {}): Break => ({
			segment: index,
			entry,
			because,
			detail
		});
		if (segment.first !== walked.heads.length)
			walked.chain = at(walked.heads.length, 'first', { first: segment.first });
		else if (segment.before !== toHex(head)) walked.chain = at(segment.first, 'before');
		if (walked.chain) return walked;
		for (const [offset, { text, head: claimed }] of segment.entries.entries()) {
			const seq = segment.first + offset;
			// Half a surrogate pair has no UTF-8: the encoder would write U+FFFD, and two texts would hash alike.
			const bytes = text.isWellFormed() ? utf8(text) : null;
			const next: Bytes | null = bytes && nextHead(head, bytes);
			if (!bytes || !next || toHex(next) !== claimed) {
				walked.chain = at(seq, 'head');
				return walked;
			}
			head = next;
			const followed = followOne(log, state, bytes);
			if (!followed.ok) {
				walked.rules ??= at(seq, followed.refusal.code, followed.refusal.evidence ?? {});
			} else if (!walked.rules) {
				state = followed.state;
				walked.entries.push(followed.entry);
			}
			walked.heads.push(claimed);
		}
		if (!equal(fromHex(segment.after), head))
			walked.chain = at(segment.first + segment.entries.length - 1, 'after');
		else if (!(await isSigned(log, segment))) walked.signature = at(segment.first, 'signature');
		if (walked.chain || walked.signature) return walked;
		walked.whole = index + 1;
	}
	return walked;
}

function followOne<S, E>(
	log: Walk<S, E>,
	state: S,
	bytes: Bytes
): { ok: true; state: S; entry: E } | Refused {
	const decoded = log.decode(bytes);
	if (!decoded.ok) return decoded;
	const followed = log.follow(state, decoded.entry);
	return followed.ok ? { ok: true, state: followed.state, entry: decoded.entry } : followed;
}

async function isSigned<S, E>(log: Walk<S, E>, segment: BundleSegment): Promise<boolean> {
	const decoded = decodeSafely(log.session, segment);
	return decoded.ok && log.verify(decoded.segment.signed, decoded.segment.signature);
}

function decodeSafely(session: string, segment: BundleSegment) {
	try {
		return decodeSegment(fromBundleSegment(session, segment));
	} catch (problem) {
		// The signature's last symbol carries loose bits: not what any signer wrote.
		if (problem instanceof TypeError) return refuse('malformed');
		throw problem;
	}
}

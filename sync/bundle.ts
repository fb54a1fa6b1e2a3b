/** Between a segment's bytes and its place in a bundle (docs/BUNDLE.md), where each entry stands with the head after it. */
import { fromBase64url, fromHex, concat, text, toBase64url, toHex, u32, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { nextHead } from './chain.ts';
import type { BundleSegment, ErasedSession } from './schema/bundle.ts';
import type { Signed } from './schema/signed.ts';
import { decodeSegment, readSegmentHeader, segmentHeader } from './segment.ts';

/** For bytes that were admitted; throws on what is no segment. `headBefore`: the head to count on from, as known elsewhere. */
export function toBundleSegment(bytes: Uint8Array, headBefore?: Uint8Array): BundleSegment {
	const decoded = decodeSegment(bytes);
	if (!decoded.ok) throw new TypeError(`not a segment: ${decoded.refusal.code}`);
	const { first, before, after, entries, signature } = decoded.segment;
	let head = headBefore ?? before;
	return {
		first,
		before: toHex(before),
		after: toHex(after),
		entries: entries.map((entry) => {
			head = nextHead(head, entry);
			return { text: text(entry), head: toHex(head) };
		}),
		signature: toBase64url(signature)
	};
}

/** What stands in a bundle for a session whose payloads were erased. `headers`: the beginning of each segment of its log. */
export function toErasedSession(
	session: string,
	left: { erasedAt: number; headers: readonly Uint8Array[]; receipts: readonly Signed[] }
): ErasedSession {
	const log = left.headers.map((bytes) => {
		const { first, count, before, after } = readSegmentHeader(bytes);
		return { first, count, before: toHex(before), after: toHex(after) };
	});
	return { session, erasedAt: left.erasedAt, log, receipts: [...left.receipts] };
}

/** The very bytes that were sealed, if nobody changed the bundle. */
export function fromBundleSegment(session: string, segment: BundleSegment): Bytes {
	const entries = segment.entries.map((entry) => utf8(entry.text));
	return concat(
		segmentHeader({
			session,
			first: segment.first,
			count: entries.length,
			before: fromHex(segment.before),
			after: fromHex(segment.after)
		}),
		...entries.flatMap((entry) => [u32(entry.length), entry]),
		fromBase64url(segment.signature)
	);
}

/** Segments with something changed in them, sealed anew or not. */
import fc from 'fast-check';
import { fromHex, utf8 } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { canonicalText } from '#sync/canonical.ts';
import { decodeEntry } from '#sync/entry.ts';
import { SEGMENT_HEADER_BYTES, decodeSegment, sealSegment } from '#sync/segment.ts';
import type { Sign } from '#sync/segment.ts';
import type { Corpus } from './corpus.ts';
import { pick } from './mutator.ts';

export const place = fc.nat(10_000);
export const changed = (log: readonly Bytes[], at: number, change: (bytes: Bytes) => Bytes) =>
	log.with(at % log.length, change(pick(log, at).slice()));

export function segmentOf(bytes: Bytes) {
	const decoded = decodeSegment(bytes);
	if (!decoded.ok) throw new Error(decoded.refusal.code);
	return decoded.segment;
}

/** Seals segment `at` anew, its entries written otherwise. */
export async function resealed(
	{ log, papers }: Corpus,
	at: number,
	change: (entry: Record<string, unknown>) => object,
	sign: Sign = papers.device.sign
): Promise<Bytes[]> {
	const { first, before, entries, session } = segmentOf(pick(log, at));
	const written = entries.map((bytes, offset) => {
		const read = decodeEntry(bytes);
		if (!read.ok) throw new Error(read.refusal.code);
		return offset > 0 ? bytes : utf8(canonicalText(change(read.entry)));
	});
	const sealed = await sealSegment({ session, first, before, entries: written, sign });
	return log.with(at % log.length, sealed.bytes);
}

/** Where the fields of a segment begin. */
export const header = { first: 20, count: 24, entry: SEGMENT_HEADER_BYTES };
/** The hand-in counts something else. */
export async function recounted(corpus: Corpus, at: number, total: number): Promise<Bytes[]> {
	const { log, papers, states } = corpus;
	const { first, entries, session } = segmentOf(log[at] as Bytes);
	const written = entries.map((bytes) => {
		const read = decodeEntry(bytes);
		if (!read.ok) throw new Error(read.refusal.code);
		const { entry } = read;
		if (entry.kind !== 'submit') return bytes;
		const wrong = total === entry.seq + 1 ? total + 1 : total;
		return utf8(canonicalText({ ...entry, data: { ...entry.data, total: wrong } }));
	});
	const before = fromHex(states[at]?.head ?? '');
	const { sign } = papers.device;
	return log.with(
		at,
		(await sealSegment({ session, first, before, entries: written, sign })).bytes
	);
}

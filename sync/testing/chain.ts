/** A valid log as plain segments, made once, for tests that take it apart. */
import { fromHex } from '../bytes.ts';
import type { Bytes } from '../bytes.ts';
import { nextHead } from '../chain.ts';
import { encodeEntry } from '../entry.ts';
import type { Entry, EntryContent } from '../schema/entry.ts';
import { decodeSegment, sealSegment } from '../segment.ts';
import { BEGIN, choice, heartbeat, openContent } from './fixture.ts';
import type { Papers } from './fixture.ts';

/** Places contents a second apart. Does not ask whether they follow the rules. */
export function placed(contents: readonly EntryContent[], from = 0): Entry[] {
	return contents.map(
		(content, at) =>
			({
				...content,
				seq: from + at,
				t: (from + at) * 1_000,
				wall: BEGIN + (from + at) * 1_000,
				boot: 0
			}) as Entry
	);
}

export function raw(contents: readonly EntryContent[], from = 0): Bytes[] {
	return placed(contents, from).map(encodeEntry);
}

/** `groups` of entries, a segment each. */
export async function sealed(
	papers: Papers,
	groups: readonly (readonly Bytes[])[],
	sign = papers.device.sign
): Promise<Bytes[]> {
	let before = fromHex(papers.state.head);
	let first = 0;
	const items: Bytes[] = [];
	for (const entries of groups) {
		const { session } = papers;
		const { bytes, after } = await sealSegment({ session, first, before, entries, sign });
		items.push(bytes);
		before = after;
		first += entries.length;
	}
	return items;
}

/** Behind `shared`, every run of the entries that has one of these lengths is a segment of its own. Default: all of them in one. */
export async function sealedEach(
	papers: Papers,
	shared: readonly Bytes[],
	entries: readonly Bytes[],
	lengths: readonly number[] = [entries.length]
): Promise<Bytes[]> {
	const { session, device } = papers;
	const read = shared.flatMap((bytes) => {
		const decoded = decodeSegment(bytes);
		return decoded.ok ? decoded.segment.entries : [];
	});
	let before = read.reduce(nextHead, fromHex(papers.state.head));
	const items: Bytes[] = [];
	for (let at = 0; at < entries.length; at++) {
		for (const length of lengths.filter((one) => at + one <= entries.length)) {
			const own = entries.slice(at, at + length);
			const first = read.length + at;
			const { bytes } = await sealSegment({
				session,
				first,
				before,
				entries: own,
				sign: device.sign
			});
			items.push(bytes);
		}
		before = nextHead(before, entries[at] as Bytes);
	}
	return items;
}

/** Ten segments: open, then nine of `each` entries. */
export function plainLog(papers: Papers, each = 3): Promise<Bytes[]> {
	const groups = [raw([openContent(papers)])];
	for (let at = 0; at < 9; at++) {
		const contents = Array.from({ length: each }, (_, n) =>
			n === 0 ? heartbeat : choice('one', 'abcd'[(at + n) % 4] ?? 'a')
		);
		groups.push(raw(contents, 1 + at * each));
	}
	return sealed(papers, groups);
}

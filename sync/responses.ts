/**
 * What a student answered, from the entries alone: the edge's projection, the console and the verifier all read it here.
 * An essay travels as changes of the text last recorded, with the whole value now and then; every text in the log is well-formed
 * UTF-16, because RFC 8785 has no bytes for half a surrogate pair.
 */
import type { Entry } from './schema/entry.ts';
import type { ResponseData, ResponseValue, TextDelta } from './schema/response.ts';

export type ReplayedChange = {
	seq: number;
	t: number;
	wall: number;
	/** Absent for a change of text: `valueAt` makes it. */
	value?: ResponseValue;
	/** Length of the text after it, for a change of text. */
	length?: number;
};

export type ReplayedResponse = {
	value: ResponseValue;
	/** Of the last entry that changed it. */
	seq: number;
	t: number;
	wall: number;
	history: ReplayedChange[];
	/** First change that does not fit the text before it and is not healed by a later whole value; `value` is the one before. */
	brokenAt: number | null;
};

export function replay(entries: Iterable<Entry>): Map<string, ReplayedResponse> {
	const responses = new Map<string, ReplayedResponse>();
	for (const entry of entries) {
		if (entry.kind !== 'response') continue;
		const { seq, t, wall, data } = entry;
		const before = responses.get(data.item);
		const value = apply(before, data);
		const change: ReplayedChange =
			'value' in data
				? { seq, t, wall, value: data.value }
				: { seq, t, wall, length: data.delta.length };
		responses.set(data.item, {
			value: value ?? before?.value ?? { type: 'essay', text: '' },
			seq,
			t,
			wall,
			history: before ? (before.history.push(change), before.history) : [change],
			brokenAt: value ? null : (before?.brokenAt ?? seq)
		});
	}
	return responses;
}

/** The item's value after entry `seq`; undefined: none yet. */
export function valueAt(
	entries: readonly Entry[],
	item: string,
	seq: number
): ResponseValue | undefined {
	const until = entries.filter(
		(entry) => entry.seq <= seq && entry.kind === 'response' && entry.data.item === item
	);
	return replay(until).get(item)?.value;
}

/** null: the change does not fit. */
function apply(before: ReplayedResponse | undefined, data: ResponseData): ResponseValue | null {
	if (!('value' in data) && (before?.brokenAt ?? null) !== null) return null;
	return nextValue(before?.value, data);
}

/** One step of the replay, for who keeps only the newest value. null: the change does not fit the text before it. */
export function nextValue(
	before: ResponseValue | undefined,
	data: ResponseData
): ResponseValue | null {
	if ('value' in data) return data.value;
	const text = before?.type === 'essay' ? before.text : before ? null : '';
	if (text === null) return null;
	const { at, remove, insert, length } = data.delta;
	if (at + remove > text.length) return null;
	const changed = text.slice(0, at) + insert + text.slice(at + remove);
	return changed.length === length ? { type: 'essay', text: changed } : null;
}

/** Code units that surely fit an entry: at most 3 bytes each in UTF-8, 6 as an escape. */
const UNITS = 8_000;

/**
 * The entries that lead from the recorded text to the new one. null before: nothing recorded. `whole`: not as changes, if it fits one
 * entry (60,000 letters of Hindi do not: a whole value of theirs is 180 kB).
 */
export function essayChanges(
	item: string,
	before: string | null,
	after: string,
	{ whole = false }: { whole?: boolean } = {}
): ResponseData[] {
	const text = after.toWellFormed();
	if (before === null || whole) {
		if (text.length <= UNITS) return [{ item, value: { type: 'essay', text } }];
		if (before === null) {
			const first: ResponseData = { item, value: { type: 'essay', text: '' } };
			return [first, ...essayChanges(item, '', text)];
		}
	}
	return deltas(before ?? '', text).map((delta) => ({ item, delta }));
}

function deltas(before: string, after: string): TextDelta[] {
	if (before === after) return [];
	const most = Math.min(before.length, after.length);
	let start = 0;
	while (start < most && before[start] === after[start]) start++;
	if (splitsPair(before, start) || splitsPair(after, start)) start--;
	let end = 0;
	while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
	if (splitsPair(before, before.length - end) || splitsPair(after, after.length - end)) end--;
	const inserts = pieces(after.slice(start, after.length - end));
	let at = start;
	let length = before.length;
	return inserts.map((insert, index) => {
		const remove = index === 0 ? before.length - end - start : 0;
		const delta = { at, remove, insert, length: length - remove + insert.length };
		length = delta.length;
		at += insert.length;
		return delta;
	});
}

/** At least one, empty for a mere removal. */
function pieces(text: string): string[] {
	const cut: string[] = [];
	let from = 0;
	do {
		let to = Math.min(text.length, from + UNITS);
		if (splitsPair(text, to)) to--;
		cut.push(text.slice(from, to));
		from = to;
	} while (from < text.length);
	return cut;
}

function splitsPair(text: string, at: number): boolean {
	const high = text.charCodeAt(at - 1);
	const low = text.charCodeAt(at);
	return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
}

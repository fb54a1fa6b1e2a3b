/** Answers that can be told apart: each is its own number. */
import type { EntryContent } from '../schema/entry.ts';

export function numbered(number: number): EntryContent {
	const value = { type: 'short_text' as const, text: String(number) };
	return { kind: 'response', data: { item: 'five', value } };
}

/** The answers in a log, in order. */
export function numbersIn(entries: readonly EntryContent[]): number[] {
	return entries.flatMap(({ kind, data }) =>
		kind === 'response' && 'value' in data && data.value.type === 'short_text'
			? Number(data.value.text)
			: []
	);
}

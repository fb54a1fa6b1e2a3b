/** Who else is writing, out of what their editors say about themselves: hostile until read. */
import * as z from 'zod';
import { caretPosition, type CaretPosition } from './caret-position.ts';

const MOST_SHOWN = 50;
/** Colours that are told apart, `--lane-1` and on. */
const LANES = 7;

const editor = z.object({
	user: z.object({
		name: z.string().min(1).max(200),
		item: z.string().max(64).nullable(),
		caret: caretPosition.nullish().catch(null)
	})
});

export interface Editor {
	client: number;
	name: string;
	/** The item they have open. */
	item: string | null;
	/** Where they are writing. */
	caret: CaretPosition | null;
	/** 1 to 7. */
	lane: number;
}

/** In an order that is alike for everybody, so that a colour means the same person on every screen. */
export function editorsOf(states: ReadonlyMap<number, unknown>, self: number): Editor[] {
	return [...states]
		.toSorted(([a], [b]) => a - b)
		.flatMap(([client, state], index) => {
			const read = editor.safeParse(state);
			if (!read.success || client === self) return [];
			const { name, item, caret = null } = read.data.user;
			return [{ client, name, item, caret, lane: (index % LANES) + 1 }];
		})
		.slice(0, MOST_SHOWN);
}

/** "Ada Example" is AE. */
export function initials(name: string): string {
	const words = name.trim().split(/\s+/);
	const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
	return letters.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}

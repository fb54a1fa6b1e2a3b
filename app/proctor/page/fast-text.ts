/**
 * Letters that arrive faster than they can be typed. What is pasted, dropped or undone has its own facts or is none; what comes in
 * pieces (a word that is completed, corrected or expanded, a voice that is written down, the letters of an input method) and a key
 * that is held down are let be.
 */
import { listening, type PageMonitor } from './monitor.ts';

/** Characters a second over at least so many of them. The fastest typists come to 20 for a few seconds. */
const FAST_RATE = 30;
const LEAST_CHARACTERS = 40;
/** Looked at together. */
const WINDOW_MS = 2_000;
/** Chosen from suggestions or spoken. */
const offered: ReadonlySet<string> = new Set([
	'insertReplacementText',
	'insertCompositionText',
	'insertFromComposition',
	'insertFromDictation'
]);
const otherwiseTold: ReadonlySet<string> = new Set([
	'insertFromPaste',
	'insertFromPasteAsQuotation',
	'insertFromDrop',
	'insertFromYank',
	'historyUndo',
	'historyRedo'
]);

/** Takes each piece of text and when it came; answers characters a second once they are too many, then begins anew. Pure. */
export function createTextRate(): (t: number, kind: string, characters: number) => number | null {
	let pieces: { t: number; characters: number }[] = [];
	return (t, kind, characters) => {
		if (otherwiseTold.has(kind) || offered.has(kind)) return null;
		// A voice or a completion may call itself typing, and so may an aid that has no name for what it does.
		if (characters !== 1) return null;
		pieces = [...pieces.filter((each) => t - each.t < WINDOW_MS), { t, characters }];
		const sum = pieces.reduce((all, each) => all + each.characters, 0);
		const rate = (sum * 1000) / Math.max(1_000, t - (pieces[0]?.t ?? t));
		if (sum < LEAST_CHARACTERS || rate < FAST_RATE) return null;
		pieces = [];
		return Math.round(rate);
	};
}

export const watchFastText: PageMonitor = (page, told) => {
	const { on, stop } = listening();
	const rateOf = createTextRate();
	const lengths = new WeakMap<EventTarget, number>();
	let held = false;
	on(page, 'keydown', (event) => (held = event instanceof KeyboardEvent && event.repeat));
	on(page, 'keyup', () => (held = false));
	on(page, 'beforeinput', ({ target }) => {
		if (target && 'value' in target) lengths.set(target, String(target.value).length);
	});
	on(page, 'input', (event) => {
		const { target } = event;
		if (!target || !('value' in target) || target instanceof HTMLSelectElement) return;
		if (target instanceof HTMLInputElement && !/^(text|search|url|email|tel)$/.test(target.type))
			return;
		const before = lengths.get(target);
		// Without one nothing was typed: a program has put it there.
		const kind = event instanceof InputEvent ? event.inputType : '';
		const now = String(target.value).length;
		const given = event instanceof InputEvent ? (event.data?.length ?? 0) : 0;
		lengths.set(target, now);
		if (held) return;
		const rate = rateOf(event.timeStamp, kind, Math.max(given, now - (before ?? 0)));
		if (rate !== null) told.moment('fast_text', rate);
	});
	return stop;
};

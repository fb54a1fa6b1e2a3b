/** Gaps, blanks and words to be chosen: what stands in the prompt as `[[id]]`, and what the key says of it. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Gap, ItemOf, Option } from '#sync/schema/item.ts';
import type { GapSolution } from '#sync/schema/solution.ts';
import { plainText } from './answers.ts';
import type { Step } from './item-desk.ts';
import { forget, newId, onType } from './steps.ts';
import { forgetTyped } from './typed-said.ts';

export type PlaceKind = 'text' | 'number' | 'choice' | 'blank' | 'span';
type Range = { from: number; to: number; words: string };

const mark = (id: string) => `[[${id}]]`;
const MARK = /\[\[[a-z0-9][a-z0-9-]{0,63}\]\]/;

/** `gap-3`: short, for it is read in the prompt. */
export function placeId({ item }: AuthoredItem, kind: PlaceKind): string {
	const stem = kind === 'blank' ? 'blank' : kind === 'span' ? 'word' : 'gap';
	for (let n = 1; ; n++)
		if (!item.prompt.includes(mark(`${stem}-${n}`)) && !placesOf(item).includes(`${stem}-${n}`))
			return `${stem}-${n}`;
}

export function placesOf(item: AuthoredItem['item']): string[] {
	if (item.type === 'gap_text') return item.gaps.map(({ id }) => id);
	if (item.type === 'drag_text') return item.blanks;
	return item.type === 'hot_text' ? item.spans.map(({ id }) => id) : [];
}

/** The words chosen in the prompt become the place, and are its right answer. */
export const makePlace =
	(kind: PlaceKind, id: string, { from, to, words }: Range): Step =>
	(now) => {
		const { prompt } = now.item;
		// Somebody may have written before it meanwhile; a place inside another is none.
		const there = prompt.slice(from, to) === words && !MARK.test(words);
		const text = there ? words : '';
		const next = there
			? `${prompt.slice(0, from)}${mark(id)}${prompt.slice(to)}`
			: `${prompt.trimEnd()} ${mark(id)}`;
		const made = withPlace(kind, id, text.trim())({ ...now, item: { ...now.item, prompt: next } });
		return unused(made).reduce((item, place) => removePlace(place)(item), made);
	};

/** Places that were written over before anything was said about them. */
const unused = (now: AuthoredItem): string[] =>
	placesOf(now.item).filter(
		(id) => !now.item.prompt.includes(mark(id)) && wordsOf(now, id).trim() === ''
	);

function withPlace(kind: PlaceKind, id: string, words: string): Step {
	switch (kind) {
		case 'blank':
			return onType('drag_text', (item, key) => {
				const blanks = [...item.blanks, id];
				if (words === '') return { item: { ...item, blanks } };
				const known = item.options.find(({ text }) => text.trim() === words);
				const option = known ?? { id: newId('option'), text: words };
				const before = key ?? { type: 'drag_text', item: item.id, correct: [], credit: 'parts' };
				return {
					item: { ...item, blanks, options: known ? item.options : filled(item.options, option) },
					key: { ...before, correct: [...before.correct, { blank: id, options: [option.id] }] }
				};
			});
		case 'span':
			return onType('hot_text', (item) => ({
				item: { ...item, spans: [...item.spans, { id, text: words }] }
			}));
		default:
			return onType('gap_text', (item, key) => {
				const options = [
					{ id: newId('option'), text: words },
					{ id: newId('option'), text: '' }
				];
				const gap: Gap =
					kind === 'choice' ? { id, input: kind, options, shuffle: true } : { id, input: kind };
				const rule = firstRule(gap, words);
				const before = key ?? { type: 'gap_text', item: item.id, gaps: [], credit: 'parts' };
				return {
					item: { ...item, gaps: [...item.gaps, gap] },
					...(rule && { key: { ...before, gaps: [...before.gaps, rule] } })
				};
			});
	}
}

/** An empty option that waits for words gets them. */
function filled(options: readonly Option[], option: Option): Option[] {
	const at = options.findIndex(({ text }) => text === '');
	return at < 0 ? [...options, option] : options.with(at, option);
}

function firstRule(gap: Gap, words: string): GapSolution | null {
	const about = { gap: gap.id, weight: 1 };
	if (words === '') return null;
	if (gap.input === 'choice')
		return { ...about, input: 'choice', shares: [{ option: gap.options[0]?.id ?? '', share: 1 }] };
	if (gap.input === 'text')
		return { ...about, input: 'text', accepted: [{ text: words, share: 1 }], ...plainText };
	const value = Number(words.replace(',', '.'));
	const tolerance = { kind: 'absolute', amount: 0 } as const;
	return Number.isFinite(value)
		? { ...about, input: 'number', accepted: [{ value, tolerance, share: 1 }] }
		: null;
}

/** The words that stood there come back. */
export const removePlace =
	(id: string): Step =>
	(now) => {
		const { item, solution } = now;
		const left = placesOf(item).filter((place) => place !== id);
		if (left.length === 0) return now;
		const prompt = item.prompt.replaceAll(mark(id), () => wordsOf(now, id)) || ' ';
		const without = withoutPlace({ ...now, item: { ...item, prompt } }, id, solution);
		return forgetTyped(forget(without, id), id);
	};

function withoutPlace(now: AuthoredItem, id: string, key: AuthoredItem['solution']): AuthoredItem {
	const { item } = now;
	if (item.type === 'gap_text') {
		const gaps = key?.type === 'gap_text' ? key.gaps.filter(({ gap }) => gap !== id) : [];
		return {
			...now,
			item: { ...item, gaps: item.gaps.filter((gap) => gap.id !== id) },
			solution: key?.type === 'gap_text' && gaps.length > 0 ? { ...key, gaps } : null
		};
	}
	if (item.type === 'drag_text') {
		const correct =
			key?.type === 'drag_text' ? key.correct.filter(({ blank }) => blank !== id) : [];
		return {
			...now,
			item: { ...item, blanks: item.blanks.filter((blank) => blank !== id) },
			solution: key?.type === 'drag_text' && correct.length > 0 ? { ...key, correct } : null
		};
	}
	if (item.type !== 'hot_text') return now;
	const correct = key?.type === 'hot_text' ? key.correct.filter((span) => span !== id) : [];
	return {
		...now,
		item: { ...item, spans: item.spans.filter((span) => span.id !== id) },
		solution: key?.type === 'hot_text' && correct.length > 0 ? { ...key, correct } : null
	};
}

function wordsOf({ item, solution }: AuthoredItem, id: string): string {
	if (item.type === 'hot_text') return item.spans.find((span) => span.id === id)?.text ?? '';
	const textOf = (options: readonly Option[], option: string | undefined) =>
		options.find((each) => each.id === option)?.text ?? '';
	if (item.type === 'drag_text' && solution?.type === 'drag_text')
		return textOf(item.options, solution.correct.find(({ blank }) => blank === id)?.options[0]);
	if (item.type !== 'gap_text' || solution?.type !== 'gap_text') return '';
	const rule = solution.gaps.find(({ gap }) => gap === id);
	const gap = item.gaps.find((each) => each.id === id);
	if (rule?.input === 'text') return rule.accepted[0]?.text ?? '';
	if (rule?.input === 'number') return String(rule.accepted[0]?.value ?? '');
	const right = rule?.shares.toSorted((a, b) => b.share - a.share)[0]?.option;
	return gap?.input === 'choice' ? textOf(gap.options, right) : '';
}

export const setGap = (id: string, change: (gap: Gap) => Gap): Step =>
	onType('gap_text', (item) => ({
		item: { ...item, gaps: item.gaps.map((gap) => (gap.id === id ? change(gap) : gap)) }
	}));

/** null: nothing is said about it any more. */
export const setGapKey = (
	id: string,
	change: (rule: GapSolution | null) => GapSolution | null
): Step =>
	onType('gap_text', (item, key) => {
		const before = key ?? { type: 'gap_text', item: item.id, gaps: [], credit: 'parts' };
		const rule = change(before.gaps.find(({ gap }) => gap === id) ?? null);
		const others = before.gaps.filter(({ gap }) => gap !== id);
		const all = rule ? [...others, rule] : others;
		const gaps = item.gaps.flatMap((each) => all.filter(({ gap }) => gap === each.id));
		return { key: gaps.length > 0 ? { ...before, gaps } : null };
	});

export const setGapInput =
	(id: string, input: Gap['input']): Step =>
	(now) =>
		forgetTyped(
			onType('gap_text', (item, key) => {
				const gap: Gap =
					input === 'choice'
						? {
								id,
								input,
								shuffle: true,
								options: ['', ''].map((text) => ({ id: newId('option'), text }))
							}
						: { id, input };
				const gaps = key?.gaps.filter((rule) => rule.gap !== id) ?? [];
				return {
					item: { ...item, gaps: item.gaps.map((each) => (each.id === id ? gap : each)) },
					key: key && gaps.length > 0 ? { ...key, gaps } : null
				};
			})(now),
			id
		);

export type GapType = ItemOf<'gap_text'>;

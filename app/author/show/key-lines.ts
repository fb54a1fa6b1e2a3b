/** What is right about an item, and how its points are given, for reading. Option texts stay Markdown. */
import type { Item } from '#sync/schema/item.ts';
import type { GapSolution, Solution } from '#sync/schema/solution.ts';
import { formatList, formatNumber } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import { creditWords, numberWords, orderingWords, toleranceWords, unitWords } from './key-words.ts';

export interface KeyLine {
	/** What it belongs to: a row, a gap, a zone. */
	of: string | null;
	text: string;
	/** Part of the points; null: what is simply right. */
	share: number | null;
}

export interface Key {
	lines: KeyLine[];
	/** Whether the lines are in an order that counts. */
	ordered: boolean;
	/** Sentences on how it is marked. */
	notes: string[];
}

type Text = { id: string; text: string };
const key = (lines: KeyLine[], notes: (string | null)[] = [], ordered = false): Key => ({
	lines,
	notes: notes.filter((note) => note !== null),
	ordered
});
const line = (text: string, share: number | null = null, of: string | null = null): KeyLine => ({
	of,
	text,
	share: share === 1 ? null : share
});

/** Every text of an item that an id can stand for. */
function textsOf(item: Item): Map<string, string> {
	const texts: Text[] = [
		...('options' in item ? item.options : []),
		...('rows' in item ? item.rows : []),
		...('areas' in item ? item.areas : []),
		...('zones' in item ? item.zones : []),
		...('spans' in item ? item.spans : []),
		...('gaps' in item
			? item.gaps.flatMap((gap) => (gap.input === 'choice' ? gap.options : []))
			: [])
	];
	return new Map(texts.map(({ id, text }) => [id, text]));
}

export function textOf(item: Item, id: string): string {
	const isGap = item.type === 'gap_text' && item.gaps.some((gap) => gap.id === id);
	return textsOf(item).get(id) ?? (isGap ? placeName(item, id) : id);
}

/** null: there is none, a person marks it or nothing is to be marked. */
export function keyOf(item: Item, solution: Solution | null): Key | null {
	if (!solution) return null;
	const texts = textsOf(item);
	const said = (id: string) => texts.get(id) ?? id;
	const each = (ids: readonly string[]) => ids.map((id) => line(said(id)));
	switch (solution.type) {
		case 'single_choice':
			return key([
				line(said(solution.correct)),
				...sharesOf(solution.shares, said).filter(({ id }) => id !== solution.correct)
			]);
		case 'multiple_choice':
			if (solution.shares) return key(sharesOf(solution.shares, said));
			return key(each(solution.correct), [
				creditWords(solution.partial ? 'parts_less_wrong' : 'all')
			]);
		case 'true_false':
			return key([line(solution.correct ? m.attempt_true() : m.attempt_false())]);
		case 'numeric': {
			const first = line(numberWords(solution.correct, solution.tolerance));
			const also = (solution.also ?? []).map(({ value, tolerance, share }) =>
				line(numberWords(value, tolerance), share)
			);
			return key([first, ...also], [unitWords(solution.units)]);
		}
		case 'short_text':
			return key(
				[
					...solution.accepted.map((text) => line(literal(text))),
					...(solution.also ?? []).map(({ text, share }) => line(literal(text), share))
				],
				[
					solution.caseSensitive ? m.items_key_case() : null,
					solution.wildcards ? m.items_key_wildcards() : null
				]
			);
		case 'essay':
		case 'upload':
			return key(solution.rubric.trim() === '' ? [] : [line(solution.rubric)], [
				m.items_key_person()
			]);
		case 'matching':
			return key(
				solution.correct.map(({ row, option, share }) =>
					line(said(option), share ?? null, said(row))
				),
				[creditWords(solution.credit)]
			);
		case 'ordering':
			return key(each(solution.correct), [orderingWords(solution.credit)], true);
		case 'gap_text':
			return key(
				inPrompt(item, solution.gaps, ({ gap }) => gap).flatMap((gap) =>
					gapLines(gap, placeName(item, gap.gap), said)
				),
				[creditWords(solution.credit)]
			);
		case 'drag_text':
			return key(
				inPrompt(item, solution.correct, ({ blank }) => blank).map(({ blank, options }) =>
					line(formatList(options.map(said)), null, placeName(item, blank))
				),
				[creditWords(solution.credit)]
			);
		case 'drag_picture':
			return key(
				solution.correct.map(({ zone, options }) =>
					line(formatList(options.map(said)), null, said(zone))
				),
				[creditWords(solution.credit)]
			);
		case 'hotspot':
		case 'hot_text':
			return key(each(solution.correct), [creditWords(solution.credit)]);
		case 'calculated':
			return key(
				[line(`\`${solution.formula}\`${toleranceWords(solution.tolerance)}`)],
				[unitWords(solution.units)]
			);
	}
}

function sharesOf(
	shares: readonly { option: string; share: number }[] | undefined,
	said: (id: string) => string
): (KeyLine & { id: string })[] {
	return (shares ?? [])
		.filter(({ share }) => share !== 0)
		.map(({ option, share }) => ({ ...line(said(option)), share, id: option }));
}

function gapLines(gap: GapSolution, of: string, said: (id: string) => string): KeyLine[] {
	if (gap.input === 'text')
		return gap.accepted.map(({ text, share }) => line(literal(text), share, of));
	if (gap.input === 'number')
		return gap.accepted.map(({ value, tolerance, share }) =>
			line(numberWords(value, tolerance), share, of)
		);
	return gap.shares
		.filter(({ share }) => share !== 0)
		.map(({ option, share }) => line(said(option), share, of));
}

/** The places of an item are counted as they are written in it. */
export function placeNumber(item: Item, id: string): number {
	const places =
		item.type === 'gap_text'
			? item.gaps.map((gap) => gap.id)
			: item.type === 'drag_text'
				? item.blanks
				: [];
	const inPrompt = places.toSorted(
		(a, b) => item.prompt.indexOf(`[[${a}]]`) - item.prompt.indexOf(`[[${b}]]`)
	);
	return inPrompt.indexOf(id) + 1;
}

/** As they are read, however the solution lists them. */
const inPrompt = <Part>(item: Item, parts: readonly Part[], id: (part: Part) => string): Part[] =>
	parts.toSorted((a, b) => placeNumber(item, id(a)) - placeNumber(item, id(b)));

const placeName = (item: Item, id: string): string =>
	m.items_gap_n({ n: formatNumber(placeNumber(item, id)) });

/** Text to be typed is no Markdown. */
const literal = (text: string): string => text.replaceAll(/[\\`*_[\]<>#$~|!&]/g, '\\$&');

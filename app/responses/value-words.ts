/** A response in words. What an author wrote is Markdown and comes back as it was written; what a student typed is letters. */
import { isAnswered } from '#sync/answered.ts';
import type { Item, Option } from '#sync/schema/item.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { m } from '#app/i18n/generated/messages.js';
import { readingOrder } from '#app/ui/rich-tokens.ts';

/** `rich`: to be read as the author's Markdown. */
type Words = { text: string; rich: boolean };
/** `of`: what it belongs to, where that is one part of several. `right`: whether that part is; undefined: that is not said. */
export type Line = Words & { of: Words | null; right?: boolean | undefined };
/** Whether an option is right where it was put. */
export type IsRight = (part: string, option: string) => boolean;

const written = (text: string): Words => ({ text, rich: true });
const plain = (text: string): Words => ({ text, rich: false });
const line = (words: Words, of: Words | null = null, right?: boolean): Line => ({
	...words,
	of,
	right
});

/** A part of the item and what was entered for it. */
type Part = { part: string; line: Line };

/** null: it says nothing. */
export function valueWords(item: Item, value: ResponseValue | null): readonly Line[] | null {
	return isAnswered(value) ? linesOf(item, value) : null;
}

/** As `valueWords`, and the parts that were left empty are said too. */
export function answerWords(
	item: Item,
	value: ResponseValue | null,
	isRight?: IsRight
): readonly Line[] | null {
	if (!isAnswered(value)) return null;
	const parts = partsOf(item, value, isRight);
	if (!parts) return linesOf(item, value);
	const all = item.type === 'matching' ? item.rows.map(({ id }) => id) : numberedParts(item);
	const lines = all.flatMap((id) => {
		const own = parts.filter(({ part }) => part === id).map(({ line: said }) => said);
		return own.length > 0 ? own : [line(plain(m.exam_empty()), partWords(item, id))];
	});
	return [
		...lines,
		...parts.filter(({ part }) => !all.includes(part)).map(({ line: said }) => said)
	];
}

/** null: it is answered as a whole. */
function partsOf(item: Item, value: ResponseValue, isRight?: IsRight): Part[] | null {
	const options = 'options' in item ? item.options : [];
	const part = (id: string, words: Words): Part => ({
		part: id,
		line: line(words, partWords(item, id))
	});
	const put = (id: string, option: string): Part => ({
		part: id,
		line: line(written(textOf(options, option)), partWords(item, id), isRight?.(id, option))
	});
	switch (value.type) {
		case 'matching':
			return value.pairs.map(({ row, option }) => put(row, option));
		case 'gap_text':
			return value.filled
				.filter(({ value: text }) => text.trim() !== '')
				.map(({ gap, value: text }) => part(gap, gapWords(item, gap, text)));
		case 'drag_text':
			return value.placed.map(({ blank, option }) => put(blank, option));
		case 'drag_picture':
			return value.placed.map(({ zone, option }) => put(zone, option));
		default:
			return null;
	}
}

const partWords = (item: Item, id: string): Words =>
	item.type === 'matching' ? written(textOf(item.rows, id)) : plain(partName(item, id));

function linesOf(item: Item, value: ResponseValue): Line[] {
	const options = 'options' in item ? item.options : [];
	switch (value.type) {
		case 'single_choice':
			return value.choice === null ? [] : [line(written(textOf(options, value.choice)))];
		case 'multiple_choice':
			return value.choices.map((id) => line(written(textOf(options, id))));
		case 'true_false':
			return [line(plain(value.value ? m.attempt_true() : m.attempt_false()))];
		case 'ordering':
			return value.order.map((id, index) =>
				line(written(textOf(options, id)), plain(String(index + 1)))
			);
		case 'matching':
		case 'gap_text':
		case 'drag_text':
		case 'drag_picture':
			return (partsOf(item, value) ?? []).map(({ line: said }) => said);
		case 'hotspot':
			return value.areas.map((id) => line(plain(partName(item, id))));
		case 'hot_text':
			return value.spans.map((id) =>
				line(written(textOf(item.type === 'hot_text' ? item.spans : [], id)))
			);
		case 'upload':
			return value.files.map(({ name }) => line(plain(name)));
		case 'numeric':
		case 'short_text':
		case 'essay':
		case 'calculated':
			return [line(plain(value.text))];
	}
}

/** What the form does not have is shown by its id: the verifier will have said so. */
const textOf = (list: readonly Option[], id: string): string =>
	list.find((one) => one.id === id)?.text ?? id;

function gapWords(item: Item, id: string, filled: string): Words {
	const gap = item.type === 'gap_text' ? item.gaps.find((one) => one.id === id) : undefined;
	return gap?.input === 'choice' ? written(textOf(gap.options, filled)) : plain(filled);
}

/** The parts of an item that have numbers, in the order of those. */
export function numberedParts(item: Item): string[] {
	const ids = (parts: readonly { id: string }[]) => parts.map(({ id }) => id);
	switch (item.type) {
		case 'gap_text':
			return readingOrder(item.prompt, ids(item.gaps)).all;
		case 'drag_text':
			return readingOrder(item.prompt, item.blanks).all;
		case 'drag_picture':
			return ids(item.zones);
		case 'hotspot':
			return ids(item.areas);
		default:
			return [];
	}
}

/** A gap, a blank, a zone or an area, by the number that the student saw. */
function partName(item: Item, id: string): string {
	const number = numberedParts(item).indexOf(id) + 1;
	if (number === 0) return id;
	const text =
		item.type === 'drag_picture'
			? item.zones.find((zone) => zone.id === id)?.text
			: item.type === 'hotspot'
				? item.areas.find((area) => area.id === id)?.text
				: undefined;
	return text === undefined ? m.attempt_gap({ number }) : m.attempt_place({ number, text });
}

/** Marks what can be marked without a person. `null` points: a person has to look. */
import type { ItemResult } from './schema/api.ts';
import type { Item } from './schema/item.ts';
import type { ResponseValue } from './schema/response.ts';
import type { Solution } from './schema/solution.ts';

type Marked = Pick<ItemResult, 'points' | 'by' | 'reason'>;
type SolutionOf<T extends Solution['type']> = Extract<Solution, { type: T }>;

const person = (reason: 'needs_person' | 'unreadable'): Marked => ({
	points: null,
	by: 'nobody_yet',
	reason
});

export function score(
	item: Item,
	solution: Solution | undefined,
	value: ResponseValue | undefined
): ItemResult {
	return { item: item.id, maximum: item.points, ...mark(item, solution, value) };
}

function mark(
	item: Item,
	solution: Solution | undefined,
	value: ResponseValue | undefined
): Marked {
	if (value === undefined || isEmpty(value)) return { points: 0, by: 'edge', reason: 'empty' };
	// An answer of another type than its item cannot come from our app: a person should see it.
	if (value.type !== item.type) return person('unreadable');
	if (!solution) return person('needs_person');
	switch (solution.type) {
		case 'single_choice':
			return value.type === solution.type
				? share(item, value.choice === solution.correct ? 1 : 0)
				: person('unreadable');
		case 'true_false':
			return value.type === solution.type
				? share(item, value.value === solution.correct ? 1 : 0)
				: person('unreadable');
		case 'multiple_choice':
			return value.type === solution.type
				? share(item, choicesShare(solution, value.choices))
				: person('unreadable');
		case 'numeric':
			return value.type === solution.type
				? numeric(item, solution, value.text)
				: person('unreadable');
		case 'short_text':
			return value.type === solution.type
				? share(item, isAccepted(solution, value.text) ? 1 : 0)
				: person('unreadable');
		case 'essay':
			return person('needs_person');
	}
}

export function isEmpty(value: ResponseValue): boolean {
	switch (value.type) {
		case 'single_choice':
			return value.choice === null;
		case 'multiple_choice':
			return value.choices.length === 0;
		case 'true_false':
			return value.value === null;
		default:
			return value.text.trim() === '';
	}
}

function share(item: Item, part: number): Marked {
	const reason = part === 1 ? 'correct' : part === 0 ? 'wrong' : 'partly_correct';
	return { points: Math.round(item.points * part * 10_000) / 10_000, by: 'edge', reason };
}

function choicesShare(solution: SolutionOf<'multiple_choice'>, choices: readonly string[]): number {
	const chosen = new Set(choices);
	const right = solution.correct.filter((option) => chosen.has(option)).length;
	const wrong = chosen.size - right;
	if (!solution.partial) return right === solution.correct.length && wrong === 0 ? 1 : 0;
	return Math.max(0, right - wrong) / solution.correct.length;
}

function numeric(item: Item, solution: SolutionOf<'numeric'>, typed: string): Marked {
	const number = readNumber(typed, item.type === 'numeric' ? item.unit : undefined);
	if (number === null) return person('unreadable');
	const { kind, amount } = solution.tolerance;
	const allowed = kind === 'absolute' ? amount : amount * Math.abs(solution.correct);
	// 0.3 within 0.1 of 0.2 must hold although 0.3 − 0.2 is a little more than 0.1 in binary.
	const slack = 1e-9 * Math.max(1, Math.abs(solution.correct));
	return share(item, Math.abs(number - solution.correct) <= allowed + slack ? 1 : 0);
}

/**
 * Decimal point or comma, any script's digits that our languages use, and behind it the item's own unit if somebody wrote it; null: not
 * one plain number (1.234,5 could be two).
 */
export function readNumber(typed: string, unit?: string): number | null {
	const plain = withoutUnit(typed, unit)
		.trim()
		.replaceAll(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) =>
			String(
				(digit.charCodeAt(0) - (digit < '\u06f0' ? 0x660 : digit < '\u0966' ? 0x6f0 : 0x966)) % 10
			)
		)
		.replace('\u066b', '.')
		.replace(/[\u2212\u2013]/, '-');
	return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?$/i.test(plain)
		? Number(plain.replace(',', '.'))
		: null;
}

/** The unit the item asks for, with any spaces or none; another unit is another answer and stays. */
function withoutUnit(typed: string, unit: string | undefined): string {
	const bare = (text: string) => text.normalize('NFKC').replaceAll(/\s+/gu, '');
	const given = bare(typed);
	const asked = bare(unit ?? '');
	return asked !== '' && given.endsWith(asked) ? given.slice(0, -asked.length) : typed;
}

function isAccepted(solution: SolutionOf<'short_text'>, typed: string): boolean {
	const plain = (text: string) => {
		const spaced = text.normalize('NFC').trim().replaceAll(/\s+/gu, ' ');
		return solution.caseSensitive ? spaced : spaced.toLowerCase();
	};
	const given = plain(typed);
	return solution.accepted.some((accepted) => plain(accepted) === given);
}

/** What is said to single typed answers: to the right one, to wrong ones, now and then to any other. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { TypedFeedback, TypedRule } from '#sync/schema/solution.ts';
import type { Random } from './random.ts';
import { line, typed } from './texts.ts';

type Place = { gap?: string; rules: TypedRule[] };

export function generateTyped(
	of: Pick<AuthoredItem, 'item' | 'solution'>,
	random: Random
): { typed?: TypedFeedback[] } {
	if (random.chance(0.3)) return {};
	const made = placesOf(of, random).flatMap(({ gap, rules }) => {
		const some = random.some(rules, 1);
		const all: TypedRule[] = random.chance(0.4) ? [...some, { input: 'other' }] : some;
		return all.map((rule) => ({ ...(gap === undefined ? {} : { gap }), ...rule }));
	});
	if (made.length === 0) return {};
	return { typed: made.map((one, at) => ({ id: `said-${at + 1}`, ...one, text: line(random) })) };
}

function placesOf(
	{ item, solution }: Pick<AuthoredItem, 'item' | 'solution'>,
	random: Random
): Place[] {
	const exact = { kind: 'absolute', amount: 0 } as const;
	const words = (right: string, caseSensitive: boolean): TypedRule[] =>
		[...new Set([right, ...random.mixed(typed).slice(0, 2)])].map((answer) => ({
			input: 'text',
			answer,
			caseSensitive,
			wildcards: false
		}));
	const numbers = (right: number, units?: { name: string; factor: number }[]): TypedRule[] =>
		[
			{ value: right, tolerance: exact },
			{ value: 77, tolerance: { kind: 'absolute' as const, amount: 2 } },
			{ value: 78, tolerance: exact }
		].map((rule) => ({ input: 'number', ...rule, ...(units ? { units } : {}) }));
	switch (solution?.type) {
		case 'short_text':
			return [{ rules: words(solution.accepted[0] ?? '', solution.caseSensitive) }];
		case 'numeric':
			return [{ rules: numbers(solution.correct, solution.units) }];
		case 'calculated':
			return [
				{
					rules: ['{a} + {b}', '{b} - {a}'].map((formula) => ({
						input: 'formula',
						formula,
						tolerance: solution.tolerance
					}))
				}
			];
		case 'gap_text':
			return item.type !== 'gap_text'
				? []
				: solution.gaps.flatMap((key): Place[] => {
						if (key.input === 'choice') return [];
						const rules =
							key.input === 'number'
								? numbers(7.5)
								: words(key.accepted[0]?.text ?? '', key.caseSensitive);
						return [{ gap: key.gap, rules }];
					});
		default:
			return [];
	}
}

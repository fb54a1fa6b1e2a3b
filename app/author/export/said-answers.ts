/** What an item says to each typed answer: those of its key, those its feedback names beside them, and any other. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { TypedRule } from '#sync/schema/solution.ts';
import { takesIn } from '../import/marks/typed-said.ts';

export type SaidAnswer = { rule: TypedRule; share: number; said: string };
type KeyAnswer = { rule: TypedRule; share: number };

/** `gap`: of one gap; what is said to all of the item is no part of it. */
export function saidAnswers(authored: AuthoredItem, gap?: string): SaidAnswer[] {
	const { feedback } = authored;
	const typed = (feedback?.typed ?? []).filter((one) => one.gap === gap);
	const key = keyAnswers(authored, gap);
	const byShare = (share: number): string => {
		if (gap !== undefined) return '';
		if (share >= 1) return feedback?.correct ?? '';
		return (share > 0 ? feedback?.partlyCorrect : undefined) ?? feedback?.wrong ?? '';
	};
	const saidTo = (rule: TypedRule, share: number) =>
		[typed.find((one) => takesIn(one, rule))?.text ?? '', byShare(share)]
			.filter((text) => text !== '')
			.join('\n\n');
	const beside = typed.filter(
		(one) => one.input !== 'other' && !key.some(({ rule }) => takesIn(rule, one))
	);
	const all = [...key, ...beside.map((rule) => ({ rule, share: 0 }))];
	const other = saidTo({ input: 'other' }, 0);
	return [
		...all.map(({ rule, share }) => ({ rule, share, said: saidTo(rule, share) })),
		...(other === '' ? [] : [{ rule: { input: 'other' as const }, share: 0, said: other }])
	];
}

/** In the order in which they are tried. */
export function keyAnswers({ solution }: AuthoredItem, gap?: string): KeyAnswer[] {
	if (gap !== undefined) {
		const key = solution?.type === 'gap_text' && solution.gaps.find((one) => one.gap === gap);
		if (!key || key.input === 'choice') return [];
		if (key.input === 'number')
			return key.accepted.map(({ share, ...rule }) => ({
				rule: { input: 'number', ...rule },
				share
			}));
		const { caseSensitive, wildcards } = key;
		return key.accepted.map(({ text, share }) => ({
			rule: { input: 'text', answer: text, caseSensitive, wildcards },
			share
		}));
	}
	switch (solution?.type) {
		case 'short_text': {
			const { accepted, also = [], caseSensitive, wildcards = false } = solution;
			return [...accepted.map((text) => ({ text, share: 1 })), ...also].map(({ text, share }) => ({
				rule: { input: 'text', answer: text, caseSensitive, wildcards },
				share
			}));
		}
		case 'numeric': {
			const { correct: value, tolerance, also = [], units } = solution;
			return [{ value, tolerance, share: 1 }, ...also].map(({ share, ...rule }) => ({
				rule: { input: 'number', ...rule, units },
				share
			}));
		}
		case 'calculated': {
			const { formula, tolerance, units } = solution;
			return [{ rule: { input: 'formula', formula, tolerance, units }, share: 1 }];
		}
		default:
			return [];
	}
}

type NumberRule = Extract<TypedRule, { input: 'number' }>;
/** How far from its value, in its unit. */
export const allowedBy = ({
	value,
	tolerance: { kind, amount }
}: Pick<NumberRule, 'value' | 'tolerance'>): number =>
	kind === 'absolute' ? amount : amount * Math.abs(value);

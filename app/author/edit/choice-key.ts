/** Which options are right, and what the others give. */
import type { SolutionOf } from '#sync/schema/solution.ts';
import type { Step } from './item-desk.ts';
import { onType } from './steps.ts';

type Shares = SolutionOf<'single_choice'>['shares'];
const withShares = (shares: NonNullable<Shares>) => (shares.length > 0 ? { shares } : {});

export const setRight = (option: string): Step =>
	onType('single_choice', (item, key) => ({
		key: {
			type: 'single_choice',
			item: item.id,
			correct: option,
			...withShares((key?.shares ?? []).filter((share) => share.option !== option))
		}
	}));

export const toggleRight = (option: string, right: boolean): Step =>
	onType('multiple_choice', (item, key) => {
		const others = (key?.correct ?? []).filter((id) => id !== option);
		const chosen = right ? [...others, option] : others;
		// As the options stand, so that the key reads like the question.
		const correct = item.options.flatMap(({ id }) => (chosen.includes(id) ? id : []));
		if (correct.length === 0) return { key: null };
		return {
			key: { ...(key ?? { type: 'multiple_choice', item: item.id, partial: true }), correct }
		};
	});

export const setPartial = (partial: boolean): Step =>
	onType('multiple_choice', (_item, key) => ({ key: key && { ...key, partial } }));

/** Of an option that is not the right one: part of the points, or points taken away; 0: nothing. */
export const setShare = (option: string, share: number): Step =>
	onType('single_choice', (_item, key) => {
		if (!key) return {};
		const { shares = [], ...rest } = key;
		const others = shares.filter((each) => each.option !== option);
		return {
			key: { ...rest, ...withShares(share === 0 ? others : [...others, { option, share }]) }
		};
	});

/** Each option its own share, instead of the same for all that are right. */
export const setOwnShares = (own: boolean): Step =>
	onType('multiple_choice', (_item, key) => {
		if (!key) return {};
		const { shares: _shares, ...rest } = key;
		const each = Math.floor(100_000 / key.correct.length) / 100_000;
		const shares = key.correct.map((option) => ({ option, share: each }));
		return { key: own ? { ...rest, shares } : rest };
	});

export const setOwnShare = (option: string, share: number): Step =>
	onType('multiple_choice', (item, key) => {
		if (!key?.shares) return {};
		const others = key.shares.filter((each) => each.option !== option);
		const all = share === 0 ? others : [...others, { option, share }];
		const shares = item.options.flatMap(({ id }) => all.filter((each) => each.option === id));
		if (shares.length === 0) return {};
		const right = shares.flatMap((each) => (each.share > 0 ? each.option : []));
		return { key: { ...key, shares, correct: right.length > 0 ? right : key.correct } };
	});

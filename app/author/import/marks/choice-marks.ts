import { choiceShare } from '#sync/scoring/share.ts';
import type { Credit } from '#sync/schema/solution.ts';
import { asShare, closest, isNear, round } from './probe.ts';

export type OptionShare = { option: string; share: number };

/** null: no option earns anything. */
export function singleMarks(
	options: readonly string[],
	scoreOf: (option: string) => number
): { correct: string; top: number; shares: OptionShare[] } | null {
	const scores = options.map((option) => ({ option, score: scoreOf(option) }));
	const best = scores.reduce((one, other) => (other.score > one.score ? other : one));
	if (best.score <= 0) return null;
	const shares = scores
		.filter(({ option, score }) => option !== best.option && score !== 0)
		.map(({ option, score }) => ({ option, share: round(asShare(score, best.score, -1)) }));
	return { correct: best.option, top: best.score, shares };
}

export type ChoiceRule = Credit | 'shares';
export type ChoiceMarks = {
	correct: string[];
	top: number;
	rule: ChoiceRule;
	shares: OptionShare[];
	agrees: boolean;
	/** Below nothing, where ours ends. */
	takesAway: boolean;
};

/** `most`: as many may be chosen; `likely`: sets that could be the key. null: no choice earns anything. */
export function choiceMarks({
	options,
	most,
	likely,
	scoreOf,
	rules
}: {
	options: readonly string[];
	most: number;
	likely: readonly (readonly string[])[];
	scoreOf: (chosen: readonly string[]) => number;
	rules: readonly ChoiceRule[];
}): ChoiceMarks | null {
	const empty = scoreOf([]);
	const single = new Map(options.map((option) => [option, scoreOf([option])]));
	const gain = (option: string) => (single.get(option) ?? 0) - empty;
	const gainful = options.filter((option) => gain(option) > 0);
	const keys = [...likely, gainful.slice(0, most), ...gainful.map((option) => [option])].filter(
		(key) => key.length > 0 && key.length <= most
	);
	let correct: readonly string[] = [];
	let top = 0;
	for (const key of keys) {
		const score = scoreOf(key);
		if (score > top + 1e-9) [correct, top] = [key, score];
	}
	if (top <= 0 || correct.length === 0) return null;
	const shares = options
		.filter((option) => gain(option) !== 0)
		.map((option) => ({ option, share: round(asShare(gain(option), top, -1)) }));
	const others = options.filter((option) => !correct.includes(option));
	const tried = [
		[],
		...options.map((option) => [option]),
		[...correct],
		...correct.map((left) => correct.filter((option) => option !== left)),
		...others.map((wrong) => [...correct, wrong]),
		// Where no more may be chosen than are right, a wrong one stands in the place of a right one.
		...correct.map((left) => [
			...correct.filter((option) => option !== left),
			...others.slice(0, 1)
		]),
		others,
		[...options]
	].filter((chosen) => chosen.length <= most);
	const { rule, agrees } = closest(
		rules,
		tried,
		(chosen) => asShare(scoreOf(chosen), top),
		(rule, chosen) =>
			rule === 'shares' ? sumOf(shares, chosen) : choiceShare(rule, correct, chosen)
	);
	const takesAway = tried.some((chosen) => scoreOf(chosen) < 0 && !isNear(scoreOf(chosen), 0));
	return { correct: [...correct], top, rule, shares, agrees, takesAway };
}

const sumOf = (shares: readonly OptionShare[], chosen: readonly string[]) =>
	asShare(
		shares.reduce((sum, { option, share }) => sum + (chosen.includes(option) ? share : 0), 0),
		1
	);

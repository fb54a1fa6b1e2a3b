/** Gaps that are filled with words, numbers or one of some options, each marked by itself or all together. */
import type { GapSolution } from '#sync/schema/solution.ts';
import { numberRanges } from './number-ranges.ts';
import { asShare, closest, round, type Answers, type ScoreOf } from './probe.ts';

export type GapInput =
	| { response: string; input: 'text'; candidates: readonly string[] }
	| { response: string; input: 'number'; edges: readonly number[] }
	| { response: string; input: 'choice'; options: readonly string[] };

type Accepted =
	| { input: 'text'; texts: { text: string; share: number }[]; caseSensitive: boolean }
	| { input: 'number'; numbers: { value: number; amount: number; share: number }[] }
	| { input: 'choice'; shares: { option: string; share: number }[] };

export type GapMark = { response: string; weight: number; best: string } & Accepted;
export type GapMarks = {
	gaps: GapMark[];
	top: number;
	credit: 'all' | 'parts';
	agrees: boolean;
};

/** `no_key`: some gap is never right. `no_end`: a number may be as large as one likes. */
export function gapMarks(
	gaps: readonly GapInput[],
	scoreOf: ScoreOf
): GapMarks | 'no_key' | 'no_end' {
	const firsts: Answers = Object.fromEntries(
		gaps.map((gap) => [gap.response, valuesOf(gap).slice(0, 1)])
	);
	const alone = gaps.some((gap) =>
		valuesOf(gap).some((value) => scoreOf({ [gap.response]: [value] }) > scoreOf({}))
	);
	const others = alone ? {} : firsts;
	let mixed = false;
	const marks: GapMark[] = [];
	for (const gap of gaps) {
		const without = scoreOf({ ...others, [gap.response]: [] });
		const gain = (value: string) => scoreOf({ ...others, [gap.response]: [value] }) - without;
		const mark = gapMark(gap, gain);
		if (typeof mark === 'string') return mark;
		if (mark.mixed) mixed = true;
		marks.push(mark.mark);
	}
	const full = Object.fromEntries(marks.map(({ response, best }) => [response, [best]]));
	const weights = marks.reduce((sum, { weight }) => sum + weight, 0);
	const top = Math.max(scoreOf(full), alone ? weights : 0);
	const answers: Answers[] = [
		{},
		full,
		...marks.map(({ response, best }) => ({ [response]: [best] })),
		...marks.map(({ response }) => ({ ...full, [response]: [] }))
	];
	const { rule, agrees } = closest<'parts' | 'all', Answers>(
		['parts', 'all'],
		answers,
		(answer) => asShare(scoreOf(answer), top),
		(credit, answer) => {
			const filled = marks.filter(({ response }) => (answer[response] ?? []).length > 0);
			if (credit === 'all') return filled.length === marks.length ? 1 : 0;
			return filled.reduce((sum, { weight }) => sum + weight, 0) / weights;
		}
	);
	return { gaps: marks, top, credit: rule, agrees: agrees && !mixed };
}

function valuesOf(gap: GapInput): string[] {
	switch (gap.input) {
		case 'text':
			return [...gap.candidates];
		case 'number':
			return gap.edges.map(String);
		case 'choice':
			return [...gap.options];
	}
}

type Found = { mark: GapMark; mixed: boolean };

function gapMark(gap: GapInput, gain: (value: string) => number): Found | 'no_key' | 'no_end' {
	if (gap.input === 'number') {
		const ranges = numberRanges(gap.edges, (value) => gain(String(value)));
		if (ranges === null) return 'no_end';
		const [best] = ranges.toSorted((one, other) => other.score - one.score);
		if (!best) return 'no_key';
		const numbers = ranges.map(({ value, amount, score }) => ({
			value,
			amount,
			share: round(score / best.score)
		}));
		// The right one first: it is what is shown as the answer.
		numbers.sort((one, other) => other.share - one.share);
		const { response, input } = gap;
		return {
			mark: { response, input, weight: best.score, best: String(best.value), numbers },
			mixed: false
		};
	}
	const tried = [...new Set(valuesOf(gap))].map((value) => ({ value, score: gain(value) }));
	const [best] = tried.toSorted((one, other) => other.score - one.score);
	if (!best || best.score <= 0) return 'no_key';
	const base = { response: gap.response, weight: best.score, best: best.value };
	const share = (score: number) => round(asShare(score, best.score, -1));
	if (gap.input === 'choice') {
		const shares = tried
			.filter(({ score }) => score !== 0)
			.map(({ value, score }) => ({ option: value, share: share(score) }));
		return { mark: { ...base, input: 'choice', shares }, mixed: false };
	}
	const earning = tried.filter(({ score }) => score > 0);
	const strict = earning.filter(({ value, score }) => gain(otherCase(value)) !== score);
	const caseSensitive = strict.length > 0;
	const loose = earning.filter(
		({ value }) => otherCase(value) !== value && !strict.some((one) => one.value === value)
	);
	const texts = earning
		.filter(
			({ value }, at) =>
				caseSensitive ||
				earning.findIndex((one) => one.value.toLowerCase() === value.toLowerCase()) === at
		)
		.map(({ value, score }) => ({ text: value, share: share(score) }));
	return {
		mark: { ...base, input: 'text', texts, caseSensitive },
		mixed: caseSensitive && loose.length > 0
	};
}

const otherCase = (text: string) =>
	[...text]
		.map((letter) =>
			letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()
		)
		.join('');

/** As our solutions say it; `id` and `optionId` give our names for the file's. */
export function gapSolution(
	mark: GapMark,
	gap: string,
	optionId: (option: string) => string
): GapSolution {
	const weight = round(mark.weight);
	switch (mark.input) {
		case 'text':
			return {
				gap,
				weight,
				input: 'text',
				accepted: mark.texts,
				caseSensitive: mark.caseSensitive,
				wildcards: false
			};
		case 'number':
			return {
				gap,
				weight,
				input: 'number',
				accepted: mark.numbers.map(({ value, amount, share }) => ({
					value,
					tolerance: { kind: 'absolute', amount },
					share
				}))
			};
		case 'choice':
			return {
				gap,
				weight,
				input: 'choice',
				shares: mark.shares.map(({ option, share }) => ({ option: optionId(option), share }))
			};
	}
}

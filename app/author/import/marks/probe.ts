/**
 * Marks are told by asking: a file's own rules are run on chosen answers, and of our rules the one is taken that gives the same. What a
 * rule looks like then does not matter, only what it does.
 */

/** By response identifier; absent or empty: not answered. */
export type Answers = Readonly<Record<string, readonly string[]>>;
export type ScoreOf = (answers: Answers) => number;

const SAME = 0.006;
export const isNear = (one: number, other: number): boolean => Math.abs(one - other) < SAME;

/** A score as a share of the best one, as our scoring keeps it. */
export const asShare = (score: number, top: number, least = 0): number =>
	Math.min(1, Math.max(least, top === 0 ? 0 : score / top));

export const round = (value: number): number => Number(value.toPrecision(12));

/** `agrees`: on every answer that was tried. */
export function closest<Rule extends string, Answer>(
	rules: readonly Rule[],
	answers: readonly Answer[],
	said: (answer: Answer) => number,
	ours: (rule: Rule, answer: Answer) => number
): { rule: Rule; agrees: boolean } {
	const [first] = rules;
	if (first === undefined) throw new TypeError('no rule to choose from');
	const asked = answers.map((answer) => ({ answer, share: said(answer) }));
	let best = { rule: first, off: Number.POSITIVE_INFINITY };
	for (const rule of rules) {
		const off = Math.max(
			0,
			...asked.map(({ answer, share }) => Math.abs(ours(rule, answer) - share))
		);
		if (off < best.off - 1e-9) best = { rule, off };
	}
	return { rule: best.rule, agrees: best.off < SAME };
}

/** Points as percent, passed or not, and which of several attempts counts. */

/** With two decimals; null: there is nothing to earn. */
export const percentOf = (points: number, maximum: number): number | null =>
	maximum > 0 ? Math.round((points / maximum) * 10_000) / 100 : null;

/** Points added up as they are shown: a sum of thirds must not end a hair below a pass mark. */
export const sumOf = (points: readonly (number | null)[]): number =>
	Math.round(points.reduce<number>((sum, one) => sum + (one ?? 0), 0) * 10_000) / 10_000;

/** null: no pass mark, nothing to earn, or something still waits for a person. */
export function passedOf(
	{ points, maximum, waiting }: { points: number; maximum: number; waiting: number },
	passPercent: number | null
): boolean | null {
	const reached = percentOf(points, maximum);
	if (passPercent === null || reached === null || waiting > 0) return null;
	return (points / maximum) * 100 >= passPercent - 1e-9;
}

export type CountingRule = 'best' | 'last';
export type Counted = {
	attempt: string;
	student: string;
	number: number;
	state: string;
	points: number;
	maximum: number;
};

const out = new Set(['voided', 'withdrawn', 'expired']);

/** Of each student's attempts at an exam, the one whose points count. Who has only one that was voided has none that counts. */
export function countingOf(attempts: readonly Counted[], rule: CountingRule): Set<string> {
	const chosen = new Map<string, Counted>();
	for (const one of attempts) {
		if (out.has(one.state)) continue;
		const before = chosen.get(one.student);
		if (!before || isAhead(one, before, rule)) chosen.set(one.student, one);
	}
	return new Set([...chosen.values()].map(({ attempt }) => attempt));
}

const shareOf = ({ points, maximum }: Counted) => (maximum > 0 ? points / maximum : -1);
function isAhead(one: Counted, before: Counted, rule: CountingRule): boolean {
	if (rule === 'last' || shareOf(one) === shareOf(before)) return one.number > before.number;
	return shareOf(one) > shareOf(before);
}

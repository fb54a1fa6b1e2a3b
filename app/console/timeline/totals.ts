/** The attempt in a few figures, for the sentence above the picture. */
import type { StaffCheck } from '#sync/schema/observation.ts';
import type { Mark, RowId, Timeline } from './model.ts';

export type Total = { count: number; lastedMs: number };
export type Totals = {
	offline: Total;
	silence: Total;
	/** Most time first, then most often. */
	observations: readonly ({ check: StaffCheck } & Total)[];
};

/** Overlapping stretches count once. */
export function lasted(marks: readonly Mark[]): number {
	let sum = 0;
	let until = Number.NEGATIVE_INFINITY;
	for (const { from, to } of marks) {
		sum += Math.max(0, to - Math.max(from, until));
		until = Math.max(until, to);
	}
	return sum;
}

export function totalsOf(timeline: Timeline): Totals {
	const of = (id: RowId): Total => {
		const marks = timeline.rows.find((row) => row.id === id)?.marks ?? [];
		return { count: marks.length, lastedMs: lasted(marks) };
	};
	const observations = timeline.rows.flatMap(({ marks }) => {
		const fact = marks[0]?.fact;
		return fact?.kind === 'observation'
			? [{ check: fact.check, count: marks.length, lastedMs: lasted(marks) }]
			: [];
	});
	observations.sort((a, b) => b.lastedMs - a.lastedMs || b.count - a.count);
	return { offline: of('offline'), silence: of('silence'), observations };
}

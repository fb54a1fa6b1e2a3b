/** What Postgres knows of a row and no room does. Pure. */
import type { AttemptRow } from '#sync/schema/hall.ts';

export type Facts = Pick<AttemptRow, 'studentName' | 'accommodation' | 'arrangement' | 'number'>;

export const factsOf = ({
	studentName,
	accommodation,
	arrangement,
	number
}: AttemptRow): Facts => ({
	studentName,
	...(accommodation && { accommodation }),
	...(arrangement && { arrangement }),
	...(number !== undefined && { number })
});

/** What is a fact no more does not stay in the row. */
export function withFacts(row: AttemptRow, facts: Facts | undefined): AttemptRow {
	if (!facts) return row;
	const { accommodation: _granted, arrangement: _asked, number: _number, ...rest } = row;
	return { ...rest, ...facts };
}

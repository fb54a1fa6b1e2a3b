/** What Postgres knows of a row and no room does. Pure. */
import type { AttemptRow } from '#sync/schema/hall.ts';

export type Facts = Pick<AttemptRow, 'studentName' | 'accommodation' | 'number'>;

export const factsOf = ({ studentName, accommodation, number }: AttemptRow): Facts => ({
	studentName,
	...(accommodation && { accommodation }),
	...(number !== undefined && { number })
});

/** What is a fact no more does not stay in the row. */
export function withFacts(row: AttemptRow, facts: Facts | undefined): AttemptRow {
	if (!facts) return row;
	const { accommodation: _granted, number: _number, ...rest } = row;
	return { ...rest, ...facts };
}

/** What Postgres knows of a row and no room does. Pure. */
import type { AttemptRow } from '#sync/schema/hall.ts';
import { appliedIn, lackingIn } from '../access/begun-terms.ts';
import type { Planned } from '../access/begun-terms.ts';

/** With what the attempt would be for who was granted nothing: the hall needs it to say what applies. */
export type UnheardRow = AttemptRow & { planned: Planned };

/** `accommodation`: as it is granted now. `planned` absent: kept before it was noted. */
export type Facts = Pick<AttemptRow, 'studentName' | 'accommodation' | 'arrangement' | 'number'> &
	Partial<Pick<UnheardRow, 'planned'>>;

export const factsOf = ({
	studentName,
	accommodation,
	arrangement,
	number,
	planned
}: UnheardRow): Facts => ({
	studentName,
	...(accommodation && { accommodation }),
	...(arrangement && { arrangement }),
	...(number !== undefined && { number }),
	planned
});

/** What is a fact no more does not stay in the row. An attempt that was begun has what its ticket holds, whatever was granted since. */
export function withFacts(row: AttemptRow, facts: Facts | undefined): AttemptRow {
	if (!facts) return row;
	const {
		accommodation: _granted,
		grantedSince: _since,
		arrangement: _asked,
		number: _number,
		...rest
	} = row;
	const { accommodation: granted, planned, ...own } = facts;
	const ticketed = rest.begun && planned ? appliedIn(rest.begun, planned) : undefined;
	const applied = ticketed === undefined ? granted : ticketed;
	const since = ticketed === undefined ? null : lackingIn(ticketed, granted);
	return {
		...rest,
		...own,
		...(applied && { accommodation: applied }),
		...(since && { grantedSince: since })
	};
}

/** As the consoles get it. */
export const rowOf = ({ planned: _planned, ...row }: UnheardRow): AttemptRow => row;

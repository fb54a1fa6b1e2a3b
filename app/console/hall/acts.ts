/** What can still be done to students: nothing is offered that could have no effect on any of them. Pure. */
import type { AttemptRow } from '#sync/schema/hall.ts';
import { isSitting } from './contact.ts';

export type Kind = 'message' | 'extend' | 'pause' | 'resume' | 'end' | 'hand_over' | 'correction';

const unstarted: readonly AttemptRow['state'][] = ['assigned', 'ready'];
const isUnstarted = ({ state }: AttemptRow) => unstarted.includes(state);
/** Held in the middle of the exam, a student writes on. */
const isWriting = (row: AttemptRow) => isSitting(row) || (row.state === 'held' && !row.handedInBy);

export const isPaused = (row: AttemptRow): boolean =>
	row.state === 'paused' || (isWriting(row) && row.time?.pausedSince !== undefined);
/** Who begins later begins paused. */
const willBePaused = (row: AttemptRow) => isUnstarted(row) && row.told?.newest.act === 'pause';

export function possibleActs(rows: readonly AttemptRow[]): ReadonlySet<Kind> {
	const writing = rows.filter(isWriting);
	const later = rows.filter(isUnstarted);
	const reached = writing.length + later.length > 0;
	const paused = rows.some(isPaused) || later.some(willBePaused);
	const running =
		writing.some((row) => !isPaused(row)) ||
		(writing.length === 0 && later.some((row) => !willBePaused(row)));
	const acts: Kind[] = [
		...(reached ? (['message', 'end', 'correction'] as const) : []),
		// Whose time ran out goes on with what is given; whoever handed in themselves is done.
		...(reached || rows.some(({ handedInBy }) => handedInBy === 'clock')
			? (['extend'] as const)
			: []),
		// From one device to another: of one student, who has begun.
		...(rows.length === 1 && writing.length === 1 ? (['hand_over'] as const) : []),
		...(running ? (['pause'] as const) : []),
		...(paused ? (['resume'] as const) : [])
	];
	return new Set(acts);
}

/** Since when the first of them stands paused, and how many do. null: nobody. */
export function pauseOf(
	rows: readonly AttemptRow[]
): { since: number | null; students: number } | null {
	const paused = rows.filter(isPaused);
	if (paused.length === 0) return null;
	const times = paused.flatMap(({ time }) => time?.pausedSince ?? []);
	return { since: times.length > 0 ? Math.min(...times) : null, students: paused.length };
}

/** Edge time at which the last of those who write now is done, unless more is given. null: nobody writes, or time stands still. */
export function lastEndOf(rows: readonly AttemptRow[]): number | null {
	const writing = rows.filter(isWriting);
	if (writing.some(isPaused)) return null;
	const ends = writing.flatMap(({ time }) => time?.endsAt ?? []);
	return ends.length > 0 ? Math.max(...ends) : null;
}

/** Of a student who writes; null: not known, or over. */
export function leftOf({ time }: Pick<AttemptRow, 'time'>, now: number): number | null {
	if (!time) return null;
	const left = time.endsAt - (time.stoodSince ?? now);
	return left > 0 ? left : null;
}

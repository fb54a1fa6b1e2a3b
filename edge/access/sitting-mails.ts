/** What a student is told by mail of being on the roster of a sitting, and when. Pure. */
import type { AttemptState } from '#sync/schema/attempt.ts';

/** A student's own. Unix milliseconds, milliseconds. */
export type Times = { opensAt: number; closesAt: number; durationMs: number };
/** What they were told last; `off`: that it is theirs no more; null: nothing. */
export type ToldTimes = Times | 'off' | null;
export type SittingMailKind = 'added' | 'moved' | 'off';

/** Of the student's newest attempt. */
export interface Rostered {
	state: AttemptState;
	times: Times;
	told: ToldTimes;
}
export interface Telling {
	tellAdded: boolean;
	/** When the sitting was changed last. */
	changedAt: number;
}

/** Whoever corrects a time again a moment later has it told once. */
const QUIET_MS = 2 * 60_000;

const isSame = (one: Times, other: Times): boolean =>
	one.opensAt === other.opensAt &&
	one.closesAt === other.closesAt &&
	one.durationMs === other.durationMs;

/** null: they know all of it, or it is over for them, or they are writing. Who was told hears of changes, whatever is chosen since. */
export function sittingMailOf(
	{ state, times, told }: Rostered,
	tellAdded: boolean,
	now: number
): SittingMailKind | null {
	if (state === 'withdrawn')
		return told !== null && told !== 'off' && told.closesAt > now ? 'off' : null;
	if ((state !== 'assigned' && state !== 'ready') || times.closesAt <= now) return null;
	if (told === null) return tellAdded ? 'added' : null;
	// What they were told last would be wrong.
	if (told === 'off') return 'added';
	return isSame(told, times) ? null : 'moved';
}

/** `nextAt`: when to look again; null: not before something is changed. */
export function sittingMails<T extends Rostered>(
	roster: readonly T[],
	{ tellAdded, changedAt }: Telling,
	now: number
): { owed: { to: T; kind: SittingMailKind }[]; nextAt: number | null } {
	const all = roster.flatMap((to) => {
		const kind = sittingMailOf(to, tellAdded, now);
		return kind ? [{ to, kind }] : [];
	});
	const quietUntil = changedAt + QUIET_MS;
	if (quietUntil <= now) return { owed: all, nextAt: null };
	const owed = all.filter(({ kind }) => kind !== 'moved');
	return { owed, nextAt: owed.length < all.length ? quietUntil : null };
}

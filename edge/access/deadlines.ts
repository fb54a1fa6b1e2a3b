/** What is over by itself: attempts that nobody ever began, then the sitting. Pure; `lastWordAt` as in own-terms.ts. */
import type { AttemptState } from '#sync/schema/attempt.ts';

export type Standing = { id: string; state: AttemptState; lastWordAt: number };

const isNeverBegun = ({ state }: Standing): boolean => state === 'assigned' || state === 'ready';

/** Those whose own window is over, with all the time in which work begun without a network may still arrive. */
export const expiredOf = (attempts: readonly Standing[], now: number): string[] =>
	attempts.filter((each) => isNeverBegun(each) && now > each.lastWordAt).map(({ id }) => id);

/** After the last word of the last attempt; `planned`: of a sitting that has none. */
export const locksAt = (attempts: readonly Standing[], planned: number): number =>
	attempts.reduce((latest, { lastWordAt }) => Math.max(latest, lastWordAt), planned);

/** When to look at this sitting next; null: never again, unless something about it changes. */
export function nextLookAt(
	attempts: readonly Standing[],
	sitting: { planned: number; locked: boolean },
	now: number
): number | null {
	const ahead = [
		...attempts.filter(isNeverBegun).map(({ lastWordAt }) => lastWordAt),
		...(sitting.locked ? [] : [locksAt(attempts, sitting.planned)])
	].map((at) => Math.max(at + 1, now));
	return ahead.length === 0 ? null : Math.min(...ahead);
}

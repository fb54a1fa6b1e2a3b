/**
 * Breaks that stop the clock (SPEC K…), out of the log and the allowance of the ticket alone. A break is measured in the log's own time `t`,
 * which no reload and no clock that is set makes longer than the allowance.
 */
import type { Entry } from './schema/entry.ts';

export type BreakState = {
	/** All breaks together. */
	allowedMs: number;
	/** By those that are over. */
	usedMs: number;
	/** `t` at which the one that lasts began; null: none does. */
	since: number | null;
};

/** null: the ticket allows none. */
export function newBreaks(allowedMs: number | undefined): BreakState | null {
	return allowedMs ? { allowedMs, usedMs: 0, since: null } : null;
}

/** How long breaks have lasted until `t`, the one that lasts included, and never longer than allowed. */
export function breaksUsedMs({ allowedMs, usedMs, since }: BreakState, t: number): number {
	const lasting = since === null ? 0 : Math.max(0, t - since);
	return Math.min(allowedMs, usedMs + lasting);
}

export const breaksLeftMs = (state: BreakState, t: number): number =>
	state.allowedMs - breaksUsedMs(state, t);

/** One that has used up the allowance is over, whether that was written or not. */
export const isOnBreak = (state: BreakState, t: number): boolean =>
	state.since !== null && breaksLeftMs(state, t) > 0;

/** `wrong`: the entry may not stand here. null: there is no allowance, and nothing to follow. */
export function followBreaks(state: BreakState | null, entry: Entry): BreakState | null | 'wrong' {
	if (entry.kind === 'break' && entry.data.action === 'begin') {
		if (!state || isOnBreak(state, entry.t) || breaksLeftMs(state, entry.t) <= 0) return 'wrong';
		return { ...state, usedMs: breaksUsedMs(state, entry.t), since: entry.t };
	}
	if (entry.kind === 'break') return state && state.since !== null ? over(state, entry.t) : 'wrong';
	if (!state || state.since === null) return state;
	if (entry.kind === 'submit') return over(state, entry.t);
	if (entry.kind !== 'response') return state;
	return isOnBreak(state, entry.t) ? 'wrong' : over(state, entry.t);
}

const over = (state: BreakState, t: number): BreakState => ({
	...state,
	usedMs: breaksUsedMs(state, t),
	since: null
});

/** Of entries that were admitted: what they say of breaks. */
export function breaksOf(
	entries: readonly Entry[],
	allowedMs: number | undefined
): BreakState | null {
	let state = newBreaks(allowedMs);
	for (const entry of entries) {
		const next = followBreaks(state, entry);
		if (next !== 'wrong') state = next;
	}
	return state;
}

/** A staggered beginning as a form has it. Pure. */
import type { Stagger } from '#sync/schema/stagger.ts';

export interface StaggerChoice {
	kind: 'none' | Stagger['kind'];
	minutes: number | null;
}

const MINUTE_MS = 60_000;

/** `no_groups`: one after the other, but there are none. */
export function readStagger(
	{ kind, minutes }: StaggerChoice,
	groups: readonly string[]
): Stagger | null | 'no_groups' | 'no_minutes' {
	if (kind === 'none') return null;
	if (minutes === null) return 'no_minutes';
	if (kind === 'spread') return { kind, overMs: minutes * MINUTE_MS };
	return groups.length === 0
		? 'no_groups'
		: { kind, everyMs: minutes * MINUTE_MS, groups: [...groups] };
}

export function choiceOf(stagger: Stagger | null): StaggerChoice {
	if (!stagger) return { kind: 'none', minutes: 10 };
	const ms = stagger.kind === 'spread' ? stagger.overMs : stagger.everyMs;
	return { kind: stagger.kind, minutes: ms / MINUTE_MS };
}

/** When somebody of a staggered sitting begins. Pure: the same person gets the same place whatever else is changed. */
import { utf8 } from './bytes.ts';
import { sha256 } from './hash.ts';
import type { Stagger } from './schema/stagger.ts';

type Window = { opensAt: number; closesAt: number; durationMs: number };

/** null: with the sitting. Never later than leaves the whole duration, never before the sitting opens. */
export function ownStart(
	stagger: Stagger | null,
	who: { seed: string; group: string | null },
	{ opensAt, closesAt, durationMs }: Window
): number | null {
	if (!stagger) return null;
	const room = Math.max(0, closesAt - opensAt - durationMs);
	const after = Math.min(wanted(stagger, who), room);
	return after > 0 ? opensAt + after : null;
}

function wanted(stagger: Stagger, { seed, group }: { seed: string; group: string | null }): number {
	if (stagger.kind === 'spread') return Math.floor((share(seed) * stagger.overMs) / 1000) * 1000;
	if (group === null) return 0;
	const at = stagger.groups.indexOf(group);
	// A group that was named later comes last.
	return (at < 0 ? stagger.groups.length : at) * stagger.everyMs;
}

/** From 0 to 1, and nothing that somebody could choose. */
function share(seed: string): number {
	const bytes = sha256(utf8(`stagger\0${seed}`));
	return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) / 2 ** 32;
}

/** What can be chosen of a held attempt, and what a choice means. Pure. */
import type { Stand } from '#sync/schema/decision.ts';
import type { Cut, HeldCase, SeenSession } from '#sync/schema/held.ts';

export type Choice =
	/** Of a fork, the log that the edge had first. */
	{ kind: 'all' } | { kind: 'cut'; cut: Cut } | { kind: 'own' };

export const nameOf = (choice: Choice): string =>
	choice.kind === 'cut'
		? `${choice.cut.kind} ${choice.cut.session} ${choice.cut.stands.map(({ upTo, branch }) => `${upTo}${branch ?? ''}`).join(' ')}`
		: choice.kind;

/** The first is what is chosen at first. Two cuts that come to the same are one. */
export function choicesOf({ cuts, sessions }: HeldCase): Choice[] {
	if (sessions.length === 0) return [];
	const seen = new Set<string>();
	const different = cuts.filter(({ stands }) => {
		const same = JSON.stringify(stands);
		return seen.has(same) ? false : seen.add(same);
	});
	return [
		...different.map((cut): Choice => ({ kind: 'cut', cut })),
		{ kind: 'all' },
		{ kind: 'own' }
	];
}

export const hasTwoVersions = ({ sessions }: HeldCase): boolean =>
	sessions.some(({ branches }) => branches.length > 0);

/** `own`: how many entries of each session count. */
export function standsOf(
	choice: Choice,
	{ sessions }: HeldCase,
	own: Readonly<Record<string, number>>
): Stand[] {
	if (choice.kind === 'cut') return choice.cut.stands;
	return sessions.map(({ session, entries }) => {
		const counts = choice.kind === 'own' ? (own[session] ?? entries) : entries;
		return { session, upTo: Math.min(Math.max(0, Math.trunc(counts) || 0), entries) - 1 };
	});
}

/** All of it: that is `accept`, and no part. */
export const isWhole = (stands: readonly Stand[], held: HeldCase): boolean =>
	!hasTwoVersions(held) &&
	held.sessions.every(({ session, entries }) =>
		stands.some((stand) => stand.session === session && stand.upTo === entries - 1)
	);

/** What a decision is about: nothing that came after it was shown. */
export const seenOf = ({ sessions }: Pick<HeldCase, 'sessions'>): SeenSession[] =>
	sessions.map(({ session, entries, branches }) => ({
		session,
		entries,
		branches: branches.map(({ branch }) => branch)
	}));

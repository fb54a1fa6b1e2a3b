/** The headline of a record that was given: the worst of what was found, in one sentence. */
import { standingOf } from '#app/claims/claims.ts';
import { m } from '#app/i18n/generated/messages.js';
import type { Tone } from '#app/ui/tone.ts';
import type { Verdict } from '#sync/verify/verdict.ts';

export type Said = { tone: Tone; text: string };

export function recordSaid(verdict: Verdict, entries: number): Said {
	const standing = standingOf(verdict, entries);
	switch (standing.kind) {
		case 'nothing':
			return { tone: 'warn', text: m.record_nothing() };
		case 'erased':
			return { tone: 'warn', text: m.record_erased() };
		case 'broken':
			return { tone: 'danger', text: m.record_broken({ n: standing.entry }) };
		case 'unbroken':
			if (standing.failed > 0) return { tone: 'danger', text: m.verify_fails() };
			// With keys from the file itself anybody can make a record that holds.
			return isSignerKnown(verdict)
				? { tone: 'good', text: m.record_unbroken() }
				: { tone: 'warn', text: m.verify_signer_open() };
	}
}

const isSignerKnown = ({ claims }: Verdict): boolean =>
	claims.some(({ id, status }) => id === 'edge_keys' && status === 'pass');

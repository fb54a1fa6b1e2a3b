/** Whether the face is still like the one at the start. A likeness, and nothing about whose it is. */
import type { IdentityReading } from '#models/identity/index.ts';
import type { Rule, RuleDeps } from './rule.ts';

export function createIdentityRule({ thresholds, sampled }: RuleDeps): Rule<IdentityReading> {
	const changed = sampled('identity_changed');
	const { likeFrom, unlikeBelow } = thresholds;
	let isUnlike = false;

	return (t, { similarity }) => {
		// Nobody there, or turned away: neither for nor against.
		if (similarity === null) return changed.pass(t);
		isUnlike = similarity < (isUnlike ? likeFrom : unlikeBelow);
		if (!isUnlike) return changed.fails(t);
		// Half way to what a stranger measures is as sure as it gets.
		const below = Math.max(0, likeFrom - similarity) / likeFrom;
		return changed.holds(t, {
			peak: 1 - similarity,
			confidence: Math.min(1, 0.5 + below)
		});
	};
}

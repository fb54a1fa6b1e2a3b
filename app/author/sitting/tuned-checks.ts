/** What of a policy a teacher tunes check by check. Pure. */
import { checkParts, partOf, type CheckPart } from '#sync/check-parts.ts';
import { momentChecks } from '#sync/checks.ts';
import type { Check } from '#sync/schema/observation.ts';
import { analyses, switchable, type Analysis, type Policy } from '#sync/schema/policy.ts';
import type { SwitchableCheck } from '#sync/schema/policy.ts';
import { isWatched } from '#sync/watched-checks.ts';

export interface TunedCheck {
	check: SwitchableCheck;
	on: boolean;
	/** Has a length, and so a shortest one that is noted. */
	lasts: boolean;
	/** Seconds; null: as usual. */
	seconds: number | null;
}

/** Those that the chosen sensors and analyses can do at all, switched off or not. */
export function tunedChecks(policy: Policy): { part: CheckPart; checks: TunedCheck[] }[] {
	const possible = { ...policy, without: [] };
	const isMoment = (check: Check) => (momentChecks as readonly Check[]).includes(check);
	const all = switchable.options
		.filter((check) => isWatched(possible, null, check))
		.map((check) => ({
			check,
			on: isWatched(policy, null, check),
			lasts: !isMoment(check),
			seconds: policy.minimumMs[check] === undefined ? null : policy.minimumMs[check] / 1000
		}));
	return checkParts
		.map((part) => ({ part, checks: all.filter(({ check }) => partOf(check) === part) }))
		.filter(({ checks }) => checks.length > 0);
}

/** In the order of the list, so that the same choice is the same policy. */
export function withCheck(policy: Policy, check: SwitchableCheck, on: boolean): Policy {
	const off = new Set(policy.without ?? []);
	if (on) off.delete(check);
	else off.add(check);
	return { ...policy, without: switchable.options.filter((each) => off.has(each)) };
}

export function withAnalysis(policy: Policy, analysis: Analysis, on: boolean): Policy {
	const chosen = new Set(policy.analyses ?? []);
	if (on) chosen.add(analysis);
	else chosen.delete(analysis);
	return { ...policy, analyses: analyses.filter((each) => chosen.has(each)) };
}

export function withSeconds(policy: Policy, check: Check, seconds: number | null): Policy {
	const { [check]: _before, ...others } = policy.minimumMs;
	const minimumMs = seconds === null ? others : { ...others, [check]: Math.round(seconds * 1000) };
	return { ...policy, minimumMs };
}

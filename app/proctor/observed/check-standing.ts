/** Each check as it stands for one student: on, or off and by whose decision. Pure. */
import { checkParts, partOf, type CheckPart } from '#sync/check-parts.ts';
import type { TicketAccommodation } from '#sync/schema/accommodation.ts';
import { checks, type Check } from '#sync/schema/observation.ts';
import type { Policy } from '#sync/schema/policy.ts';
import { isWatched } from '#sync/watched-checks.ts';

export type Standing = 'on' | 'exam' | 'institution' | 'sitting';
export interface StandingCheck {
	check: Check;
	standing: Standing;
}

type Watched = Pick<Policy, 'camera' | 'microphone' | 'fullscreen' | 'analyses' | 'without'>;
type Granted = Pick<TicketAccommodation, 'off' | 'reader' | 'by'>;

/** By part, in their order. */
export function standings(
	policy: Watched,
	granted: Granted | undefined
): { part: CheckPart; checks: StandingCheck[] }[] {
	const all = checks.map((check) => ({ check, standing: standingOf(policy, granted, check) }));
	return checkParts.map((part) => ({
		part,
		checks: all.filter(({ check }) => partOf(check) === part)
	}));
}

function standingOf(policy: Watched, granted: Granted | undefined, check: Check): Standing {
	if (isWatched(policy, granted, check)) return 'on';
	if (!granted) return 'exam';
	// As it would be without any grant, then with each alone: the ticket's policy has the sensors off already.
	const { off, reader, by } = granted;
	const names = [...off, ...(reader ? (['reader'] as const) : [])];
	const restored = {
		...policy,
		camera: policy.camera || off.includes('camera'),
		microphone: policy.microphone || off.includes('microphone')
	};
	if (!isWatched(restored, null, check)) return 'exam';
	const cause = names.find(
		(name) =>
			!isWatched(
				restored,
				{ off: off.filter((each) => each === name), reader: name === 'reader' },
				check
			)
	);
	return (cause && by?.[cause]) ?? 'institution';
}

/** What was granted to a student, applied to one sitting of theirs. Pure. */
import type {
	AppliedAccommodation,
	Granted,
	GrantedBy,
	GrantedFrom,
	SwitchedOff
} from '#sync/schema/accommodation.ts';
import { switchedOff } from '#sync/schema/accommodation.ts';
import type { Arranged } from '#sync/schema/arrangement.ts';
import type { Policy } from '#sync/schema/policy.ts';

const MINUTE_MS = 60_000;

/** As it is for everybody who was granted nothing; where the attempt has a window of its own, that one. */
export type Plan = {
	opensAt: number;
	closesAt: number;
	/** Somebody set these by hand for this student and this sitting: what was granted in general does not move them, as it does a staggered start. */
	ownOpening: boolean;
	ownClosing: boolean;
	durationMs: number;
	/** Added to this one attempt by hand. */
	extraMs: number;
	policy: Policy;
};
export type Accommodated = {
	opensAt: number;
	closesAt: number;
	durationMs: number;
	policy: Policy;
	/** null: nothing was granted. */
	accommodation: AppliedAccommodation | null;
	from: GrantedFrom;
};

/** Several may be in force at once: of each kind the most generous one holds, so that nothing is counted twice. */
export function combine(grants: readonly Granted[]): Granted | null {
	if (grants.length === 0) return null;
	const most = (of: (one: Granted) => number) => Math.max(...grants.map(of));
	const any = (of: (one: Granted) => boolean) => grants.some(of);
	const opens = grants.map(({ opensMinutes }) => opensMinutes);
	return {
		timeMultiplier: most(({ timeMultiplier }) => timeMultiplier),
		extraMinutes: most(({ extraMinutes }) => extraMinutes),
		breakMinutes: most(({ breakMinutes }) => breakMinutes),
		// 0 says nothing about the opening; of two that do, the earlier one.
		opensMinutes: opens.reduce((one, other) =>
			one === 0 ? other : other === 0 ? one : Math.min(one, other)
		),
		closesMinutes: most(({ closesMinutes }) => closesMinutes),
		noCamera: any(({ noCamera }) => noCamera),
		noMicrophone: any(({ noMicrophone }) => noMicrophone),
		largerText: any(({ largerText }) => largerText),
		reader: any(({ reader }) => reader),
		noGaze: any(({ noGaze }) => noGaze),
		secondPerson: any(({ secondPerson }) => secondPerson)
	};
}

/**
 * `grants`: of the institution, for every sitting; `here`: of this one's teachers, for it alone; `arranged`: what a student had asked them
 * for. Of each kind the most generous holds.
 */
export function accommodate(
	plan: Plan,
	grants: readonly Granted[],
	arranged: readonly Arranged[] = [],
	here: readonly Granted[] = []
): Accommodated {
	const all = combine([...grants, ...here]);
	const own = timesOf(plan, all);
	const { opensAt, closesAt, durationMs } = own;
	const times = { opensAt, closesAt, durationMs };
	const by = {
		...decided([...arranged, ...here], 'sitting'),
		...decided(grants, 'institution')
	};
	const { reader, ...switches } = by;
	if (!all && Object.keys(by).length === 0)
		return { ...times, policy: plan.policy, accommodation: null, from: {} };
	return {
		...times,
		policy: without(plan.policy, by),
		accommodation: {
			breaksMs: own.breaksMs,
			largerText: own.largerText,
			reader: reader !== undefined,
			off: offOrder.filter((each) => switches[each] !== undefined),
			...(Object.keys(by).length > 0 && { by }),
			addedMs: own.addedMs,
			ownWindow: own.ownWindow
		},
		from: fromOf(plan, own, timesOf(plan, combine(grants)))
	};
}

/**
 * The closing moves by all that was added: whoever has more time may begin as late as everybody else and still use all of it. Without
 * that, extra time would be none for those who begin near the end. Breaks move it when they are taken (K3), not before.
 */
function timesOf(plan: Plan, all: Granted | null) {
	const durationMs = (all ? longer(plan.durationMs, all) : plan.durationMs) + plan.extraMs;
	const addedMs = durationMs - plan.durationMs;
	const opensAt = plan.opensAt + (plan.ownOpening ? 0 : (all?.opensMinutes ?? 0) * MINUTE_MS);
	const later = plan.ownClosing ? 0 : (all?.closesMinutes ?? 0) * MINUTE_MS;
	const needed = plan.closesAt + addedMs;
	// Whoever may only begin later has at least the time that the exam takes.
	const least = opensAt > plan.opensAt ? opensAt + durationMs : 0;
	const closesAt = Math.max(needed + later, least);
	return {
		opensAt,
		closesAt,
		durationMs,
		addedMs,
		beyondMs: closesAt - needed,
		breaksMs: (all?.breakMinutes ?? 0) * MINUTE_MS,
		largerText: all?.largerText ?? false,
		ownWindow: opensAt !== plan.opensAt || closesAt !== needed
	};
}
type Times = ReturnType<typeof timesOf>;

/** What the institution's alone would give as well is the institution's. */
function fromOf(plan: Plan, all: Times, alone: Times): GrantedFrom {
	const whose = (same: boolean): GrantedBy => (same ? 'institution' : 'sitting');
	const sameWindow = all.opensAt === alone.opensAt && all.beyondMs === alone.beyondMs;
	return {
		// What was added to this attempt by hand is neither's.
		...(all.addedMs > plan.extraMs && { time: whose(all.addedMs === alone.addedMs) }),
		...(all.breaksMs > 0 && { breaks: whose(all.breaksMs === alone.breaksMs) }),
		...(all.ownWindow && { window: whose(sameWindow) }),
		...(all.largerText && { text: whose(alone.largerText) })
	};
}

type Decided = NonNullable<AppliedAccommodation['by']>;
const offOrder: readonly SwitchedOff[] = switchedOff.options;

/** What any of these switches off, and that somebody reads aloud. */
function decided(grants: readonly Partial<Granted & Arranged>[], by: GrantedBy): Decided {
	const any = (of: (one: Partial<Granted & Arranged>) => boolean | undefined) =>
		grants.some((one) => of(one) === true);
	return {
		...(any(({ noCamera }) => noCamera) && { camera: by }),
		...(any(({ noMicrophone }) => noMicrophone) && { microphone: by }),
		...(any(({ noGaze }) => noGaze) && { gaze: by }),
		...(any(({ secondPerson }) => secondPerson) && { company: by }),
		...(any(({ noPictures }) => noPictures) && { pictures: by }),
		...(any(({ reader }) => reader) && { reader: by })
	};
}

/** What is off is off before it starts: the ticket's policy says so, and nothing is asked for or fetched. */
export function without(policy: Policy, off: Decided): Policy {
	const camera = policy.camera && !off.camera;
	return {
		...policy,
		camera,
		microphone: policy.microphone && !off.microphone,
		stills: camera && !off.pictures ? policy.stills : 'never'
	};
}

/** Rounded up to a minute, the product first to a millisecond: 1.1 times an hour is 66 minutes and no binary crumb more. */
function longer(durationMs: number, { timeMultiplier, extraMinutes }: Granted): number {
	if (timeMultiplier === 1 && extraMinutes === 0) return durationMs;
	const exact = Math.round(durationMs * timeMultiplier) + extraMinutes * MINUTE_MS;
	return Math.ceil(exact / MINUTE_MS) * MINUTE_MS;
}

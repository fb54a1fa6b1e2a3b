/** What a teacher chooses from before anything is tuned. Pure. */
import { canonicalText } from './canonical.ts';
import { defaultPolicy } from './schema/policy.ts';
import type { Policy } from './schema/policy.ts';

export const presetNames = ['open_book', 'quiet', 'supervised', 'strict'] as const;
export type PresetName = (typeof presetNames)[number];

const HOUR_MS = 3_600_000;
const QUARTER_MS = 15 * 60_000;

export const policyPresets: Readonly<Record<PresetName, Policy>> = {
	/** Anything may be looked up: other pages are no news until somebody is away for long. */
	open_book: {
		...defaultPolicy,
		camera: false,
		microphone: false,
		analyses: [],
		without: ['window_small', 'second_screen', 'copy', 'cut', 'print', 'context_menu'],
		minimumMs: { page_hidden: QUARTER_MS, focus_lost: QUARTER_MS },
		lateSync: 'accept'
	},
	/** No sensor: what the page itself notices. */
	quiet: { ...defaultPolicy, camera: false, microphone: false, analyses: [] },
	/** The defaults of a sitting: faces, voice, and where the head points. */
	supervised: { ...defaultPolicy, stills: 'on_flag' },
	strict: {
		...defaultPolicy,
		fullscreen: true,
		analyses: ['head', 'eyes'],
		minimumMs: {
			face_absent: 2_000,
			face_multiple: 1_500,
			camera_blocked: 2_000,
			head_away: 3_000,
			speech: 1_000
		},
		graceMs: 24 * HOUR_MS,
		stills: 'on_flag'
	}
};

/** null: it was tuned to something of its own. */
export function presetOf(policy: Policy): PresetName | null {
	const said = spelledOut(policy);
	return presetNames.find((name) => spelledOut(policyPresets[name]) === said) ?? null;
}

/** The same whether an empty list is said or left out, and whatever the order of what is chosen. */
const spelledOut = ({ analyses = [], without = [], ...rest }: Policy): string =>
	canonicalText({ ...rest, analyses: analyses.toSorted(), without: without.toSorted() });

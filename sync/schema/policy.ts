/** A sitting's policy: what is watched, how long something must last before it is recorded, and what happens to late work. */
import * as z from 'zod';
import { check } from './observation.ts';
import { milliseconds } from './text.ts';

/**
 * What may be analysed beside faces (which come with the camera) and voice (with the microphone). `head`: where the head points;
 * `eyes`: where the eyes do; `identity`: that it is still the same person; `things`: a telephone or a book; `speaker`: whose
 * voice; `arousal`: how much this differs from the student's own beginning, for the student and for research; `screen`: the
 * student shares the screen.
 */
export const analyses = [
	'head',
	'eyes',
	'identity',
	'things',
	'speaker',
	'arousal',
	'screen'
] as const;
export const analysis = z.enum(analyses);
export type Analysis = z.infer<typeof analysis>;

/** What happens to the record itself is always told. */
export const switchable = check.exclude(['storage_failing', 'storage_damaged']);
export type SwitchableCheck = z.infer<typeof switchable>;

const isSet = (list: readonly string[]) => new Set(list).size === list.length;

export const policy = z.strictObject({
	camera: z.boolean(),
	microphone: z.boolean(),
	fullscreen: z.boolean(),
	/**
	 * Absent: none, as in every policy of before, whose notice named none. No default here, nor for `without`: it would change the
	 * bytes that a ticket's policy is hashed by (SPEC E9).
	 */
	analyses: z.array(analysis).max(analyses.length).refine(isSet).optional(),
	/** Checks that are switched off one by one; absent: none. */
	without: z.array(switchable).max(switchable.options.length).refine(isSet).optional(),
	/** Minimum time a check must hold before it is an observation; absent: the default of `judge`. */
	minimumMs: z.partialRecord(check, milliseconds),
	lateSync: z.enum(['hold', 'accept', 'reject']),
	/** How long after the deadline work sealed in time is still taken in. */
	graceMs: milliseconds,
	/** Which pictures leave the device. */
	stills: z.enum(['never', 'on_flag']),
	retentionDays: z.int().min(1).max(3650)
});
export type Policy = z.infer<typeof policy>;

/** As somebody chooses it: without what is named and not offered (`notOffered` of `sync/watched-checks.ts`). */
export const chosenPolicy = policy.refine(
	({ analyses: chosen }) => chosen?.includes('things') !== true,
	{
		path: ['analyses'],
		message: 'Looking for telephones and books is not offered: it does not find them well enough.'
	}
);

export const defaultPolicy = {
	camera: true,
	microphone: true,
	fullscreen: false,
	analyses: ['head'],
	without: [],
	minimumMs: {},
	lateSync: 'hold',
	graceMs: 72 * 3_600_000,
	stills: 'never',
	retentionDays: 90
} satisfies Policy as Policy;

/** A sitting's policy: what is watched, how long something must last before it is recorded, and what happens to late work. */
import * as z from 'zod';
import { check } from './observation.ts';
import { milliseconds } from './text.ts';

export const policy = z.strictObject({
	camera: z.boolean(),
	microphone: z.boolean(),
	fullscreen: z.boolean(),
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

export const defaultPolicy: Policy = {
	camera: true,
	microphone: true,
	fullscreen: false,
	minimumMs: {},
	lateSync: 'hold',
	graceMs: 72 * 3_600_000,
	stills: 'never',
	retentionDays: 90
};

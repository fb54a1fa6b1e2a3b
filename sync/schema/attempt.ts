/** States of an attempt and of its sync, as the console shows them. */
import * as z from 'zod';

export const attemptState = z.enum([
	'assigned',
	'ready',
	'in_progress',
	'paused',
	'submitted',
	'held',
	'accepted',
	'released',
	'expired',
	'withdrawn',
	'voided'
]);
export type AttemptState = z.infer<typeof attemptState>;

export const syncState = z.enum(['local_only', 'syncing', 'synced', 'held_late', 'forked']);
export type SyncState = z.infer<typeof syncState>;

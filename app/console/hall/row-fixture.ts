import type { AttemptRow } from '#sync/schema/hall.ts';

/** A student who is sitting and in contact at edge time 0; for tests. */
export const attemptRowFixture = (changes: Partial<AttemptRow> = {}): AttemptRow => ({
	attempt: '00000000-0000-4000-8000-000000000001',
	studentName: 'Ana Duarte',
	state: 'in_progress',
	sync: 'synced',
	connected: true,
	lastContactAt: 0,
	entries: 10,
	responses: 2,
	observations: 0,
	newest: null,
	waitingForDatabase: 0,
	...changes
});

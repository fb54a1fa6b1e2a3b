/**
 * Guessing a start code is hopeless (50 bits behind Argon2id), but a person who mistypes should be slowed down before they
 * despair, and the count outlives a reload. A try is written down before it is made.
 */
import type { DeviceStore } from '../device/device-store.ts';

type Counters = Pick<DeviceStore, 'counter' | 'putCounter'>;

const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 10 * 60_000;

export function waitAfter(failures: number): number {
	if (failures < FREE_TRIES) return 0;
	return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_TRIES));
}

const nameOf = (attempt: string) => `start-code ${attempt}`;

/** Counts the try. `until`: no, not before then. */
export async function takeTry(
	attempt: string,
	store: Counters,
	now: number
): Promise<{ ok: true } | { ok: false; until: number }> {
	const { count, until } = await store.counter(nameOf(attempt));
	// A clock set back must not lock anybody out for long.
	if (now < until && until - now <= LONGEST_WAIT_MS) return { ok: false, until };
	const failures = count + 1;
	await store.putCounter(nameOf(attempt), { count: failures, until: now + waitAfter(failures) });
	return { ok: true };
}

/** When the next try may be made; in the past: now. */
export async function nextTryAt(attempt: string, store: Counters): Promise<number> {
	return (await store.counter(nameOf(attempt))).until;
}

export async function clearTries(attempt: string, store: Counters): Promise<void> {
	await store.putCounter(nameOf(attempt), { count: 0, until: 0 });
}

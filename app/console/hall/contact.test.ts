import { expect, test } from 'vitest';
import { contactOf, NO_CONTACT_MS } from './contact.ts';

const sitting = { state: 'in_progress', connected: true, lastContactAt: 100_000 } as const;

test('a sitting student heard within one heartbeat is in contact now', () => {
	expect(contactOf(sitting, 114_999)).toEqual({ kind: 'now' });
});

test('a closed socket is quiet at once, and no contact only after three missed heartbeats', () => {
	const closed = { ...sitting, connected: false };
	expect(contactOf(closed, 101_000)).toEqual({ kind: 'quiet', forMs: 1000 });
	expect(contactOf(closed, 144_999)).toEqual({ kind: 'quiet', forMs: 44_999 });
	expect(contactOf(closed, 145_000)).toEqual({ kind: 'none', forMs: NO_CONTACT_MS });
});

test('an open socket that says nothing for three heartbeats is no contact too', () => {
	expect(contactOf(sitting, 145_000).kind).toBe('none');
});

test('silence after the hand-in or before the start is not a loss of contact', () => {
	expect(contactOf({ ...sitting, state: 'submitted' }, 999_000).kind).toBe('past');
	expect(contactOf({ ...sitting, state: 'ready' }, 999_000).kind).toBe('past');
});

test('a device never heard has no last contact', () => {
	expect(contactOf({ ...sitting, lastContactAt: null }, 5).kind).toBe('never');
});

test('a row slightly ahead of the console clock is in contact, not in the past of the future', () => {
	expect(contactOf(sitting, 99_000)).toEqual({ kind: 'now' });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Contact } from './contact.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what was asked and is not answered says that there is no contact, until something is heard', () => {
	const contact = new Contact();
	contact.heard();
	contact.asked();
	vi.advanceTimersByTime(4_000);
	// Somebody who goes on typing asks again: it does not begin anew.
	contact.asked();
	expect(contact.standing).toBe('live');
	vi.advanceTimersByTime(4_000);
	expect(contact.standing).toBe('offline');
	contact.heard();
	expect(contact.standing).toBe('live');
});

test('answered in time, or back soon after it broke, it was never away', () => {
	const contact = new Contact();
	contact.heard();
	for (const lost of [() => contact.asked(), () => contact.left()]) {
		lost();
		vi.advanceTimersByTime(2_000);
		contact.heard();
		vi.advanceTimersByTime(60_000);
		expect(contact.standing).toBe('live');
	}
});

test('when the browser says that the network is gone, nothing is waited for', () => {
	const contact = new Contact();
	contact.heard();
	contact.cut();
	expect(contact.standing).toBe('offline');
});

test('ended, it says nothing more', () => {
	const contact = new Contact();
	contact.heard();
	contact.left();
	contact.asked();
	contact.end();
	vi.advanceTimersByTime(60_000);
	expect(contact.standing).toBe('live');
});

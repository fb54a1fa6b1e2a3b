import { expect, test } from 'vitest';
import { checksOf, type CheckName } from './checks.ts';
import type { Facts } from './facts.ts';

const good: Facts = {
	prepared: { state: 'ready', missing: [], done: 10, total: 10 },
	contact: 'there',
	clock: { offsetMs: 40, roundTripMs: 20 },
	storage: { writable: true, persisted: true, freeBytes: 5e9 },
	camera: 'working',
	microphone: 'working',
	battery: { level: 0.8, charging: false },
	otherTab: false
};

const verdict = (name: CheckName, change: Partial<Facts>) =>
	checksOf({ ...good, ...change }, (parts) => parts.join()).find((check) => check.name === name)
		?.verdict;

test('all in order: every check passes', () => {
	expect(new Set(checksOf(good, String).map((check) => check.verdict))).toEqual(new Set(['pass']));
});

test('only the exam itself, a place to write and a second tab stop a start', () => {
	const missing = (part: 'form' | 'ticket' | 'shell' | 'models') => ({
		prepared: { state: 'missing' as const, missing: [part], done: 0, total: 10 }
	});
	expect(verdict('form', missing('form'))).toBe('fail');
	expect(verdict('form', missing('ticket'))).toBe('fail');
	expect(verdict('form', missing('shell'))).toBe('warn');
	expect(verdict('models', missing('models'))).toBe('warn');
	const closed = { writable: false, persisted: null, freeBytes: null };
	expect(verdict('storage', { storage: closed })).toBe('fail');
	expect(verdict('tab', { otherTab: true })).toBe('fail');
});

test.each(['permission_denied', 'device_missing', 'device_in_use', 'not_supported'] as const)(
	'a camera or microphone with %s is a warning, never a lock',
	(reason) => {
		expect(verdict('camera', { camera: reason })).toBe('warn');
		expect(verdict('microphone', { microphone: reason })).toBe('warn');
	}
);

test('a clock a minute off, an unknown clock and an unknown battery are warnings', () => {
	expect(verdict('clock', { clock: { offsetMs: -60_000, roundTripMs: 20 } })).toBe('warn');
	expect(verdict('clock', { contact: 'none', clock: null })).toBe('warn');
	expect(verdict('clock', { clock: { offsetMs: 5500, roundTripMs: 2000 } })).toBe('pass');
	expect(verdict('battery', { battery: 'unknown' })).toBe('warn');
	expect(verdict('battery', { battery: { level: 0.1, charging: true } })).toBe('pass');
});

test('without camera and microphone in the policy nothing is said about analysis', () => {
	const unused = { camera: 'unused', microphone: 'unused' } as const;
	expect(verdict('models', unused)).toBeUndefined();
	expect(verdict('camera', unused)).toBe('pass');
});

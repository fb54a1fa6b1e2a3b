import { expect, test } from 'vitest';
import { defaultPolicy } from '#sync/schema/policy.ts';
import { stillsKeptUntil } from './stills-keep.ts';

const DAY = 86_400_000;
const policy = { ...defaultPolicy, retentionDays: 30 };
const none = { largerText: false, reader: false, off: [] };

test('P7: stills are kept as many days as promised from the student’s own closing', () => {
	expect(stillsKeptUntil({ closesAt: 7, policy }, 0)).toBe(7 + 30 * DAY);
});

test('P7: breaks put the day off by all that they may take', () => {
	const accommodation = { ...none, breaksMs: 600_000 };
	expect(stillsKeptUntil({ closesAt: 7, policy, accommodation }, 0)).toBe(7 + 600_000 + 30 * DAY);
});

test('time that was given during the exam puts the day off as much', () => {
	expect(stillsKeptUntil({ closesAt: 7, policy }, 900_000)).toBe(7 + 900_000 + 30 * DAY);
});

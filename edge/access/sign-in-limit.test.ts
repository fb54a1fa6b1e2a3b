import { expect, test } from 'vitest';
import { waitSeconds } from './sign-in-limit.ts';

const NOW = 1_000_000;
const counts = (here: number, account = here, address = here, agoMs = 0) => {
	const count = (times: number) => ({ times, lastAt: times === 0 ? null : NOW - agoMs });
	return { here: count(here), account: count(account), address: count(address) };
};

test('from the fifth failure of one account at one address on, the wait doubles, up to a quarter of an hour', () => {
	expect([4, 5, 6, 7, 10, 15, 40].map((times) => waitSeconds(counts(times), NOW))).toEqual([
		0, 1, 2, 4, 32, 900, 900
	]);
});

test('what has been waited is not waited again', () => {
	expect(waitSeconds(counts(10, 10, 10, 20_000), NOW)).toBe(12);
	expect(waitSeconds(counts(10, 10, 10, 32_000), NOW)).toBe(0);
});

test('attack: failing in the name of a student elsewhere does not lock the student out', () => {
	expect(waitSeconds(counts(0, 150, 0), NOW)).toBe(0);
	expect(waitSeconds(counts(0, 200, 0), NOW)).toBe(30);
	expect(waitSeconds(counts(0, 5000, 0, 30_000), NOW)).toBe(0);
});

test('attack: one address that tries many accounts is stopped', () => {
	expect(waitSeconds(counts(1, 1, 100), NOW)).toBe(900);
});

test('one prankster behind a school’s address does not lock the class out', () => {
	expect(waitSeconds(counts(0, 0, 500), NOW)).toBe(0);
});

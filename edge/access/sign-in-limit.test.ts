import { expect, test } from 'vitest';
import { networkOf, togetherWith, waitSeconds } from './sign-in-limit.ts';

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

test('attack: many at once, none of them decided yet', () => {
	expect(waitSeconds(togetherWith(counts(2), counts(2)), NOW)).toBe(0);
	expect(waitSeconds(togetherWith(counts(2), counts(3)), NOW)).toBe(1);
	expect(waitSeconds(togetherWith(counts(0), counts(7)), NOW)).toBe(4);
});

test('a class that signs in at once behind one address stops nobody who once failed there', () => {
	expect(waitSeconds(togetherWith(counts(1), counts(0, 0, 300)), NOW)).toBe(0);
});

test('attack: one address after another of one’s own IPv6 network', () => {
	const network = '2001:db8:0:7::/64';
	expect(networkOf('2001:db8:0:7:1:2:3:4')).toBe(network);
	expect(networkOf('2001:0DB8:0000:0007::9')).toBe(network);
	expect(networkOf('2001:db8::7:1:2:3:4')).toBe(network);
	expect(networkOf('2001:db8:0:8::9')).not.toBe(network);
	expect(networkOf('::1')).toBe('0:0:0:0::/64');
	expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
	expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
	expect(networkOf(null)).toBe(null);
});

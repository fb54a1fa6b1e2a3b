import { expect, test } from 'vitest';
import { tooManyFailures } from './sign-in-limit.ts';

test('ten failures of one account at one address are enough', () => {
	expect(tooManyFailures({ here: 9, account: 9, address: 9 })).toBe(false);
	expect(tooManyFailures({ here: 10, account: 10, address: 10 })).toBe(true);
});

test('attack: failing in the name of a student elsewhere does not lock the student out', () => {
	expect(tooManyFailures({ here: 0, account: 150, address: 0 })).toBe(false);
	expect(tooManyFailures({ here: 0, account: 200, address: 0 })).toBe(true);
});

test('one address that tries many accounts is stopped', () => {
	expect(tooManyFailures({ here: 1, account: 1, address: 100 })).toBe(true);
});

test('one prankster behind a school’s address does not lock the class out', () => {
	expect(tooManyFailures({ here: 0, account: 0, address: 500 })).toBe(false);
});

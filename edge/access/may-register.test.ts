import { expect, test } from 'vitest';
import { mayRegister } from './may-register.ts';

test('by oneself only where the institution lets people, and with an address of its domains', () => {
	const open = { registration: 'open' as const, email_domains: ['School.test'] };
	expect(mayRegister(open, 'a@school.TEST')).toBe(true);
	expect(mayRegister({ ...open, email_domains: [] }, 'a@anywhere.test')).toBe(true);
	expect(mayRegister({ ...open, registration: 'invitation' }, 'a@school.test')).toBe(false);
});

test('attack: a domain that only ends, or begins, like an allowed one', () => {
	const open = { registration: 'open' as const, email_domains: ['school.test'] };
	for (const email of ['a@evilschool.test', 'a@school.test.evil', 'a@school.test@evil.test'])
		expect(mayRegister(open, email)).toBe(false);
});

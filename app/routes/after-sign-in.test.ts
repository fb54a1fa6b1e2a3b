import { expect, test } from 'vitest';
import { askedFor, signInFor } from './after-sign-in.ts';

const at = (address: string) => new URL(address, 'https://exams.example');

test.each([
	'/console/sittings/4e1b2c3d',
	'/console/attempts/4e1b2c3d#timeline',
	'/console/people?role=student&q=a%20b'
])('%s is where one lands after signing in, as it was asked for', (path) => {
	const signIn = signInFor(at(path));
	expect(signIn).toMatch(/^\/\?next=/);
	expect(askedFor(at(signIn))).toBe(path);
});

test('the start page needs no way back, and an address without one has none', () => {
	expect(signInFor(at('/'))).toBe('/');
	expect(askedFor(at('/'))).toBeNull();
	expect(askedFor(at('/?next=//elsewhere.example'))).toBeNull();
});

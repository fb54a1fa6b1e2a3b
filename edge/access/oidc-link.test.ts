import { expect, test } from 'vitest';
import { decideLink } from './oidc-link.ts';

const provider = { institution: 'i1' };
const account = {
	institution: 'i1',
	verified: true,
	locked: false,
	erased: false,
	linkedAtProvider: false
};
const says = { email: 'a@b.test', emailVerified: true };

test('who was linked before is signed in, whatever address the provider says now', () => {
	expect(decideLink(provider, account, null, { email: null, emailVerified: false })).toBe(
		'sign_in'
	);
});

test('the first time by address, where both sides have confirmed it', () => {
	expect(decideLink(provider, null, account, says)).toBe('link');
	expect(decideLink(provider, null, null, says)).toBe('refuse');
});

test('attack: an address the provider has not verified, or that was never confirmed here', () => {
	expect(decideLink(provider, null, account, { ...says, emailVerified: false })).toBe('refuse');
	expect(decideLink(provider, null, { ...account, verified: false }, says)).toBe('refuse');
});

test('attack: the provider of one institution opens no account of another, nor a locked or erased one', () => {
	for (const changed of [{ institution: 'i2' }, { locked: true }, { erased: true }]) {
		expect(decideLink(provider, null, { ...account, ...changed }, says)).toBe('refuse');
		expect(decideLink(provider, { ...account, ...changed }, null, says)).toBe('refuse');
	}
});

test('attack: an address that the provider has given to somebody else since opens no account', () => {
	expect(decideLink(provider, null, { ...account, linkedAtProvider: true }, says)).toBe('refuse');
});

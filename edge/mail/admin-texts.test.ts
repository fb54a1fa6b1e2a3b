import { expect, test } from 'vitest';
import { mailLocale } from '#sync/schema/accounts.ts';
import { adminMailText } from './admin-texts.ts';
import { mailFor } from './owed-mail.ts';

const values = { name: 'N', institution: 'The School', link: 'https://x.test/a#b' };

test('the links of administrators stand on a line of their own, in every language, and nothing is left to fill in', () => {
	for (const locale of mailLocale.options)
		for (const kind of ['confirm_address', 'set_password'] as const) {
			const { subject, text } = adminMailText(kind, locale, values);
			expect(text.split('\n')).toContain(values.link);
			expect(subject + text).toContain('The School');
			expect(subject + text).not.toMatch(/[{}]/);
		}
});

test('a former address is told who changed it, and gets no link', () => {
	for (const locale of mailLocale.options) {
		const { subject, text } = adminMailText('address_changed', locale, values);
		expect(text).toContain('The School');
		expect(subject + text).not.toMatch(/[{}]|http/);
	}
});

test('attack: a name that would add lines to a mail of an administrator', () => {
	const { text } = adminMailText('set_password', 'en', {
		...values,
		name: 'A\r\n\r\nhttps://evil.test'
	});
	expect(text.split('\n')).not.toContain('https://evil.test');
});

test('which mail is owed is decided when it goes out', () => {
	const link = { kind: 'link', current: true, verified: true, away: false } as const;
	const kindOf = (...owed: Parameters<typeof mailFor>) => mailFor(...owed)?.kind ?? null;
	expect(kindOf({ ...link, hasPassword: false })).toBe('set_password');
	expect(kindOf({ ...link, hasPassword: true })).toBe(null);
	expect(kindOf({ ...link, hasPassword: true, verified: false })).toBe('confirm_address');
	expect(kindOf({ ...link, hasPassword: false, current: false })).toBe(null);
	expect(kindOf({ ...link, hasPassword: false, away: true })).toBe(null);
	const notice = { ...link, kind: 'address_changed', hasPassword: true } as const;
	expect(mailFor({ ...notice, current: false })).toEqual({
		kind: 'address_changed',
		purpose: null
	});
	expect(kindOf({ ...notice, current: true })).toBe(null);
});

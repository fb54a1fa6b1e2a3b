import { expect, test } from 'vitest';
import { mailLocale } from '#sync/schema/accounts.ts';
import { mailText } from './texts.ts';

const kinds = [
	'verify_email',
	'already_registered',
	'reset_password',
	'invitation',
	'password_changed',
	'passkey_added',
	'passkey_removed',
	'second_factor_off'
] as const;

test('every mail has its link on a line of its own, in every language, and nothing left to fill in', () => {
	for (const locale of mailLocale.options)
		for (const kind of kinds) {
			const { subject, text } = mailText(kind, locale, {
				name: 'N',
				institution: 'I',
				link: 'https://x.test/a#b'
			});
			expect(text.split('\n')).toContain('https://x.test/a#b');
			expect(subject + text).not.toMatch(/[{}]/);
		}
});

test('attack: a name that would add lines, or a header, to a mail', () => {
	const { subject, text } = mailText('invitation', 'en', {
		institution: 'School\r\nBcc: all@x.test\n\nhttps://evil.test',
		link: 'https://x.test'
	});
	expect(subject).not.toMatch(/[\r\n]/);
	expect(text.split('\n')).not.toContain('https://evil.test');
});

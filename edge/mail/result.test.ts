import { expect, test } from 'vitest';
import { mailLocale } from '#sync/schema/accounts.ts';
import { resultMail } from './result.ts';

const result = {
	to: 'a@x.test',
	name: 'N',
	title: 'Tides',
	link: 'https://x.test/exams/1/results'
};

test('students are told in every language of which exam there are results, with the way to them', () => {
	for (const locale of mailLocale.options) {
		const { subject, text } = resultMail({ ...result, locale });
		expect(text.split('\n')).toContain(result.link);
		expect(subject).toContain('Tides');
		expect(subject + text).not.toMatch(/[{}]/);
	}
});

test('attack: a title that would add a header or a line to a mail', () => {
	const title = 'Tides\r\nBcc: all@x.test\n\nhttps://evil.test';
	const { subject, text } = resultMail({ ...result, locale: 'en', title });
	expect(subject).not.toMatch(/[\r\n]/);
	expect(text.split('\n')).not.toContain('https://evil.test');
});

import { expect, test } from 'vitest';
import { mailLocale } from '#sync/schema/accounts.ts';
import { remarkMail } from './remark.ts';

const remark = {
	to: 'a@x.test',
	name: 'N',
	title: 'Tides',
	link: 'https://x.test/console/sittings/1/results#requests'
};

test('teachers are told in every language of which exam a mark is asked about, with the way to the requests', () => {
	for (const locale of mailLocale.options) {
		const { subject, text } = remarkMail({ ...remark, locale });
		expect(text.split('\n')).toContain(remark.link);
		expect(subject).toContain('Tides');
		expect(subject + text).not.toMatch(/[{}]/);
	}
});

test('attack: a title that would add a header or a line to a mail', () => {
	const title = 'Tides\r\nBcc: all@x.test\n\nhttps://evil.test';
	const { subject, text } = remarkMail({ ...remark, locale: 'en', title });
	expect(subject).not.toMatch(/[\r\n]/);
	expect(text.split('\n')).not.toContain('https://evil.test');
});

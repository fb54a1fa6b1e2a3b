import { expect, test } from 'vitest';
import { mailLocale } from '#sync/schema/accounts.ts';
import { askingMail } from './asking.ts';

const asking = {
	to: 'a@x.test',
	name: 'N',
	title: 'Tides',
	opensAt: Date.UTC(2027, 4, 3, 7, 30),
	timeZone: 'Europe/Paris',
	link: 'https://x.test/console/sittings/1#asking'
};

test('staff are told in every language which exam it is and when it opens, and the link leads to who waits', () => {
	for (const locale of mailLocale.options) {
		const { subject, text } = askingMail({ ...asking, locale });
		expect(text.split('\n')).toContain(asking.link);
		expect(subject).toContain('Tides');
		expect(text).toMatch(/9:30/);
		expect(subject + text).not.toMatch(/[{}]/);
	}
});

test('attack: a title that would add a header or a line to a mail', () => {
	const title = 'Tides\r\nBcc: all@x.test\n\nhttps://evil.test';
	const { subject, text } = askingMail({ ...asking, locale: 'en', title });
	expect(subject).not.toMatch(/[\r\n]/);
	expect(text.split('\n')).not.toContain('https://evil.test');
});

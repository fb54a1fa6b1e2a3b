import { expect, test } from 'vitest';
import { mailLocale } from '#sync/schema/accounts.ts';
import { reminderMail } from './reminder.ts';

const reminder = {
	to: 'a@x.test',
	name: 'N',
	title: 'Tides',
	opensAt: Date.UTC(2027, 4, 3, 7, 30),
	durationMs: 90 * 60_000,
	timeZone: 'Europe/Paris',
	origin: 'https://x.test'
};

test('a reminder says in every language what opens when, by the sitting’s own zone, and leads to the list', () => {
	for (const locale of mailLocale.options) {
		const { subject, text } = reminderMail({ ...reminder, locale });
		expect(text.split('\n')).toContain('https://x.test/exams');
		expect(subject).toContain('Tides');
		expect(text).toMatch(/9:30/);
		expect(text).toContain('90');
		expect(subject + text).not.toMatch(/[{}]/);
	}
});

test('attack: a title that would add a header or a line to a mail', () => {
	const title = 'Tides\r\nBcc: all@x.test\n\nhttps://evil.test';
	const { subject, text } = reminderMail({ ...reminder, locale: 'en', title });
	expect(subject).not.toMatch(/[\r\n]/);
	expect(text.split('\n')).not.toContain('https://evil.test');
});

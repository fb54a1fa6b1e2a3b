import { expect, test } from 'vitest';
import { mailLocale } from '#sync/schema/accounts.ts';
import { sittingMail } from './sitting.ts';

const sitting = {
	to: 'a@x.test',
	name: 'N',
	title: 'Tides',
	times: {
		opensAt: Date.UTC(2027, 4, 3, 7, 30),
		closesAt: Date.UTC(2027, 4, 3, 10, 45),
		durationMs: 90 * 60_000
	},
	timeZone: 'Europe/Paris',
	origin: 'https://x.test'
};

test('who is added, or has other times, reads in every language from when until when, by the sitting’s zone, and how long', () => {
	for (const locale of mailLocale.options)
		for (const kind of ['added', 'moved'] as const) {
			const { subject, text } = sittingMail(kind, { ...sitting, locale });
			expect(text.split('\n')).toContain('https://x.test/exams');
			expect(subject).toContain('Tides');
			expect(text).toMatch(/9:30.*12:45/);
			expect(text).toContain('90');
			expect(subject + text).not.toMatch(/[{}]/);
		}
});

test('who was taken off reads of which exam, and no times', () => {
	for (const locale of mailLocale.options) {
		const { subject, text } = sittingMail('off', { ...sitting, locale });
		expect(subject).toContain('Tides');
		expect(text).not.toMatch(/9:30|12:45/);
		expect(subject + text).not.toMatch(/[{}]/);
	}
});

test('attack: a title that would add a header or a line to a mail', () => {
	const title = 'Tides\r\nBcc: all@x.test\n\nhttps://evil.test';
	const { subject, text } = sittingMail('added', { ...sitting, locale: 'en', title });
	expect(subject).not.toMatch(/[\r\n]/);
	expect(text.split('\n')).not.toContain('https://evil.test');
});

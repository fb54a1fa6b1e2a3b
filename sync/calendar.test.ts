import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import { calendarText } from './calendar.ts';
import { readCalendar } from './testing/calendar.ts';

const event = {
	uid: 'a-sitting@invigil',
	sequence: 3,
	stampedAt: Date.UTC(2030, 0, 1),
	startsAt: Date.UTC(2030, 1, 1, 8, 30),
	endsAt: Date.UTC(2030, 1, 1, 10),
	title: 'Physics; part 1, “light”',
	text: 'One line\nand another \\ with a slash',
	url: 'https://school.example/exams'
};

test('read back, it says what was written', () => {
	expect(readCalendar(calendarText(event))).toMatchObject({
		UID: event.uid,
		SEQUENCE: '3',
		DTSTAMP: '20300101T000000Z',
		DTSTART: '20300201T083000Z',
		DTEND: '20300201T100000Z',
		SUMMARY: event.title,
		DESCRIPTION: event.text,
		URL: event.url
	});
});

test('attack: a title adds no line, no event and no alarm, whatever is in it', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
			const text = calendarText({ ...event, title });
			const lines = text.split('\r\n');
			expect(lines.filter((line) => /^[A-Z]/.test(line))).toHaveLength(17);
			expect(lines.every((line) => utf8(line).length <= 75)).toBe(true);
			const kept = title.replaceAll(/\r\n?/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, '');
			expect(readCalendar(text)['SUMMARY']).toBe(kept);
		})
	);
	const title = 'x\r\nBEGIN:VALARM\r\nEND:VALARM';
	expect(calendarText({ ...event, title })).not.toMatch(/^BEGIN:VALARM/m);
});

test('attack: no address starts a line of its own', () => {
	const text = calendarText({ ...event, url: 'https://exams.test/\r\nBEGIN:VALARM' });
	expect(text).toContain('URL:https://exams.test/BEGIN:VALARM\r\n');
	expect(text).not.toContain('\nBEGIN:VALARM');
	expect(() => calendarText({ ...event, url: 'no address' })).toThrow();
});

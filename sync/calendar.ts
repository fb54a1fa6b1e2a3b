/** One event as a calendar reads it (RFC 5545): escaped, folded, with a UID that stays and a SEQUENCE that grows. Pure. */
import { utf8 } from './bytes.ts';

export type CalendarEvent = {
	/** Stays for as long as it is the same event. */
	uid: string;
	/** Grows with each change. */
	sequence: number;
	/** Of this description of it. */
	stampedAt: number;
	startsAt: number;
	endsAt: number;
	title: string;
	text: string;
	url: string;
};

const MOST_OCTETS = 75;

export function calendarText(event: CalendarEvent): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Invigil//Sittings//EN',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		'BEGIN:VEVENT',
		`UID:${escaped(event.uid)}`,
		`SEQUENCE:${event.sequence}`,
		`DTSTAMP:${instant(event.stampedAt)}`,
		`DTSTART:${instant(event.startsAt)}`,
		`DTEND:${instant(event.endsAt)}`,
		`SUMMARY:${escaped(event.title)}`,
		`DESCRIPTION:${escaped(event.text)}`,
		// A URI stands as it is: whatever is no part of one does not get here.
		`URL:${new URL(event.url).href}`,
		'TRANSP:OPAQUE',
		'END:VEVENT',
		'END:VCALENDAR'
	];
	return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** In UTC, so that no description of time zones has to travel along. */
const instant = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');

/** §3.3.11. Other control characters have no place in a text. */
const escaped = (text: string): string =>
	text
		.replaceAll(/[\\;,]/g, (mark) => `\\${mark}`)
		.replaceAll(/\r\n?|\n/g, '\\n')
		.replaceAll(/\p{Cc}/gu, '');

/** §3.1: by octets, and never in the middle of a character. */
function folded(line: string): string {
	const parts: string[] = [];
	let part = '';
	let octets = 0;
	for (const character of line) {
		const size = utf8(character).length;
		if (octets + size > MOST_OCTETS) {
			parts.push(part);
			part = '';
			// The space that the next line begins with.
			octets = 1;
		}
		part += character;
		octets += size;
	}
	return [...parts, part].join('\r\n ');
}

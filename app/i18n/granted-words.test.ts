import { expect, test } from 'vitest';
import { overwriteGetLocale, locales } from './generated/runtime.js';
import { nothingArranged } from '#sync/schema/arrangement.ts';
import {
	appliedWords,
	arrangementText,
	grantedWords,
	ownDuration,
	rosterLines,
	staffWords
} from './granted-words.ts';

const minute = 60_000;
const applied = {
	breaksMs: 20 * minute,
	largerText: true,
	reader: true,
	off: ['camera' as const, 'microphone' as const],
	addedMs: 15 * minute,
	ownWindow: true
};

test('a student reads the time that is theirs, and how much of it is more', () => {
	overwriteGetLocale(() => 'en');
	expect(ownDuration(75 * minute, applied)).toBe(
		'1 hour, 15 minutes (15 minutes more than planned for everyone)'
	);
	expect(ownDuration(60 * minute, undefined)).toBe('1 hour');
	expect(ownDuration(60 * minute, { ...applied, addedMs: 0 })).toBe('1 hour');
});

test('the staff read each thing that applies, and only those', () => {
	overwriteGetLocale(() => 'en');
	expect(staffWords(applied)).toEqual([
		'15 minutes more',
		'Breaks of 20 minutes in all, with the clock stopped',
		'Open at other times',
		'No camera',
		'No microphone',
		'Larger text',
		'Read aloud: speech is expected'
	]);
	const none = { ...applied, breaksMs: 0, largerText: false, reader: false, ownWindow: false };
	expect(staffWords({ ...none, off: [], addedMs: 0 })).toEqual([]);
});

test('what was granted is said in every language, each thing once', () => {
	const granted = {
		timeMultiplier: 1.25,
		extraMinutes: 5,
		breakMinutes: 20,
		opensMinutes: -30,
		closesMinutes: 90,
		noCamera: true,
		noMicrophone: true,
		largerText: true,
		reader: true,
		noGaze: true,
		secondPerson: true
	};
	for (const locale of locales) {
		overwriteGetLocale(() => locale);
		const words = grantedWords(granted);
		expect(new Set(words).size).toBe(11);
		expect(new Set(appliedWords(applied)).size).toBe(6);
	}
	overwriteGetLocale(() => 'en');
	expect(grantedWords(granted).slice(0, 4)).toEqual([
		'25% more time',
		'5 minutes more',
		'Breaks of 20 minutes in all, with the clock stopped',
		'Opens 30 minutes earlier'
	]);
	expect(grantedWords({ ...granted, opensMinutes: 120 })).toContain('Opens 2 hours later');
});

test('the staff read whose decision it was, once; the student does not need to', () => {
	overwriteGetLocale(() => 'en');
	const decided = {
		...applied,
		off: ['camera' as const, 'pictures' as const],
		reader: true,
		by: { camera: 'institution', pictures: 'sitting', reader: 'sitting' } as const
	};
	expect(staffWords(decided)).toEqual([
		'15 minutes more',
		'Breaks of 20 minutes in all, with the clock stopped',
		'Open at other times',
		'Larger text',
		'For every exam: No camera',
		'For this sitting: No pictures leave the device, Read aloud: speech is expected'
	]);
	expect(appliedWords(decided)).toEqual(
		expect.arrayContaining(['No camera', 'No pictures leave the device'])
	);
});

test('what was asked for instead of accepting the notice is one line, however far it came', () => {
	overwriteGetLocale(() => 'en');
	const asked = {
		id: '00000000-0000-4000-8000-000000000002',
		reason: 'camera' as const,
		words: 'My room.',
		askedAt: 1,
		withdrawn: false,
		answer: null
	};
	expect(arrangementText(asked)).toBe('The camera · My room. · not answered yet');
	expect(arrangementText({ ...asked, withdrawn: true })).toBe('The camera · My room. · taken back');
	const answer = { at: 1, by: 'Ana', granted: { ...nothingArranged, noCamera: true }, words: '' };
	expect(arrangementText({ ...asked, answer })).toMatch(
		/^The camera · My room\. · Ana, .* · No camera$/
	);
});

test('on a roster stands beside each thing whether it is for every exam, or for this one and by whom', () => {
	overwriteGetLocale(() => 'en');
	const nothing = {
		timeMultiplier: 1,
		extraMinutes: 0,
		breakMinutes: 0,
		opensMinutes: 0,
		closesMinutes: 0,
		noCamera: false,
		noMicrophone: false,
		largerText: false,
		reader: false,
		noGaze: false,
		secondPerson: false
	};
	const entry = {
		accommodation: {
			...applied,
			ownWindow: false,
			by: { camera: 'sitting', microphone: 'sitting', reader: 'institution' } as const
		},
		from: { time: 'sitting', breaks: 'institution' } as const,
		grantedHere: {
			id: '00000000-0000-4000-8000-000000000001',
			granted: { ...nothing, extraMinutes: 15, noCamera: true },
			by: 'Ada',
			at: 0
		}
	};
	expect(rosterLines(entry)).toEqual([
		'For every exam: Breaks of 20 minutes in all, with the clock stopped · Read aloud: speech is expected',
		'For this sitting, by \u2068Ada\u2069: 15 minutes more · No camera',
		// Arranged with the student, by somebody else.
		'For this sitting: No microphone',
		'Larger text'
	]);
	// Granted, and not in the exam that was begun.
	expect(rosterLines({ grantedHere: entry.grantedHere })).toEqual([]);
});

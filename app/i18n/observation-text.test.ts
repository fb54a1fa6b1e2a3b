import { expect, test } from 'vitest';
import { staffCheck, type Observation } from '#sync/schema/observation.ts';
import { locales, overwriteGetLocale } from './generated/runtime.js';
import { observationText } from './observation-text.ts';

const seconds = (ms: number) => `${ms / 1000} s`;
const observed = (change: Partial<Observation>): Observation => ({
	id: 0,
	check: 'face_absent',
	phase: 'end',
	from: 5_000,
	to: 17_000,
	peak: 0,
	confidence: 1,
	...change
});
const english = (change: Partial<Observation>) => {
	overwriteGetLocale(() => 'en');
	return observationText(observed(change), seconds);
};

test('a fact with its length, without blame', () => {
	expect(english({})).toBe('No face in view for 12 s');
	expect(english({ phase: 'begin' })).toBe('No face in view');
	expect(english({ check: 'paste', phase: 'moment', peak: 120 })).toBe('120 characters pasted');
	expect(english({ check: 'clock_jump', phase: 'moment', peak: -60_000 })).toBe(
		'Device clock moved back by 60 s'
	);
});

test('a known reason is told, an unknown one is left out', () => {
	expect(english({ check: 'camera_unavailable', reason: 'permission_denied' })).toBe(
		'No picture from the camera for 12 s: permission not given'
	);
	expect(english({ check: 'analysis_unavailable', reason: 'microphone_worker_crashed' })).toBe(
		'Not analysed for 12 s: microphone, the analysis stopped'
	);
	expect(english({ check: 'speech', reason: 'from_a_newer_version' })).toBe(
		'Speech near the device for 12 s'
	);
});

test.each(locales)('%s: every check has a sentence of its own in every phase', (locale) => {
	overwriteGetLocale(() => locale);
	for (const phase of ['begin', 'end', 'moment'] as const) {
		const texts = staffCheck.options.map((check) =>
			observationText(observed({ check, phase }), seconds)
		);
		expect(new Set(texts).size).toBe(staffCheck.options.length);
		for (const text of texts) expect(text).not.toMatch(/observation_|undefined|\{/);
	}
});

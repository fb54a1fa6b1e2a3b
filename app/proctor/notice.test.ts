import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '#sync/bytes.ts';
import { canonicalBytes } from '#sync/canonical.ts';
import { sha256 } from '#sync/hash.ts';
import { switchedOff } from '#sync/schema/accommodation.ts';
import { checks } from '#sync/schema/observation.ts';
import { analyses, defaultPolicy, type Policy } from '#sync/schema/policy.ts';
import { isWatched } from '#sync/watched-checks.ts';
import { locales, overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import { noticeOf, summedUp, type NoticeGranted, type NoticeLine } from './notice.ts';
import { noticeHeading, noticeSections, noticeText } from './notice-text.ts';

const linesOf = (change: Partial<Policy>, granted?: NoticeGranted): NoticeLine[] =>
	noticeOf({ ...defaultPolicy, ...change }, granted).sections.flatMap(({ lines }) => lines);
const keys = (...terms: Parameters<typeof linesOf>): string[] =>
	linesOf(...terms).map(({ key }) => key);
const named = (...terms: Parameters<typeof linesOf>) =>
	linesOf(...terms).flatMap((line) => (line.key === 'notice_checks' ? line.checks : []));

test('by default pictures and sound are said to stay on the device', () => {
	expect(keys({})).toContain('notice_no_pictures');
	expect(keys({})).not.toContain('notice_stills');
	expect(keys({})).not.toContain('notice_kept_stills');
});

test('pictures that leave the device are told, with how long they are kept and who sees them', () => {
	const lines = linesOf({ stills: 'on_flag', retentionDays: 30 });
	expect(lines).toContainEqual({ key: 'notice_stills' });
	expect(lines).toContainEqual({ key: 'notice_kept_stills', days: 30 });
	expect(lines).toContainEqual({ key: 'notice_sees_stills' });
	expect(lines).not.toContainEqual({ key: 'notice_no_pictures' });
});

test('what is not watched is not claimed to be', () => {
	const lines = keys({ camera: false, microphone: false, stills: 'on_flag' });
	expect(lines).toContain('notice_no_sensors');
	for (const key of ['notice_camera', 'notice_head', 'notice_microphone', 'notice_stills'])
		expect(lines).not.toContain(key);
	expect(keys({ camera: false })).toContain('notice_no_sound');
	expect(keys({ analyses: [] })).not.toContain('notice_head');
});

test('every analysis that is on has its sentence, and where a pattern of somebody is kept that is said', () => {
	const all = keys({ analyses: [...analyses] });
	for (const key of ['head', 'eyes', 'identity', 'speaker', 'arousal', 'screen'])
		expect(all).toContain(`notice_${key}`);
	expect(all).toContain('notice_stays_pattern');
	expect(keys({})).not.toContain('notice_stays_pattern');
});

test('the numbers of every ten seconds are said to leave the device, those that are counted and no others', () => {
	const summed = (...terms: Parameters<typeof linesOf>) =>
		linesOf(...terms).flatMap((line) => (line.key === 'notice_summary' ? line.summed : []));
	expect(summed({ analyses: ['head', 'eyes', 'identity'] })).toEqual([...summedUp]);
	expect(summed({ analyses: ['head', 'eyes'] }, { off: ['gaze'], reader: true })).toEqual([
		'faces',
		'loudness',
		'typing'
	]);
	expect(summed({ camera: false, microphone: false })).toEqual(['typing']);
	const none = { camera: false, microphone: false, without: ['fast_text' as const] };
	expect(keys(none)).not.toContain('notice_summary');
	expect(keys(none)).not.toContain('notice_typing');
	overwriteGetLocale(() => 'en');
	expect(noticeText({ key: 'notice_summary', summed: ['faces', 'typing'] })).toBe(
		'Every ten seconds this goes with it, as numbers: how many faces were counted · how quickly you typed.'
	);
});

test('what stays off is named with whose decision it was; of a ticket of before, the institution’s', () => {
	const granted: NoticeGranted = {
		off: ['camera', 'gaze'],
		reader: true,
		by: { camera: 'sitting', gaze: 'institution', reader: 'institution' }
	};
	const lines = linesOf({ camera: false }, granted);
	expect(lines).toContainEqual({ key: 'notice_off_sitting', what: 'camera' });
	expect(lines).toContainEqual({ key: 'notice_off_institution', what: 'gaze' });
	expect(lines).toContainEqual({ key: 'notice_off_institution', what: 'reader' });
	expect(linesOf({}, { off: ['microphone'], reader: false })).toContainEqual({
		key: 'notice_off_institution',
		what: 'microphone'
	});
	expect(keys({}).filter((key) => key.startsWith('notice_off'))).toEqual([]);
});

test('the same notice has one hash in every language, and another with one check less or another decision', () => {
	const hash = (...terms: Parameters<typeof linesOf>) =>
		toHex(sha256(canonicalBytes(noticeOf({ ...defaultPolicy, ...terms[0] }, terms[1]))));
	const first = locales.map((locale) => {
		overwriteGetLocale(() => locale);
		return hash({});
	});
	expect(new Set(first).size).toBe(1);
	const by = (whose: 'institution' | 'sitting'): NoticeGranted => ({
		off: ['gaze'],
		reader: false,
		by: { gaze: whose }
	});
	const others = [
		hash({ without: ['paste'] }),
		hash({}, by('institution')),
		hash({}, by('sitting'))
	];
	expect(new Set([first[0], ...others]).size).toBe(4);
});

test('whatever the policy: exactly the watched checks are named, each language has every sentence, and no two contradict', () => {
	const policies = fc.record({
		camera: fc.boolean(),
		microphone: fc.boolean(),
		fullscreen: fc.boolean(),
		analyses: fc.subarray([...analyses]),
		without: fc.subarray(['face_multiple', 'speech', 'paste', 'head_away', 'fast_text'] as const),
		stills: fc.constantFrom('never' as const, 'on_flag' as const),
		retentionDays: fc.integer({ min: 1, max: 3650 })
	});
	const grants = fc.option(
		fc.record({ off: fc.subarray([...switchedOff.options]), reader: fc.boolean() }),
		{ nil: undefined }
	);
	fc.assert(
		fc.property(policies, grants, fc.constantFrom(...locales), (change, granted, locale) => {
			overwriteGetLocale(() => locale);
			const policy: Policy = { ...defaultPolicy, ...change };
			// As a ticket has it: what is off by a grant is off in its policy.
			policy.camera &&= !granted?.off.includes('camera');
			policy.microphone &&= !granted?.off.includes('microphone');
			const { sections } = noticeOf(policy, granted);
			const lines = sections.flatMap((section) => section.lines);
			for (const text of [
				...sections.map(({ heading }) => noticeHeading(heading)),
				...lines.map(noticeText)
			])
				expect(text).not.toMatch(/notice_|undefined|\{|^$/);
			expect(named(policy, granted).toSorted()).toEqual(
				checks.filter((check) => isWatched(policy, granted, check)).toSorted()
			);
			const has = (key: string) => lines.some((line) => line.key === key);
			expect(has('notice_stills') && has('notice_no_pictures')).toBe(false);
			expect(has('notice_stills')).toBe(has('notice_kept_stills'));
			expect(sections.every((section) => section.lines.length > 0)).toBe(true);
		})
	);
});

test('some of it alone can be shown', () => {
	overwriteGetLocale(() => 'en');
	expect(
		noticeSections(defaultPolicy, undefined, ['notice_leaves']).map(({ heading }) => heading)
	).toEqual(['What leaves this device']);
});

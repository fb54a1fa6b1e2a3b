import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultPolicy, type Policy } from '#sync/schema/policy.ts';
import { locales, overwriteGetLocale } from '#app/i18n/generated/runtime.js';
import { noticeHeading, noticeOf, noticeText } from './notice.ts';

const keys = (change: Partial<Policy>) =>
	noticeOf({ ...defaultPolicy, ...change }).sections.flatMap((section) =>
		section.lines.map((line) => line.key)
	);

test('by default pictures and sound are said to stay on the device', () => {
	expect(keys({})).toContain('notice_no_pictures');
	expect(keys({})).not.toContain('notice_stills');
	expect(keys({})).not.toContain('notice_kept_stills');
});

test('pictures that leave the device are told, with how long they are kept', () => {
	const notice = noticeOf({ ...defaultPolicy, stills: 'on_flag', retentionDays: 30 });
	const lines = notice.sections.flatMap((section) => section.lines);
	expect(lines).toContainEqual({ key: 'notice_stills' });
	expect(lines).toContainEqual({ key: 'notice_kept_stills', days: 30 });
	expect(lines).not.toContainEqual({ key: 'notice_no_pictures' });
});

test('what is not watched is not claimed to be', () => {
	const lines = keys({ camera: false, microphone: false, stills: 'on_flag' });
	expect(lines).toContain('notice_no_sensors');
	for (const key of ['notice_camera', 'notice_microphone', 'notice_stills', 'notice_fullscreen'])
		expect(lines).not.toContain(key);
	expect(keys({ camera: false })).toContain('notice_no_sound');
});

test('a sensor that is off by an accommodation is named, and that speech is expected', () => {
	const off = { ...defaultPolicy, camera: false };
	const said = (granted?: Parameters<typeof noticeOf>[1]) =>
		noticeOf(off, granted).sections.flatMap(({ lines }) => lines.map(({ key }) => key));
	const lines = said({ off: ['camera'], reader: true });
	expect(lines).toContain('granted_notice_camera');
	expect(lines).toContain('granted_notice_reader');
	expect(lines).not.toContain('granted_notice_microphone');
	expect(said().filter((key) => key.startsWith('granted'))).toEqual([]);
});

test('each analysis beside faces has its line, and none where it does not run', () => {
	const watched = (change: Partial<Policy>, granted?: Parameters<typeof noticeOf>[1]) =>
		noticeOf({ ...defaultPolicy, ...change }, granted)
			.sections.flatMap(({ lines }) => lines.map(({ key }) => key))
			.filter((key) => /head|eyes|gaze/.test(key));
	expect(watched({})).toEqual(['notice_head']);
	expect(watched({ analyses: ['head', 'eyes'] })).toEqual(['notice_head', 'notice_eyes']);
	expect(watched({ camera: false })).toEqual([]);
	expect(watched({}, { off: ['gaze'], reader: false })).toEqual(['granted_notice_gaze']);
});

test('what is switched off is not said to be noted', () => {
	expect(keys({})).toContain('notice_clipboard');
	expect(keys({ without: ['copy', 'cut', 'paste', 'drop'] })).not.toContain('notice_clipboard');
	expect(keys({ without: ['copy'] })).toContain('notice_clipboard');
	expect(keys({ without: ['page_hidden', 'focus_lost'] })).not.toContain('notice_page');
});

test('whatever the policy: each language has every sentence, and never two that contradict', () => {
	const policies = fc.record({
		camera: fc.boolean(),
		microphone: fc.boolean(),
		fullscreen: fc.boolean(),
		analyses: fc.subarray(['head' as const, 'eyes' as const]),
		stills: fc.constantFrom('never' as const, 'on_flag' as const),
		retentionDays: fc.integer({ min: 1, max: 3650 })
	});
	fc.assert(
		fc.property(policies, fc.constantFrom(...locales), (policy, locale) => {
			overwriteGetLocale(() => locale);
			const { sections } = noticeOf(policy);
			const lines = sections.flatMap((section) => section.lines);
			for (const text of [
				...sections.map((each) => noticeHeading(each.heading)),
				...lines.map(noticeText)
			])
				expect(text).not.toMatch(/notice_|undefined|\{|^$/);
			const has = (key: string) => lines.some((line) => line.key === key);
			expect(has('notice_stills') && has('notice_no_pictures')).toBe(false);
			expect(has('notice_stills')).toBe(has('notice_kept_stills'));
		})
	);
});

import { expect, test } from 'vitest';
import type { MarkingSettings } from '#sync/schema/marking.ts';
import { readSettings, settingsFields } from './settings-fields.ts';

const settings: MarkingSettings = {
	blind: true,
	second: 'sample',
	sampleShare: 0.25,
	tolerance: 1.5,
	combine: 'first',
	step: 0.25,
	passPercent: 45
};

test('what was set comes back as it was', () => {
	expect(readSettings(settingsFields(settings))).toEqual({ settings, wrong: [] });
	const plain = { ...settings, second: 'none' as const, sampleShare: 0, passPercent: null };
	expect(readSettings(settingsFields(plain)).settings).toEqual(plain);
});

test('what is no number that fits is named, and nothing is sent', () => {
	const fields = { ...settingsFields(settings), sample: '0', tolerance: 'x', pass: '101' };
	expect(readSettings(fields)).toEqual({
		settings: null,
		wrong: ['sample', 'tolerance', 'pass']
	});
	expect(readSettings({ ...fields, second: 'none', pass: '' }).wrong).toEqual([]);
});

import { expect, test } from 'vitest';
import { settings, settingsChange } from '#sync/schema/administration.ts';
import { countries } from '#sync/schema/country.ts';
import { countryOptions } from './country-options.ts';

const labels = (stored: string, locale: string) =>
	countryOptions(stored, locale, '–').map(({ label }) => label);

test('every country has a name in every language, in the order of that language', () => {
	expect(countries).toHaveLength(249);
	for (const locale of ['en', 'es', 'fr', 'hi', 'ar']) {
		const named = countryOptions('DE', locale, '–').slice(1);
		expect(named).toHaveLength(249);
		for (const { value, label } of named) expect([locale, label]).not.toEqual([locale, value]);
		expect(new Set(named.map(({ label }) => label)).size).toBe(249);
	}
	expect(labels('', 'en').slice(0, 2)).toEqual(['–', 'Afghanistan']);
	expect(labels('', 'de').indexOf('Österreich')).toBeLessThan(labels('', 'de').indexOf('Zypern'));
});

test('what was written before it had to be a country can be read and kept, and is not taken anew', () => {
	expect(labels('US-CA', 'en').slice(0, 2)).toEqual(['–', 'US-CA']);
	expect(settings.shape.jurisdiction.safeParse('US-CA').success).toBe(true);
	for (const jurisdiction of ['US-CA', 'EU', 'fr', 'XX', ' FR'])
		expect([jurisdiction, settingsChange.safeParse({ jurisdiction }).success]).toEqual([
			jurisdiction,
			false
		]);
	for (const jurisdiction of ['FR', ''])
		expect(settingsChange.safeParse({ jurisdiction }).success).toBe(true);
});

import { countries } from '#sync/schema/country.ts';

/**
 * Countries by the name the reader's language has for them, in its order. What is stored and is none stays to be read, and to be kept.
 */
export function countryOptions(stored: string, locale: string, none: string) {
	const names = new Intl.DisplayNames(locale, { type: 'region' });
	const options = countries
		.map((value) => ({ value, label: names.of(value) ?? value }))
		.sort((a, b) => a.label.localeCompare(b.label, locale));
	const odd = stored && !countries.includes(stored) ? [{ value: stored, label: stored }] : [];
	return [{ value: '', label: none }, ...odd, ...options];
}

/** Languages an exam can be written in, by their names in the language of the page. */
import { language } from '#app/i18n/language.svelte.ts';

const common = [
	...[
		'en',
		'es',
		'fr',
		'hi',
		'ar',
		'de',
		'it',
		'pt',
		'nl',
		'pl',
		'cs',
		'sv',
		'da',
		'nb',
		'fi',
		'el'
	],
	...[
		'tr',
		'uk',
		'ru',
		'ro',
		'hu',
		'bn',
		'ur',
		'fa',
		'he',
		'id',
		'vi',
		'th',
		'ko',
		'ja',
		'zh',
		'sw'
	]
];

/** `now` is among them, whatever it is. */
export function languageOptions(now: string): { value: string; label: string }[] {
	const names = new Intl.DisplayNames(language.current, { type: 'language', fallback: 'code' });
	return [...new Set([now, ...common])]
		.map((value) => ({ value, label: nameOf(names, value) }))
		.toSorted((a, b) => a.label.localeCompare(b.label, language.current));
}

function nameOf(names: Intl.DisplayNames, tag: string): string {
	try {
		return names.of(tag) ?? tag;
	} catch {
		return tag; // What is no language tag has no name.
	}
}

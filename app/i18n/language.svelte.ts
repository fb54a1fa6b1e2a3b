import {
	getTextDirection,
	isLocale,
	localStorageKey,
	locales,
	overwriteGetLocale,
	getLocale,
	type Locale
} from './generated/runtime.js';

let current = $state<Locale>(getLocale());

// Messages read the locale through this, so every text on the page follows a change without a reload.
overwriteGetLocale(() => current);

export { locales, type Locale };

/** Each language by its own name, as its readers look for it. */
export const languageNames: Record<Locale, string> = {
	en: 'English',
	es: 'Español',
	fr: 'Français',
	hi: 'हिन्दी',
	ar: 'العربية'
};

export const language = {
	get current(): Locale {
		return current;
	},
	get direction(): 'ltr' | 'rtl' {
		return getTextDirection(current) === 'rtl' ? 'rtl' : 'ltr';
	},
	choose(locale: string): void {
		if (!isLocale(locale)) return;
		current = locale;
		localStorage.setItem(localStorageKey, locale);
	}
};

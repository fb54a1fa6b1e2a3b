import { language } from '#app/i18n/language.svelte.ts';

const format = (at: number, timeStyle: 'short' | 'medium') =>
	new Intl.DateTimeFormat(`${language.current}-u-nu-latn`, {
		dateStyle: 'medium',
		timeStyle,
		hourCycle: 'h23'
	}).format(at);

/** A day, in the browser's own zone. */
export const dayWords = (at: number): string =>
	new Intl.DateTimeFormat(`${language.current}-u-nu-latn`, { dateStyle: 'medium' }).format(at);

/** To the minute. */
export const minuteText = (at: number): string => format(at, 'short');

/** To the second: the order of acts is what is looked for. */
export const momentText = (at: number): string => format(at, 'medium');

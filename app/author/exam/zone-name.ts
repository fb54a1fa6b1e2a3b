import { comma } from '#app/i18n/format.ts';
import { language } from '#app/i18n/language.svelte.ts';

/** Of the browser. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "Europe/Paris, GMT+1": the browser's own. */
export function zoneName(at = new Date()): string {
	const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
	const shift = new Intl.DateTimeFormat(`${language.current}-u-nu-latn`, {
		timeZoneName: 'shortOffset'
	})
		.formatToParts(at)
		.find(({ type }) => type === 'timeZoneName')?.value;
	return [timeZone, shift].filter((part) => part !== undefined).join(`${comma()} `);
}

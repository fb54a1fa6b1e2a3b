import { readBothWays } from '#sync/read-number.ts';
import { language } from './language.svelte.ts';

/**
 * Dates, lengths and amounts in the language of the page. Digits are Latin everywhere: they stand beside formulas and codes
 * that are. Hours count to 24 everywhere: an exam at 8:00 is not one at 20:00.
 */
const tag = () => `${language.current}-u-nu-latn`;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function formatDay(at: number, now: number): string {
	const days = Math.round((startOfDay(at) - startOfDay(now)) / day);
	if (Math.abs(days) <= 1)
		return capital(new Intl.RelativeTimeFormat(tag(), { numeric: 'auto' }).format(days, 'day'));
	const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
	return new Intl.DateTimeFormat(tag(), {
		weekday: 'short',
		day: 'numeric',
		month: 'long',
		...(sameYear ? {} : { year: 'numeric' })
	}).format(at);
}

export function formatTime(at: number, { seconds = false } = {}): string {
	return new Intl.DateTimeFormat(tag(), {
		hour: '2-digit',
		minute: '2-digit',
		...(seconds ? { second: '2-digit' } : {}),
		hourCycle: 'h23'
	}).format(at);
}

/** "Today, 14:00 – 16:00"; both days where they differ. */
export function formatWindow(opensAt: number, closesAt: number, now: number): string {
	const on = (at: number) => `${formatDay(at, now)}${comma()} ${formatTime(at)}`;
	return startOfDay(opensAt) === startOfDay(closesAt)
		? `${on(opensAt)} – ${formatTime(closesAt)}`
		: `${on(opensAt)} – ${on(closesAt)}`;
}

/** Between the parts of a line; a space follows. */
export const comma = (): string => (language.current === 'ar' ? '،' : ',');

export function formatDateTime(at: number, seconds = false): string {
	return new Intl.DateTimeFormat(tag(), {
		dateStyle: 'long',
		timeStyle: seconds ? 'medium' : 'short',
		hourCycle: 'h23'
	}).format(at);
}

/** By the clocks of another place; its name is to be said beside it. */
function formatZoned(at: number, timeZone: string): string {
	return new Intl.DateTimeFormat(tag(), {
		dateStyle: 'medium',
		timeStyle: 'short',
		hourCycle: 'h23',
		timeZone
	}).format(at);
}

/** From one to the other: a day that is both is named once. */
export function formatZonedSpan(from: number, to: number, timeZone: string): string {
	const day = new Intl.DateTimeFormat(tag(), { dateStyle: 'short', timeZone });
	const end =
		day.format(from) === day.format(to)
			? new Intl.DateTimeFormat(tag(), { timeStyle: 'short', hourCycle: 'h23', timeZone }).format(
					to
				)
			: formatZoned(to, timeZone);
	return `${formatZoned(from, timeZone)} – ${end}`;
}

/** "in 3 hours", "12 minutes ago". */
export function formatFromNow(at: number, now: number): string {
	const ms = at - now;
	const format = new Intl.RelativeTimeFormat(tag(), { numeric: 'auto' });
	if (Math.abs(ms) < hour) return format.format(Math.trunc(ms / minute), 'minute');
	if (Math.abs(ms) < 36 * hour) return format.format(Math.round(ms / hour), 'hour');
	return format.format(Math.round(ms / day), 'day');
}

/** "1 hour, 30 minutes": the two largest units that say something. */
export function formatLength(ms: number, style: 'long' | 'narrow' = 'long'): string {
	const parts: [number, string][] = [
		[Math.floor(ms / day), 'day'],
		[Math.floor((ms % day) / hour), 'hour'],
		[Math.floor((ms % hour) / minute), 'minute'],
		[Math.floor((ms % minute) / 1000), 'second']
	];
	const first = parts.findIndex(([count]) => count > 0);
	const said = parts.slice(first, first + 2).filter(([count]) => count > 0);
	return new Intl.ListFormat(tag(), {
		type: 'unit',
		style: style === 'long' ? 'short' : 'narrow'
	}).format(
		(said.length > 0 ? said : parts.slice(-1)).map(([count, unit]) =>
			new Intl.NumberFormat(tag(), { style: 'unit', unit, unitDisplay: style }).format(count)
		)
	);
}

export function formatBytes(bytes: number): string {
	const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
	const step = Math.min(steps.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
	return new Intl.NumberFormat(tag(), {
		style: 'unit',
		unit: steps[step] ?? 'byte',
		unitDisplay: 'short',
		maximumFractionDigits: step > 2 ? 1 : 0
	}).format(bytes / 1000 ** step);
}

export function formatNumber(value: number): string {
	return new Intl.NumberFormat(tag()).format(value);
}

/** To the last digit, where a number is one that others are measured by. `share`: as percent. */
export function formatExact(value: number, { share = false } = {}): string {
	return new Intl.NumberFormat(tag(), {
		style: share ? 'percent' : 'decimal',
		maximumSignificantDigits: 15
	}).format(value);
}

/**
 * Both numbers that a text can mean to who writes the language of the page, as that language writes them, without thousands. Null: one
 * number, or none.
 */
export function readsTwoWays(
	text: string,
	unit?: string
): { grouped: string; plain: string } | null {
	const format = new Intl.NumberFormat(tag(), { useGrouping: false, maximumFractionDigits: 3 });
	const both = readBothWays(text, groupSigns(), unit);
	return both && { grouped: format.format(both.grouped), plain: format.format(both.plain) };
}

const groupSigns = () =>
	new Intl.NumberFormat(tag())
		.formatToParts(1_234_567)
		.flatMap(({ type, value }) => (type === 'group' ? value : []));

export function formatPercent(share: number): string {
	return new Intl.NumberFormat(tag(), { style: 'percent', maximumFractionDigits: 2 }).format(share);
}

export function formatList(parts: readonly string[]): string {
	return new Intl.ListFormat(tag(), { type: 'conjunction' }).format(parts);
}

function startOfDay(at: number): number {
	return new Date(at).setHours(0, 0, 0, 0);
}

function capital(text: string): string {
	return text.charAt(0).toLocaleUpperCase(language.current) + text.slice(1);
}

/** "10 minutes", in the person's language; never less than one. */
export function minutesWords(ms: number): string {
	const minutes = Math.max(1, Math.round(ms / 60_000));
	return new Intl.NumberFormat(tag(), {
		style: 'unit',
		unit: 'minute',
		unitDisplay: 'long'
	}).format(minutes);
}

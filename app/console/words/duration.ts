/** Lengths of time in words and figures, in the reader's language; plurals come from Intl. */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Unit = 'second' | 'minute' | 'hour' | 'day';

const formats = new Map<string, Intl.NumberFormat>();
function unitFormat(
	locale: string,
	unit: Unit,
	display: 'long' | 'short',
	digits: number
): Intl.NumberFormat {
	const key = `${locale} ${unit} ${display} ${digits}`;
	const known = formats.get(key);
	if (known) return known;
	const made = new Intl.NumberFormat(locale, {
		style: 'unit',
		unit,
		unitDisplay: display,
		maximumFractionDigits: digits,
		numberingSystem: 'latn'
	});
	formats.set(key, made);
	return made;
}

const lists = new Map<string, Intl.ListFormat>();
function listFormat(locale: string, style: 'long' | 'narrow'): Intl.ListFormat {
	const key = `${locale} ${style}`;
	const known = lists.get(key) ?? new Intl.ListFormat(locale, { type: 'unit', style });
	lists.set(key, known);
	return known;
}

/** As many units as matter: tenths below 10 s, whole seconds below an hour, minutes from there on. */
function partsOf(ms: number): [Unit, number][] {
	if (ms < 10 * SECOND && ms % SECOND !== 0) return [['second', Math.round(ms / 100) / 10]];
	const seconds = Math.round(ms / SECOND);
	if (seconds < 60) return [['second', seconds]];
	if (seconds < 3600)
		return [
			['minute', Math.floor(seconds / 60)],
			['second', seconds % 60]
		];
	const minutes = Math.round(ms / MINUTE);
	if (minutes < 24 * 60)
		return [
			['hour', Math.floor(minutes / 60)],
			['minute', minutes % 60]
		];
	const hours = Math.round(ms / HOUR);
	return [
		['day', Math.floor(hours / 24)],
		['hour', hours % 24]
	];
}

/** "2 minutes, 5 seconds" for reading and hearing, "2 min 5 s" for tables and labels. */
export function durationWords(
	ms: number,
	locale: string,
	display: 'long' | 'short' = 'long'
): string {
	const parts = partsOf(Math.max(0, ms)).filter(([, amount], index) => amount > 0 || index === 0);
	const words = parts.map(([unit, amount]) => unitFormat(locale, unit, display, 1).format(amount));
	return listFormat(locale, display === 'long' ? 'long' : 'narrow').format(words);
}

/** "7:05" or "1:07:05" since the beginning, for axes. */
export function elapsedDigits(ms: number): string {
	const sign = ms < 0 ? '−' : '';
	const seconds = Math.floor(Math.abs(ms) / SECOND);
	const two = (value: number) => String(value).padStart(2, '0');
	const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
	return (
		sign + (hours > 0 ? `${hours}:${two(minutes)}` : String(minutes)) + `:${two(seconds % 60)}`
	);
}

/** Numbers and clock times in the reader's language, always in Latin digits so that columns line up and codes can be read out. */
const numbers = new Map<string, Intl.NumberFormat>();
export function figure(value: number, locale: string, digits = 0): string {
	const key = `${locale} ${digits}`;
	const format =
		numbers.get(key) ??
		new Intl.NumberFormat(locale, { numberingSystem: 'latn', maximumFractionDigits: digits });
	numbers.set(key, format);
	return format.format(value);
}

export function percent(share: number, locale: string): string {
	return new Intl.NumberFormat(locale, { style: 'percent', numberingSystem: 'latn' }).format(share);
}

type Precision = 'minute' | 'second' | 'day and minute' | 'day and second';
const shapes: Record<Precision, Intl.DateTimeFormatOptions> = {
	minute: { hour: '2-digit', minute: '2-digit' },
	second: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
	'day and minute': {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit'
	},
	'day and second': {
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit'
	}
};
const clocks = new Map<string, Intl.DateTimeFormat>();

export function clock(at: number, locale: string, precision: Precision = 'second'): string {
	return clockFormat(locale, precision).format(at);
}

/** "Fri 21 Nov, 09:00 – 11:30", the day once where both are on it. */
export const clockRange = (from: number, to: number, locale: string): string =>
	clockFormat(locale, 'day and minute').formatRange(from, to);

function clockFormat(locale: string, precision: Precision): Intl.DateTimeFormat {
	const key = `${locale} ${precision}`;
	const format =
		clocks.get(key) ??
		new Intl.DateTimeFormat(locale, {
			...shapes[precision],
			numberingSystem: 'latn',
			calendar: 'gregory',
			hourCycle: 'h23'
		});
	clocks.set(key, format);
	return format;
}

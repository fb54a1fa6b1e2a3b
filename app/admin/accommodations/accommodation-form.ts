/** An accommodation as it is typed in: numbers as text, days of the browser's own zone. Pure. */
import {
	accommodationRequest,
	type Accommodation,
	type AccommodationRequest,
	type Granted
} from '#sync/schema/accommodation.ts';

const numbers = {
	timeMultiplier: { least: 1, most: 4, nothing: 1 },
	extraMinutes: { least: 0, most: 1_440, nothing: 0 },
	breakMinutes: { least: 0, most: 1_440, nothing: 0 },
	opensMinutes: { least: -10_080, most: 43_200, nothing: 0 },
	closesMinutes: { least: 0, most: 43_200, nothing: 0 }
} satisfies Partial<Record<keyof Granted, { least: number; most: number; nothing: number }>>;
export type NumberName = keyof typeof numbers;
export type ChoiceName = Exclude<keyof Granted, NumberName>;

export type AccommodationFields = Record<NumberName, string> &
	Record<ChoiceName, boolean> & { from: string; until: string; reason: string };
export type AccommodationProblem =
	NumberName | 'nothing' | 'no_from' | 'no_until' | 'backwards' | 'no_reason';
export type ReadAccommodation =
	{ ok: true; body: AccommodationRequest } | { ok: false; problems: AccommodationProblem[] };

export const limitsOf = (name: NumberName): { least: number; most: number } => numbers[name];
const names = Object.keys(numbers) as NumberName[];

export function emptyFields(now: number): AccommodationFields {
	return {
		timeMultiplier: '1',
		extraMinutes: '0',
		breakMinutes: '0',
		opensMinutes: '0',
		closesMinutes: '0',
		noCamera: false,
		noMicrophone: false,
		largerText: false,
		reader: false,
		noGaze: false,
		secondPerson: false,
		from: dayText(now),
		until: '',
		reason: ''
	};
}

export function fieldsOf({ granted, from, until, reason }: Accommodation): AccommodationFields {
	const text = Object.fromEntries(names.map((name) => [name, String(granted[name])]));
	return {
		...granted,
		...(text as Record<NumberName, string>),
		from: dayText(from),
		// The last day it holds, as a person says it.
		until: until === null ? '' : dayText(until - 1),
		reason
	};
}

/** `from` begins with its day and `until` holds to the end of its own. */
export function readAccommodation(fields: AccommodationFields): ReadAccommodation {
	const problems: AccommodationProblem[] = [];
	const read = Object.fromEntries(
		names.map((name) => {
			const { least, most, nothing } = numbers[name];
			const text = fields[name].trim().replace(',', '.').replace('−', '-');
			// "25 %" is how an office writes 1.25.
			const percent =
				name === 'timeMultiplier' ? /^\+?([\d.]+)\s*[%٪]$/.exec(text)?.[1] : undefined;
			const value =
				percent !== undefined ? 1 + Number(percent) / 100 : text === '' ? nothing : Number(text);
			const whole = name === 'timeMultiplier' ? Math.round(value * 100) / 100 : value;
			const fits = whole >= least && whole <= most;
			if (!fits || (name !== 'timeMultiplier' && !Number.isInteger(value))) problems.push(name);
			return [name, whole];
		})
	) as Record<NumberName, number>;
	const { noCamera, noMicrophone, largerText, reader, noGaze, secondPerson } = fields;
	const chosen = { noCamera, noMicrophone, largerText, reader, noGaze, secondPerson };
	const granted: Granted = { ...read, ...chosen };
	const says = names.some((name) => read[name] !== numbers[name].nothing);
	if (problems.length === 0 && !says && Object.values(chosen).every((each) => !each))
		problems.push('nothing');
	const from = startOf(fields.from, 0);
	const until = fields.until === '' ? null : startOf(fields.until, 1);
	if (Number.isNaN(from)) problems.push('no_from');
	if (until !== null && Number.isNaN(until)) problems.push('no_until');
	else if (until !== null && until <= from) problems.push('backwards');
	const reason = fields.reason.trim();
	if (reason === '') problems.push('no_reason');
	if (problems.length > 0) return { ok: false, problems };
	return { ok: true, body: accommodationRequest.parse({ granted, reason, from, until }) };
}

/** Of the day that a date field names, or of one some days later; NaN: it names none. */
function startOf(text: string, daysLater: number): number {
	const [year, month, day] = text.split('-').map(Number);
	if (year === undefined || month === undefined || day === undefined) return Number.NaN;
	return new Date(year, month - 1, day + daysLater).getTime();
}

function dayText(at: number): string {
	const day = new Date(at);
	return [
		String(day.getFullYear()).padStart(4, '0'),
		String(day.getMonth() + 1).padStart(2, '0'),
		String(day.getDate()).padStart(2, '0')
	].join('-');
}

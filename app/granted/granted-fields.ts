/** What is granted to a student, as it is typed in: numbers as text. Pure. */
import { readsTwoWays } from '#app/i18n/format.ts';
import { readNumber } from '#sync/read-number.ts';
import type { Granted } from '#sync/schema/accommodation.ts';

const numbers = {
	timeMultiplier: { least: 1, most: 4, nothing: 1 },
	extraMinutes: { least: 0, most: 1_440, nothing: 0 },
	breakMinutes: { least: 0, most: 1_440, nothing: 0 },
	opensMinutes: { least: -10_080, most: 43_200, nothing: 0 },
	closesMinutes: { least: 0, most: 43_200, nothing: 0 }
} satisfies Partial<Record<keyof Granted, { least: number; most: number; nothing: number }>>;
export type NumberName = keyof typeof numbers;
export type ChoiceName = Exclude<keyof Granted, NumberName>;

export type GrantedFields = Record<NumberName, string> & Record<ChoiceName, boolean>;
export type GrantedProblem = NumberName | 'nothing';

export const limitsOf = (name: NumberName): { least: number; most: number } => numbers[name];
const names = Object.keys(numbers) as NumberName[];

export const emptyGranted = (): GrantedFields => ({
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
	secondPerson: false
});

export function grantedFieldsOf(granted: Granted): GrantedFields {
	const text = Object.fromEntries(names.map((name) => [name, String(granted[name])]));
	return { ...granted, ...(text as Record<NumberName, string>) };
}

/** A factor of time has no thousands, and one that is kept may have three decimals: it is never asked about. */
export const minutesTwoWays = (name: NumberName, text: string) =>
	name === 'timeMultiplier' ? null : readsTwoWays(text);

/** NaN: it is no number. */
function valueOf(name: NumberName, text: string): number {
	// "25 %" is how an office writes 1.25.
	const [, percent] = (name === 'timeMultiplier' && /^(.*)[%٪]\s*$/.exec(text)) || [];
	return percent === undefined
		? (readNumber(text) ?? Number.NaN)
		: 1 + (readNumber(percent) ?? Number.NaN) / 100;
}

/** `granted` counts only where there is no problem. */
export function readGranted(fields: GrantedFields): {
	granted: Granted;
	problems: GrantedProblem[];
} {
	const problems: GrantedProblem[] = [];
	const read = Object.fromEntries(
		names.map((name) => {
			const { least, most, nothing } = numbers[name];
			const value = fields[name].trim() === '' ? nothing : valueOf(name, fields[name]);
			const whole = name === 'timeMultiplier' ? Math.round(value * 100) / 100 : value;
			const fits = whole >= least && whole <= most;
			const either = minutesTwoWays(name, fields[name]) !== null;
			if (!fits || either || (name !== 'timeMultiplier' && !Number.isInteger(value)))
				problems.push(name);
			return [name, whole];
		})
	) as Record<NumberName, number>;
	const { noCamera, noMicrophone, largerText, reader, noGaze, secondPerson } = fields;
	const chosen = { noCamera, noMicrophone, largerText, reader, noGaze, secondPerson };
	const says = names.some((name) => read[name] !== numbers[name].nothing);
	if (problems.length === 0 && !says && Object.values(chosen).every((each) => !each))
		problems.push('nothing');
	return { granted: { ...read, ...chosen }, problems };
}

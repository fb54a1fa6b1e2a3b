/** An accommodation as it is typed in: what is granted, days of the browser's own zone, and why. Pure. */
import {
	emptyGranted,
	grantedFieldsOf,
	readGranted,
	type GrantedFields,
	type GrantedProblem
} from '#app/granted/granted-fields.ts';
import {
	accommodationRequest,
	type Accommodation,
	type AccommodationRequest
} from '#sync/schema/accommodation.ts';

export type AccommodationFields = GrantedFields & { from: string; until: string; reason: string };
export type AccommodationProblem =
	GrantedProblem | 'no_from' | 'no_until' | 'backwards' | 'no_reason';
export type ReadAccommodation =
	{ ok: true; body: AccommodationRequest } | { ok: false; problems: AccommodationProblem[] };

export const emptyFields = (now: number): AccommodationFields => ({
	...emptyGranted(),
	from: dayText(now),
	until: '',
	reason: ''
});

export const fieldsOf = ({ granted, from, until, reason }: Accommodation): AccommodationFields => ({
	...grantedFieldsOf(granted),
	from: dayText(from),
	// The last day it holds, as a person says it.
	until: until === null ? '' : dayText(until - 1),
	reason
});

/** `from` begins with its day and `until` holds to the end of its own. */
export function readAccommodation(fields: AccommodationFields): ReadAccommodation {
	const { granted, problems: found } = readGranted(fields);
	const problems: AccommodationProblem[] = [...found];
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

/** A release as it is typed in. */
import type { ReleaseShows, ReleaseState } from '#sync/schema/release.ts';

export interface ReleaseFields {
	shows: ReleaseShows;
	when: 'now' | 'later';
	/** As a datetime-local field has them. */
	from: string;
	requests: boolean;
	until: string;
	leaveWaiting: boolean;
}
export type ReleaseProblem = 'no_from' | 'no_until' | 'until_before' | 'nothing' | 'waiting';

const DAY_MS = 86_400_000;
const REQUEST_DAYS = 14;

/** A moment as a datetime-local field wants it, in the browser's own zone. */
export function fieldTime(at: number): string {
	const date = new Date(at);
	const local = new Date(at - date.getTimezoneOffset() * 60_000);
	return local.toISOString().slice(0, 16);
}

export function releaseFields(state: ReleaseState, now: number): ReleaseFields {
	const first = state.state === 'none';
	return {
		shows: first
			? { marks: true, answers: false, feedback: true, responses: true, comments: true }
			: state.shows,
		when: state.from !== null && state.from > now ? 'later' : 'now',
		from: fieldTime(state.from !== null && state.from > now ? state.from : now + DAY_MS),
		requests: first || state.requestsUntil !== null,
		until: fieldTime(state.requestsUntil ?? now + REQUEST_DAYS * DAY_MS),
		leaveWaiting: false
	};
}

export function readRelease(
	fields: ReleaseFields,
	state: Pick<ReleaseState, 'revision' | 'waitingAnswers' | 'from'>,
	now: number
) {
	const problems: ReleaseProblem[] = [];
	const later = new Date(fields.from).getTime();
	if (fields.when === 'later' && Number.isNaN(later)) problems.push('no_from');
	// What is out stays out since when it was.
	const past = state.from !== null && state.from <= now ? state.from : now;
	const from = fields.when === 'later' ? later : past;
	const until = new Date(fields.until).getTime();
	if (fields.requests && Number.isNaN(until)) problems.push('no_until');
	else if (fields.requests && until <= Math.max(from, now)) problems.push('until_before');
	if (!Object.values(fields.shows).some(Boolean)) problems.push('nothing');
	if (state.waitingAnswers > 0 && !fields.leaveWaiting) problems.push('waiting');
	return {
		problems,
		body: {
			revision: state.revision,
			shows: fields.shows,
			from,
			requestsUntil: fields.requests ? until : null,
			hidden: false,
			leaveWaiting: fields.leaveWaiting
		}
	};
}

/** What comes of the switches of a release on a student's page: as the edge makes the results, and the page shows them. */
import type { ReleaseShows } from '#sync/schema/release.ts';

const rules = {
	points: (shows: ReleaseShows) => shows.marks,
	correct: (shows: ReleaseShows) => shows.marks,
	passed: (shows: ReleaseShows) => shows.marks,
	// An answer says nothing without its question, neither the student's nor the right one.
	questions: (shows: ReleaseShows) => shows.responses || shows.answers,
	responses: (shows: ReleaseShows) => shows.responses,
	answers: (shows: ReleaseShows) => shows.answers,
	feedback: (shows: ReleaseShows) => shows.feedback,
	comments: (shows: ReleaseShows) => shows.comments,
	// They lie on what was handed in, and are drawn only with it.
	pictures: (shows: ReleaseShows) => shows.comments && shows.responses
};
export type Seen = keyof typeof rules;

/** `passMark`: without one nobody passes or fails. */
export function studentSees(
	shows: ReleaseShows,
	passMark: boolean
): { seen: Seen[]; hidden: Seen[] } {
	const all = (Object.keys(rules) as Seen[]).filter((each) => each !== 'passed' || passMark);
	return {
		seen: all.filter((each) => rules[each](shows)),
		hidden: all.filter((each) => !rules[each](shows))
	};
}

import { saidState } from '#sync/marking/request-state.ts';
import type { ReleasedResults } from '#sync/schema/release.ts';
import type { OwnRequest } from './student-results-api.ts';

/** By what changed since it was asked, there and back being nothing. */
export function requestState(
	request: OwnRequest,
	changes: ReleasedResults['changes']
): OwnRequest['state'] {
	const since = changes.filter(({ item, at }) => item === request.item && at > request.askedAt);
	const [first, last] = [since[0], since.at(-1)];
	return first && last
		? saidState(request.state, { asked: first.from, now: last.to })
		: request.state;
}

import type { ReleasedResults } from '#sync/schema/release.ts';
import type { OwnRequest } from './student-results-api.ts';

/** "kept" beside points that were changed since it was asked, as by a key that was put right, would be read as false: then they changed. */
export function requestState(
	request: OwnRequest,
	changes: ReleasedResults['changes']
): OwnRequest['state'] {
	if (request.state !== 'kept') return request.state;
	const since = changes.filter(({ item, at }) => item === request.item && at > request.askedAt);
	const [first, last] = [since[0], since.at(-1)];
	return first && last && first.from !== last.to ? 'changed' : 'kept';
}

import type { AnswersQuery } from './marking-api.ts';
import type { Show } from './desk.svelte.ts';

const shows: readonly Show[] = ['mine', 'moderate', 'flagged', 'all'];

/** From the address; what waits for oneself if it says nothing. */
export const readShow = (search: Pick<URLSearchParams, 'get'>): Show =>
	shows.find((show) => show === search.get('show')) ?? 'mine';

/** One answer among all of its question. */
export const deskPath = (sitting: string, item: string, script: string): string =>
	`/console/sittings/${sitting}/marking/${item}?show=all&answer=${script}`;

/** What is asked of the edge. Flags are this device's: all are asked for, and chosen from. */
export function queryOf(item: string, show: Show, after: string | undefined): AnswersQuery {
	const LIMIT = 50;
	return {
		item,
		limit: LIMIT,
		...(after === undefined ? {} : { after }),
		...(show === 'mine' ? { forMe: 'true' as const } : {}),
		...(show === 'moderate' ? { state: 'to_moderate' as const } : {})
	};
}

import { listedPerson, type ListedPerson } from '#sync/schema/administration.ts';
import { role, type Role } from '#sync/schema/person.ts';
import { queryText } from '#app/api/query-text.ts';

/** '' stands for any. */
export interface PeopleFilter {
	search: string;
	role: Role | '';
	state: ListedPerson['state'] | '';
}

export const everybody: PeopleFilter = { search: '', role: '', state: '' };
export const personStates = listedPerson.shape.state.options;

/** From the address of the page, which anybody can write. */
export function readPeopleFilter(params: Pick<URLSearchParams, 'get'>): PeopleFilter {
	return {
		search: (params.get('search') ?? '').slice(0, 200),
		role: role.safeParse(params.get('role')).data ?? '',
		state: listedPerson.shape.state.safeParse(params.get('state')).data ?? ''
	};
}

/** For the address of the page, so that the way back leads to the same list. */
export const peopleFilterText = ({ search, role, state }: PeopleFilter): string =>
	queryText({ search: search.trim(), role, state });

export const peopleQueryOf = ({ search, role, state }: PeopleFilter, after: string | null) => ({
	search: search.trim() || undefined,
	role: role || undefined,
	state: state || undefined,
	after: after ?? undefined,
	limit: 50
});

import { queryText } from '#app/api/query-text.ts';
import { bankQuery } from '#sync/schema/bank.ts';
import type { BankQuery } from '../bank-api.ts';

/** '' stands for any. */
export interface ItemsFilter {
	search: string;
	type: string;
	subject: string;
	tag: string;
	difficulty: NonNullable<BankQuery['difficulty']> | '';
	from: NonNullable<BankQuery['from']> | '';
}

export const allItems: ItemsFilter = {
	search: '',
	type: '',
	subject: '',
	tag: '',
	difficulty: '',
	from: ''
};

/** From the address of the page, which anybody can write. */
export function readItemsFilter(params: Pick<URLSearchParams, 'get'>): ItemsFilter {
	const { search, type, subject, tag, difficulty, from } = bankQuery.shape;
	return {
		search: search.safeParse(params.get('search')).data ?? '',
		type: type.safeParse(params.get('type')).data ?? '',
		subject: subject.safeParse(params.get('subject')).data ?? '',
		tag: tag.safeParse(params.get('tag')).data ?? '',
		difficulty: difficulty.safeParse(params.get('difficulty')).data ?? '',
		from: from.safeParse(params.get('from')).data ?? ''
	};
}

/** For the address of the page, so that the way back leads to the same list. */
export const itemsFilterText = ({ search, ...rest }: ItemsFilter): string =>
	queryText({ search: search.trim(), ...rest });

export const isAll = (filter: ItemsFilter): boolean => itemsFilterText(filter) === '';

export const itemsQueryOf = (filter: ItemsFilter, after: string | null): BankQuery => ({
	search: filter.search.trim() || undefined,
	type: filter.type || undefined,
	subject: filter.subject || undefined,
	tag: filter.tag || undefined,
	difficulty: filter.difficulty || undefined,
	from: filter.from || undefined,
	after: after ?? undefined,
	limit: 100
});

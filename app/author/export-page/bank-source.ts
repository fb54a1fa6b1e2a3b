/** Items of the bank: those that were chosen, or all that a filter leaves. */
import type { BankApi } from '../bank-api.ts';
import { itemsQueryOf, type ItemsFilter } from '../bank/items-filter.ts';
import type { Source } from './exporting.svelte.ts';

type Api = Pick<BankApi, 'items' | 'read' | 'exported'>;

export function bankSource(api: Api, from: readonly string[] | ItemsFilter): Source {
	let ids: readonly string[] = [];
	let complete = false;
	return {
		name: 'questions',
		read: async (progress, signal) => {
			ids = 'search' in from ? await allIds(api, from, signal) : from;
			const items = await api.read(ids, (done) => progress(done, ids.length), signal);
			complete = items.length === ids.length;
			return items;
		},
		placeOf: (number) => {
			const id = complete ? ids[number - 1] : undefined;
			return id === undefined ? null : `/console/items/${id}`;
		},
		record: (format) => api.exported(ids, format)
	};
}

/** Of all that a filter leaves, as the list shows them. */
export async function allIds(
	api: Pick<BankApi, 'items'>,
	filter: ItemsFilter,
	signal?: AbortSignal
): Promise<string[]> {
	const ids: string[] = [];
	let after: string | null = null;
	do {
		const page = await api.items(itemsQueryOf(filter, after), signal);
		ids.push(...page.items.map(({ id }) => id));
		after = page.next;
	} while (after !== null);
	return ids;
}

/** Where somebody is in an exam, as the address of the page says it. */
import { queryText } from '#app/api/query-text.ts';
import { itemId } from '#sync/schema/text.ts';

export const examTabs = ['write', 'publish', 'schedule', 'share', 'versions'] as const;
export type ExamTab = (typeof examTabs)[number];
export interface ExamPlace {
	tab: ExamTab;
	/** The item that is open. */
	item: string | null;
}

/** From an address that anybody can write. */
export const readPlace = (params: Pick<URLSearchParams, 'get'>): ExamPlace => ({
	tab: examTabs.find((tab) => tab === params.get('tab')) ?? 'write',
	item: itemId.safeParse(params.get('item')).data ?? null
});

export const placeText = ({ tab, item }: ExamPlace): string =>
	queryText({ tab: tab === 'write' ? undefined : tab, item: item ?? undefined });

/** Items of the bank become items of an exam, in the order they were chosen. */
import type { BankItem } from '#sync/schema/bank.ts';
import type { DraftItem } from '#sync/schema/draft.ts';

const AT_ONCE = 6;

/** `id`: its name in this exam, chosen so that two who add at the same time do not choose the same. */
export function draftItemOf({ id: item, version, authored }: BankItem, id: string): DraftItem {
	return {
		...authored,
		item: { ...authored.item, id },
		solution: authored.solution && { ...authored.solution, item: id },
		feedback: authored.feedback && { ...authored.feedback, item: id },
		bank: { item, version }
	};
}

export async function fetchDraftItems(
	ids: readonly string[],
	fetchItem: (id: string) => Promise<BankItem>,
	newId: () => string = () => `item-${crypto.randomUUID().slice(0, 13)}`
): Promise<DraftItem[]> {
	const items: DraftItem[] = [];
	for (let from = 0; from < ids.length; from += AT_ONCE) {
		const some = await Promise.all(ids.slice(from, from + AT_ONCE).map((id) => fetchItem(id)));
		items.push(...some.map((item) => draftItemOf(item, newId())));
	}
	return items;
}

/** An item that was written in an exam goes into the bank too, and is known as that item from then on. */
import type { DraftItem } from '#sync/schema/draft.ts';
import { authoredOf } from '../authored-of.ts';
import type { BankApi } from '../bank-api.ts';

/** Answers where it lies there; null: the bank has one like it already, word for word. */
export async function keepInBank(
	bank: Pick<BankApi, 'add'>,
	item: DraftItem
): Promise<NonNullable<DraftItem['bank']> | null> {
	const { ids } = await bank.add({
		items: [authoredOf(item)],
		shared: false,
		skipKnown: true,
		from: 'exam'
	});
	const [id] = ids;
	return id ? { item: id, version: 1 } : null;
}

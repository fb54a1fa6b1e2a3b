import { expect, test } from 'vitest';
import { authored } from '#sync/testing/every-item.ts';
import type { BankAdd } from '../bank-api.ts';
import { keepInBank } from './keep-in-bank.ts';

const item = { ...authored('single_choice'), bank: null };

/** A bank that answers so. */
function bankWith(id: string | null) {
	const asked: BankAdd[] = [];
	const add = (body: BankAdd) => {
		asked.push(body);
		return Promise.resolve({ ids: [id], added: id ? 1 : 0, known: id ? 0 : 1 });
	};
	return { add, asked };
}

test('an item of an exam goes to one\u2019s own items, for nobody else, and is known as that one', async () => {
	const bank = bankWith('kept');
	expect(await keepInBank(bank, item)).toEqual({ item: 'kept', version: 1 });
	expect(bank.asked).toMatchObject([{ shared: false, items: [authored('single_choice')] }]);
	expect(bank.asked[0]?.items[0]).not.toHaveProperty('bank');
});

test('what is there word for word is not added again', async () => {
	expect(await keepInBank(bankWith(null), item)).toBeNull();
});

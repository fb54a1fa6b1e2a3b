import { ApiError } from '#app/api/api-error.ts';
import type { BankItem } from '#sync/schema/bank.ts';
import { authored } from '#sync/testing/every-item.ts';
import { expect, test } from 'vitest';
import { setName, setText } from '../edit/steps.ts';
import { BankDesk } from './bank-desk.svelte.ts';

const item = authored('single_choice');
const id = crypto.randomUUID();
/** A bank of one item that others write in too. */
function bank() {
	let version = 3;
	let kept = item;
	const newest = (): BankItem => ({
		id,
		version,
		authored: kept,
		mine: true,
		shared: false,
		ownerName: '',
		versions: [],
		duplicates: []
	});
	const put = (next: typeof item) => {
		kept = next;
		return { version: ++version };
	};
	return {
		put,
		kept: () => kept,
		api: {
			add: async () => ({ ids: [id], added: 1, known: 0 }),
			item: async () => newest(),
			putMedia: async () => ({ hash: '', contentType: '', bytes: 0 }),
			save: async (_id: string, body: { authored: typeof item; base: number }) => {
				if (body.base !== version) throw new ApiError('conflict', 'changed since');
				return put(body.authored);
			}
		}
	};
}

test('what is written is unsaved until the bank has it, and each save is the next version', async () => {
	const { api, kept } = bank();
	const desk = new BankDesk(api, item, { id, version: 3 });
	expect(desk.unsaved).toBe(false);
	desk.write(['item', 'prompt'], 'Which of them?');
	expect(desk.unsaved).toBe(true);
	expect(await desk.save(false)).toBe(id);
	expect([desk.unsaved, kept().item.prompt]).toEqual([false, 'Which of them?']);
	desk.change(setName('Again'));
	expect(await desk.save(false)).toBe(id);
	expect(kept().name).toBe('Again');
});

test('a version that was saved meanwhile is said, and neither of the two is lost', async () => {
	const { api, put, kept } = bank();
	const desk = new BankDesk(api, item, { id, version: 3 });
	desk.change(setName('Mine'));
	put({ ...item, name: 'Theirs' });
	expect(await desk.save(false)).toBe(null);
	expect([desk.theirs?.version, desk.authored.name, kept().name]).toEqual([4, 'Mine', 'Theirs']);
	desk.keepMine();
	expect(await desk.save(false)).toBe(id);
	expect(kept().name).toBe('Mine');
	put({ ...item, name: 'Theirs again' });
	desk.change(setName('Mine again'));
	await desk.save(false);
	desk.takeTheirs();
	expect([desk.authored.name, desk.unsaved]).toEqual(['Theirs again', false]);
});

test('an item without a question is not kept, and says why', () => {
	const desk = new BankDesk(bank().api, item, null);
	desk.change(setText(['item', 'prompt'], ' '));
	expect(desk.mayBeKept).toBe(false);
	expect(desk.problems.map(({ code }) => code)).toEqual(['no_prompt']);
});

import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { flushSync } from 'svelte';
import * as Y from 'yjs';
import { mounted, mountedWithToasts } from '#app/testing/mounted.ts';
import { removeItem, writeDraft } from '#sync/draft/draft-document.ts';
import type { DraftItem } from '#sync/schema/draft.ts';
import { authored } from '#sync/testing/every-item.ts';
import { LiveDraft } from './draft.svelte.ts';
import RemovedList from './RemovedList.svelte';
import TakenAway from './TakenAway.svelte';

const question = (type: 'essay' | 'true_false', name: string): DraftItem => ({
	...authored(type),
	name,
	bank: null
});
const [earth, moon] = [question('true_false', 'Earth'), question('essay', 'Moon')];

/** Somebody else's removal arrives. */
function written() {
	const section = { id: 's', title: '', instructions: '', shuffle: false, draw: null };
	const doc = new Y.Doc();
	const head = { title: 'T', instructions: '', language: 'en', passPercent: null };
	writeDraft(doc, {
		...head,
		navigation: 'free',
		sections: [{ ...section, items: [earth, moon] }]
	});
	const live = new LiveDraft(doc, true, (run) => run());
	const takeOut = (id: string) => {
		const other = new Y.Doc();
		Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
		removeItem(other, id, { by: 'Bea', at: Date.UTC(2026, 2, 1, 12) });
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
		flushSync();
	};
	return { live, takeOut };
}

test('the page goes to what is told of the question that is open, and stays where one writes in another', () => {
	for (const open of [earth, moon]) {
		const { live, takeOut } = written();
		const far = document.createElement('div');
		far.style.blockSize = '5000px';
		const above = document.createElement('div');
		document.body.append(above, far);
		live.setPoints(earth.item.id, 3);
		mounted(TakenAway, { live, open: open.item.id, onopen: () => undefined }, above);
		window.scrollTo(0, 3000);
		takeOut(earth.item.id);
		expect(above.textContent).toContain('Bea removed a question you were writing in: Earth');
		if (open === earth) expect(window.scrollY).toBeLessThan(3000);
		else expect(above.getBoundingClientRect().bottom).toBeLessThan(0);
		document.body.replaceChildren();
	}
});

test('what was taken out is listed with who did and when, and comes back', async () => {
	const { live, takeOut } = written();
	takeOut(moon.item.id);
	mountedWithToasts(RemovedList, { live });
	const said = page.getByRole('listitem').element().textContent;
	for (const word of ['Moon', '2026', 'Bea']) expect(said).toContain(word);
	await page.getByRole('button', { name: 'Bring back Moon' }).click();
	await expect.element(page.getByText('Back again: Moon')).toBeVisible();
	expect(live.item(moon.item.id)?.name).toBe('Moon');
	expect(page.getByRole('heading', { name: 'Removed questions' }).elements()).toEqual([]);
});

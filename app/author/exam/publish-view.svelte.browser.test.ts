import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { canonicalText } from '#sync/canonical.ts';
import { mounted } from '#app/testing/mounted.ts';
import type { Draft } from '#sync/schema/draft.ts';
import { authored } from '#sync/testing/every-item.ts';
import type { Warning } from '../exam-api.ts';
import type { OpenExam } from './open-exam.svelte.ts';
import PublishView from './PublishView.svelte';

const picture = 'ab'.repeat(32);
const item = {
	...authored('true_false'),
	item: { ...authored('true_false').item, prompt: `See ![](media:${picture})` },
	bank: null
};
const section = { id: 's', title: '', instructions: '', shuffle: false, draw: null };
const draft = {
	title: 'Algebra',
	instructions: '',
	language: 'en',
	navigation: 'free',
	passPercent: null,
	sections: [{ ...section, items: [item] }]
} as Draft;

function show({
	warnings = [],
	frozen = null
}: { warnings?: Warning[]; frozen?: Draft | null } = {}) {
	const changed: unknown[] = [];
	const exam = $state({
		publishedAt: frozen && 1_700_000_000_000,
		made: null as OpenExam['made'],
		frozen: null as string | null,
		mayEdit: true,
		desk: {
			draft: {
				changeItem: (id: string, step: (now: typeof item) => typeof item) =>
					changed.push([id, step(item).item.prompt])
			}
		},
		look: () => Promise.resolve(),
		check(draft: () => Draft) {
			if (frozen) exam.frozen = canonicalText(frozen);
			return Promise.resolve({
				warnings,
				changed: frozen && exam.frozen !== canonicalText(draft())
			});
		},
		publish(draft: () => Draft) {
			exam.made = { form: { form: 'f', hash: 'c0ffee', isNew: true, warnings: [] }, at: 1 };
			exam.frozen = canonicalText(draft());
			return Promise.resolve();
		}
	});
	const props = $state({
		exam: exam as unknown as OpenExam,
		draft,
		id: 'exam'
	});
	mounted(PublishView, props);
	return { props, changed };
}

const button = (name: string) => page.getByRole('button', { name, exact: true });

test('once published the next step is to schedule; publishing again waits until something changes', async () => {
	const { props } = show();
	await button('Publish').click();
	await expect.element(page.getByRole('link', { name: 'Schedule a sitting' })).toBeVisible();
	await expect.element(button('Publish again')).toBeDisabled();
	await expect.element(page.getByText(/^Nothing has changed since it was published/)).toBeVisible();
	await expect.element(page.getByText('c0ffee')).not.toBeVisible();
	props.draft = { ...draft, title: 'Algebra I' };
	await expect.element(button('Publish again')).toBeEnabled();
});

test('opened anew, publishing waits where nothing has changed since, and is first where something has', async () => {
	const { props } = show({ frozen: draft });
	await expect.element(button('Publish again')).toBeDisabled();
	props.draft = { ...draft, title: 'Algebra I' };
	await expect.element(button('Publish again')).toBeEnabled();
	await expect.element(button('Publish again')).toHaveClass('primary');
});

test('words for a picture are written beside the warning and go to its item', async () => {
	const stop = { code: 'no_alternative_text', stops: true, item: item.item.id } as const;
	const { changed } = show({ warnings: [stop] });
	await page.getByRole('textbox', { name: 'What the picture shows' }).fill('A red sky');
	await button('Keep these words').click();
	expect(changed).toEqual([[item.item.id, `See ![A red sky](media:${picture})`]]);
	await page.getByRole('checkbox', { name: /^Only decoration/ }).click();
	await button('Keep these words').click();
	expect(changed[1]).toEqual([item.item.id, `See ![](media:${picture} "decoration")`]);
});

import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { mounted } from '#app/testing/mounted.ts';
import type { MarkingOverview } from '#sync/schema/marking.ts';
import { MarkingApi } from './marking-api.ts';
import Overview from './Overview.svelte';

const sitting = '11111111-1111-4111-8111-111111111111';
const progress = { waiting: 0, marked: 0, secondWaiting: 0, toModerate: 0, forMe: 0 };
const overview: MarkingOverview = {
	...{ sitting, exam: sitting, form: sitting, title: 'Algebra', revision: 1, state: 'open' },
	...{ closedAt: null, namesHidden: false, scripts: 3, items: [], markers: [], progress },
	settings: {
		...{ blind: false, second: 'none', sampleShare: 0.1, tolerance: 1, combine: 'mean' },
		...{ step: 0.5, passPercent: null }
	},
	may: { manage: false, moderate: true, decide: true },
	...{ held: 2, writing: false }
};
const show = (change: Partial<MarkingOverview>) =>
	mounted(Overview, {
		api: new MarkingApi(() => undefined),
		overview: { ...overview, ...change },
		person: 'p',
		onchange: () => {},
		onsent: () => {}
	});
const look = page.getByRole('link', { name: 'Look at them' });

test('what waits for a decision leads to where it is decided', async () => {
	show({});
	await expect.element(page.getByText('Attempts that wait for a decision: 2')).toBeVisible();
	await expect.element(look).toHaveAttribute('href', `/console/sittings/${sitting}/held`);
});

test('whoever may not decide is told of it and led nowhere', async () => {
	show({ may: { ...overview.may, decide: false } });
	await expect.element(page.getByText('Attempts that wait for a decision: 2')).toBeVisible();
	expect(look.query()).toBeNull();
});

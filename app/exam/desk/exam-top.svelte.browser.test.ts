import { createRawSnippet, flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '#app/ui/base.css';
import '#app/ui/tokens.css';
import { mounted } from '#app/testing/mounted.ts';
import ExamTop from './ExamTop.svelte';

/** Between the middles of what stands in one line, in pixels. */
const ONE_LINE = 2;

function show() {
	const props = $state({
		title: 'Biology and measuring',
		lang: undefined as string | undefined,
		remainingMs: 4_398_000,
		save: 'saved_on_device' as const,
		offline: false,
		largerText: false,
		onhandin: () => undefined,
		rest: { on: false, leftMs: 600_000 } as never,
		paused: false,
		restBusy: false,
		onrest: () => undefined,
		ontrouble: () => undefined,
		watching: createRawSnippet(() => ({ render: () => '<div data-on>on</div>' }))
	});
	mounted(ExamTop, props);
	return props;
}
const boxOf = (element: Element) => element.getBoundingClientRect();
const middle = (element: Element) => boxOf(element).top + boxOf(element).height / 2;
const bar = () => boxOf(page.getByRole('banner').element());

test.each([360, 390])(
	'on a phone of %i px a lost network is one whole line beside the state, and the bar keeps its height',
	async (width) => {
		await page.viewport(width, 844);
		const props = show();
		// In other letters lines break elsewhere.
		bar();
		await document.fonts.ready;
		const before = bar().height;
		props.offline = true;
		flushSync();
		const state = page.getByRole('status').element();
		const offline = page.getByText('Working offline').first().element();
		expect(Math.abs(middle(state) - middle(offline))).toBeLessThanOrEqual(ONE_LINE);
		expect(offline.scrollWidth).toBeLessThanOrEqual(offline.clientWidth + 1);
		expect(boxOf(state).height).toBeLessThan(30);
		expect(bar().height).toBe(before);
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
	}
);

test('a title of another language than the page’s says so', async () => {
	const props = show();
	const title = page.getByText('Biology and measuring');
	expect(title.element().hasAttribute('lang')).toBe(false);
	props.lang = 'en';
	flushSync();
	await expect.element(title).toHaveAttribute('lang', 'en');
});

import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '#app/ui/tokens.css';
import { mounted } from '#app/testing/mounted.ts';
import type { ScreenState } from './screen-share.svelte.ts';
import type { SensorState } from './sensor.ts';
import type { Unread } from './watch-text.ts';
import WatchLine from './WatchLine.svelte';

const watching: SensorState = { state: 'watching' };
const refused: SensorState = {
	state: 'unavailable',
	part: 'device',
	reason: 'permission_denied'
};
/** Between two signs of one row, in pixels. */
const MOST_APART = 24;

async function show(
	width: number,
	dir: 'ltr' | 'rtl',
	camera: SensorState,
	screen: ScreenState,
	unread: Unread = {}
) {
	await page.viewport(width, 844);
	document.documentElement.dir = dir;
	// As in the bar of the exam: as wide as it needs, beside what else stands there.
	const bar = document.body.appendChild(document.createElement('div'));
	bar.style.cssText = 'display: flex; flex-wrap: wrap';
	const props = {
		watch: {
			...{ camera, microphone: watching, unread },
			retry: () => undefined,
			screen: { state: screen, share: () => Promise.resolve() }
		},
		onobserved: () => undefined
	};
	mounted(WatchLine, props, bar);
	await expect.element(page.getByRole('button', { name: /being observed/ })).toBeVisible();
	return [...document.querySelectorAll('svg')].map((sign) => sign.getBoundingClientRect());
}
afterEach(() => (document.documentElement.dir = 'ltr'));
const middle = ({ top, height }: DOMRect) => top + height / 2;

test.each([
	['ltr', 'shared', 4],
	['ltr', 'off', 3],
	['rtl', 'shared', 4],
	['rtl', 'off', 3]
] as const)(
	'%s, on a phone, screen %s: camera, microphone, screen and the eye are one row, as far from each other',
	async (dir, screen, count) => {
		const signs = await show(390, dir, watching, screen);
		expect(signs).toHaveLength(count);
		const inOrder = dir === 'ltr' ? signs : signs.toReversed();
		for (const [at, sign] of inOrder.entries()) {
			const before = inOrder[at - 1];
			if (!before) continue;
			expect(Math.abs(middle(sign) - middle(before))).toBeLessThanOrEqual(1);
			expect(sign.left - before.right).toBeGreaterThan(8);
			expect(sign.left - before.right).toBeLessThanOrEqual(MOST_APART);
		}
	}
);

test('on a phone a camera that gives nothing says so, and the eye stays in its row', async () => {
	const signs = await show(390, 'ltr', refused, 'not_offered');
	const [camera, eye] = [signs[0], signs.at(-1)];
	await expect.element(page.getByText('Camera not available').first()).toBeVisible();
	expect(camera && eye && Math.abs(middle(camera) - middle(eye))).toBeLessThanOrEqual(12);
	expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});

test.each([390, 230])(
	'at %i px the eye does not lie over the words of a camera that is partly analysed',
	async (width) => {
		const signs = await show(width, 'ltr', watching, 'not_offered', { head: 'model_missing' });
		const words = page.getByText('Camera on, partly analysed', { exact: true }).element();
		const eye = signs.at(-1);
		expect(eye && eye.left - words.getBoundingClientRect().right).toBeGreaterThan(0);
	}
);

test('what is pressed is large enough for a thumb', async () => {
	await show(390, 'ltr', watching, 'off');
	const { width, height } = page
		.getByRole('button', { name: /being observed/ })
		.element()
		.getBoundingClientRect();
	expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
});

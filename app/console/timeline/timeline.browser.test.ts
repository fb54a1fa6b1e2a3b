import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import {
	denseStoryFixture,
	storyFixture,
	type Story
} from '../../../tests/support/attempt-fixture.ts';
import { bundleFixture } from '../../../tests/support/bundle-fixture.ts';
import { RecordReader } from '../attempt/record-reader.ts';
import { browserView } from './browser-view.ts';
import type { Timeline as Model } from './model.ts';
import type { TimelineView } from './timeline-view.svelte.ts';
import Timeline from './Timeline.svelte';

const orderSeed = 'AAECAwQFBgcICQoLDA0ODw';
let shown: ReturnType<typeof mount> | null = null;

afterEach(() => {
	if (shown) void unmount(shown);
	shown = null;
	document.body.replaceChildren();
});

async function modelOf(story: Story): Promise<Model> {
	const bundle = await bundleFixture(story, {
		openedAt: Date.UTC(2026, 10, 20, 9),
		studentName: 'Ana'
	});
	const reading = new RecordReader().read(new TextEncoder().encode(JSON.stringify(bundle)).buffer);
	if (!reading?.timeline) throw new Error('the story was not read');
	return reading.timeline;
}

async function show(timeline: Model): Promise<{ place: HTMLElement; view: TimelineView }> {
	const place = document.createElement('div');
	place.style.inlineSize = '1100px';
	document.body.append(place);
	const view = browserView();
	shown = mount(Timeline, { target: place, props: { timeline, view } });
	flushSync();
	await painted();
	return { place, view };
}

const painted = async () => {
	for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
	await tick();
};

function focusedWords(): string {
	return document.activeElement?.getAttribute('aria-label') ?? '';
}

async function press(key: string): Promise<string> {
	document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
	await painted();
	return focusedWords();
}

test('the keyboard goes from mark to mark and lane to lane, and each says itself in words', async () => {
	const { place } = await show(await modelOf(storyFixture({ orderSeed })));
	place.querySelector<SVGElement>('.ring')?.focus();
	expect(focusedWords()).toMatch(/^Question 1: .* on screen/);
	expect(await press('ArrowRight')).toMatch(/^Question 2: /);
	await press('ArrowDown');
	expect(await press('ArrowDown')).toMatch(/^Exam page not in view, 7.4 seconds/);
	expect(await press('ArrowRight')).toMatch(/^Exam page not in view/);
});

test('Enter enlarges the focused mark, and the view never shows time that was not recorded', async () => {
	const timeline = await modelOf(storyFixture({ orderSeed }));
	const { place, view } = await show(timeline);
	place.querySelector<SVGElement>('.ring')?.focus();
	await press('Enter');
	await expect.poll(() => view.view.to - view.view.from).toBeLessThan(timeline.length / 5);
	expect(view.view.from).toBeGreaterThanOrEqual(0);
});

test('the table tells every mark of the picture', async () => {
	const timeline = await modelOf(storyFixture({ orderSeed }));
	const { place } = await show(timeline);
	const button = [...place.querySelectorAll('button')].find(
		({ textContent }) => textContent?.trim() === 'Show as table'
	);
	button?.click();
	flushSync();
	const marks = timeline.rows.reduce((sum, { marks }) => sum + marks.length, 0);
	expect(place.querySelectorAll('tbody tr')).toHaveLength(marks);
});

test('36,000 entries are drawn with few elements, and a zoom step stays within a frame', async () => {
	const timeline = await modelOf(denseStoryFixture(orderSeed));
	const { place, view } = await show(timeline);
	expect(timeline.answers.at.length).toBeGreaterThan(30_000);
	expect(place.querySelectorAll('.plot svg *').length).toBeLessThan(400);
	const times: number[] = [];
	for (let step = 0; step < 40; step++) {
		const began = performance.now();
		view.zoom(step < 20 ? 0.8 : 1.25, timeline.length / 3);
		flushSync();
		times.push(performance.now() - began);
		await painted();
	}
	times.sort((a, b) => a - b);
	expect(times[20]).toBeLessThan(16);
});

import '#app/ui/tokens.css';
import '#app/ui/field.css';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import CaretLayer from './CaretLayer.svelte';

let shown: Record<string, unknown> | null = null;
afterEach(async () => {
	if (shown) await unmount(shown);
	shown = null;
	document.body.replaceChildren();
});

const caret = (index: number, name: string, place = 'here') => ({
	client: 1,
	name,
	lane: 2,
	index,
	place
});

function open(value: string, at: number, name = 'Somebody with a long name') {
	const field = document.body.appendChild(document.createElement('div'));
	field.style.cssText = 'position: relative; width: 240px; height: 44px';
	const props = $state({ value, carets: [caret(at, name)], scrolled: 0 });
	shown = mount(CaretLayer, { target: field, props });
	flushSync();
	const box = (of: string) => (field.querySelector(of) as Element).getBoundingClientRect();
	return { props, field, box };
}

test('the name at a caret stays within its field, wherever in the line somebody writes', () => {
	const { props, field, box } = open('mmmmmmmmmmmm', 12);
	const right = () => field.getBoundingClientRect().right;
	expect(box('.caret').right).toBeGreaterThan(right() - 200);
	expect(box('.flag').right).toBeLessThanOrEqual(right() + 0.5);
	props.carets = [caret(0, 'Ada')];
	flushSync();
	expect(Math.abs(box('.flag').left - box('.caret').left)).toBeLessThan(3);
});

test('a caret in a line that is scrolled away is not drawn over what stands around the field', () => {
	const { props, field } = open('a\n'.repeat(20), 0);
	const seen = () => getComputedStyle(field.querySelector('.caret') as Element).visibility;
	expect(seen()).toBe('visible');
	props.scrolled = 200;
	flushSync();
	expect(seen()).toBe('hidden');
	expect(getComputedStyle(field.querySelector('.flag') as Element).visibility).toBe('hidden');
});

test('the name makes room for the words under it, and is back when they move, not when one writes before them', () => {
	const { props, field } = open('How heavy?', 3);
	const flag = () => field.querySelector('.flag') as HTMLElement;
	const finish = () =>
		flag()
			.getAnimations()
			.forEach((each) => each.finish());
	expect(getComputedStyle(flag()).opacity).toBe('1');
	finish();
	expect(getComputedStyle(flag()).opacity).toBe('0');
	props.carets = [caret(4, 'Ada')];
	flushSync();
	expect(getComputedStyle(flag()).opacity).toBe('0');
	props.carets = [caret(9, 'Ada', 'there')];
	flushSync();
	expect(getComputedStyle(flag()).opacity).toBe('1');
});

import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { startPageMonitors } from './page-monitors.ts';

let stop: () => void = () => undefined;
afterEach(() => {
	stop();
	document.body.replaceChildren();
	Reflect.deleteProperty(document, 'visibilityState');
	Reflect.deleteProperty(document, 'hasFocus');
	Reflect.deleteProperty(document, 'fullscreenElement');
});

function monitor(fullscreen = false) {
	const told: string[] = [];
	stop = startPageMonitors({
		page: document,
		fullscreen,
		onFact: (check, holds) => told.push(`${check} ${holds}`),
		onMoment: (check, characters) => told.push(`${check} ${characters}`)
	});
	told.length = 0;
	return told;
}
const be = (state: Record<string, unknown>) => {
	for (const [name, value] of Object.entries(state))
		Object.defineProperty(document, name, { value, configurable: true });
};

test('a hidden page is hidden, not out of focus as well', () => {
	const told = monitor();
	be({ visibilityState: 'hidden', hasFocus: () => false });
	document.dispatchEvent(new Event('visibilitychange'));
	expect(told).toEqual(['page_hidden true', 'focus_lost false']);
});

test('another window in front of a visible page is lost focus, until it is back', () => {
	be({ visibilityState: 'visible', hasFocus: () => false });
	const told = monitor();
	dispatchEvent(new Event('blur'));
	be({ hasFocus: () => true });
	dispatchEvent(new Event('focus'));
	expect(told).toEqual([
		'page_hidden false',
		'focus_lost true',
		'page_hidden false',
		'focus_lost false'
	]);
});

test('copying and cutting in a field tell how much was marked', async () => {
	const field = document.body.appendChild(document.createElement('textarea'));
	field.value = 'twelve chars and more';
	field.setSelectionRange(0, 12);
	field.focus();
	const told = monitor();
	await userEvent.copy();
	await userEvent.cut();
	expect(told.filter((each) => /^c/.test(each))).toEqual(['copy 12', 'cut 12']);
});

test('copying from the page tells how much was marked', async () => {
	const text = document.body.appendChild(document.createElement('p'));
	text.textContent = 'question';
	getSelection()?.selectAllChildren(text);
	const told = monitor();
	await userEvent.copy();
	expect(told).toContain('copy 8');
});

test('a paste tells its length and nothing of its text; one without text has none', () => {
	const told = monitor();
	const clipboardData = new DataTransfer();
	clipboardData.setData('text/plain', 'secret');
	document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
	document.dispatchEvent(new ClipboardEvent('paste'));
	expect(told).toEqual(['paste 6', 'paste 0']);
	expect(JSON.stringify(told)).not.toContain('secret');
});

test('full screen is watched only where the policy asks for it', () => {
	be({ fullscreenElement: document.body });
	const unasked = monitor(false);
	document.dispatchEvent(new Event('fullscreenchange'));
	expect(unasked).toEqual([]);
	stop();
	const told = monitor(true);
	be({ fullscreenElement: null });
	document.dispatchEvent(new Event('fullscreenchange'));
	expect(told).toEqual(['fullscreen_left true']);
});

test('nothing is told once stopped', () => {
	const told = monitor();
	stop();
	dispatchEvent(new Event('blur'));
	document.dispatchEvent(new ClipboardEvent('paste'));
	expect(told).toEqual([]);
});

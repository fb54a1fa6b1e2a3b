import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Check } from '#sync/schema/observation.ts';
import { startPageMonitors, type PageMonitors } from './page-monitors.ts';

const { matchMedia } = window;
let stop: () => void = () => undefined;
let keys: PageMonitors['keys'] = { take: () => null };
afterEach(() => {
	stop();
	document.body.replaceChildren();
	for (const name of ['visibilityState', 'hasFocus', 'fullscreenElement'])
		Reflect.deleteProperty(document, name);
	for (const name of ['webdriver', 'onLine', 'getBattery']) Reflect.deleteProperty(navigator, name);
	for (const name of ['outerWidth', 'outerHeight']) Reflect.deleteProperty(window, name);
	// A property of the window itself: deleted, the browser's own would be gone.
	Object.assign(window, { matchMedia });
	Reflect.deleteProperty(screen, 'isExtended');
});

const tell = (check: string, ...rest: unknown[]) =>
	[check, ...rest.filter((each) => each !== undefined)].join(' ');
/** Only these checks are watched; what is told at once is left out unless it is asked for. */
function monitor(watched: readonly Check[], { fromStart = false } = {}) {
	const told: string[] = [];
	const monitors = startPageMonitors({
		page: document,
		watched: (check) => watched.includes(check),
		fact: (check, holds, said) => told.push(tell(check, holds, said?.reason)),
		moment: (check, peak, reason) => told.push(tell(check, peak, reason))
	});
	({ keys } = monitors);
	stop = () => monitors.stop();
	if (!fromStart) told.length = 0;
	return told;
}
const on = (target: object) => (state: Record<string, unknown>) => {
	for (const [name, value] of Object.entries(state))
		Object.defineProperty(target, name, { value, configurable: true, writable: true });
};
const be = on(document);
const beBrowser = on(navigator);
const beWindow = on(window);
const seen: readonly Check[] = ['page_hidden', 'focus_lost'];
const clipboard: readonly Check[] = ['copy', 'cut', 'paste', 'drop'];
const field = () => {
	const made = document.body.appendChild(document.createElement('textarea'));
	made.focus();
	return made;
};

test('a hidden page is hidden, not out of focus as well', () => {
	const told = monitor(seen);
	be({ visibilityState: 'hidden', hasFocus: () => false });
	document.dispatchEvent(new Event('visibilitychange'));
	expect(told).toEqual(['page_hidden true', 'focus_lost false']);
});

test('another window in front of a visible page is lost focus, until it is back', () => {
	be({ visibilityState: 'visible', hasFocus: () => false });
	const told = monitor(seen);
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
	const text = field();
	text.value = 'twelve chars and more';
	text.setSelectionRange(0, 12);
	const told = monitor(clipboard);
	await userEvent.copy();
	await userEvent.cut();
	expect(told.filter((each) => /^c/.test(each))).toEqual(['copy 12', 'cut 12']);
});

test('copying from the page tells how much was marked', async () => {
	const text = document.body.appendChild(document.createElement('p'));
	text.textContent = 'question';
	getSelection()?.selectAllChildren(text);
	const told = monitor(clipboard);
	await userEvent.copy();
	expect(told).toContain('copy 8');
});

test('a paste tells its length and nothing of its text; one without text has none', () => {
	const told = monitor(clipboard);
	const clipboardData = new DataTransfer();
	clipboardData.setData('text/plain', 'secret');
	document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
	document.dispatchEvent(new ClipboardEvent('paste'));
	expect(told).toEqual(['paste 6', 'paste 0']);
	expect(JSON.stringify(told)).not.toContain('secret');
});

test('text dropped in from elsewhere tells its length; text moved within the page does not', () => {
	const told = monitor(clipboard);
	const dataTransfer = new DataTransfer();
	dataTransfer.setData('text/plain', 'from elsewhere');
	document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
	document.body.dispatchEvent(new DragEvent('dragstart', { bubbles: true }));
	document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
	expect(told).toEqual(['drop 14']);
});

test('full screen is watched only where the policy asks for it', () => {
	be({ fullscreenElement: document.body });
	const unasked = monitor(seen);
	document.dispatchEvent(new Event('fullscreenchange'));
	expect(unasked).toEqual([]);
	stop();
	const told = monitor(['fullscreen_left']);
	be({ fullscreenElement: null });
	document.dispatchEvent(new Event('fullscreenchange'));
	expect(told).toEqual(['fullscreen_left true']);
});

test('a window that leaves room for another is told as that, and when it has the screen again', () => {
	const told = monitor(['window_small']);
	const size = (width: number, height: number) => {
		beWindow({ outerWidth: width, outerHeight: height });
		dispatchEvent(new Event('resize'));
	};
	size(screen.availWidth / 2, screen.availHeight);
	size(screen.availWidth, screen.availHeight);
	size(screen.availWidth / 2, screen.availHeight / 2);
	expect(told).toEqual([
		'window_small true split',
		'window_small false',
		'window_small true small'
	]);
});

test('of a window whose size a finger cannot choose nothing is told', () => {
	beWindow({ matchMedia: () => ({ matches: true }) });
	const told = monitor(['window_small'], { fromStart: true });
	beWindow({ outerWidth: screen.availWidth / 2, outerHeight: screen.availHeight });
	dispatchEvent(new Event('resize'));
	expect(told).toEqual([]);
});

test('a second screen is told where the browser knows, and when it is gone', () => {
	on(screen)({ isExtended: true });
	const told = monitor(['second_screen'], { fromStart: true });
	on(screen)({ isExtended: false });
	(screen as unknown as EventTarget).dispatchEvent(new Event('change'));
	expect(told).toEqual(['second_screen true', 'second_screen false']);
	stop();
	on(screen)({ isExtended: undefined });
	expect(monitor(['second_screen'], { fromStart: true })).toEqual([]);
});

test('printing and the context menu are moments', () => {
	const told = monitor(['print', 'context_menu']);
	dispatchEvent(new Event('beforeprint'));
	document.body.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
	expect(told).toEqual(['print 1', 'context_menu 1']);
});

test('the keys of the developer tools are a sign; other keys are none', () => {
	const told = monitor(['devtools']);
	const press = (init: KeyboardEventInit) =>
		document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }));
	press({ key: 'i' });
	press({ key: 'I', ctrlKey: true });
	expect(told).toEqual([]);
	press({ key: 'I', ctrlKey: true, shiftKey: true });
	press({ key: 'F12' });
	expect(told).toEqual(['devtools true shortcut', 'devtools true shortcut']);
});

test('a browser that says that a program steers it is told once, another is not', () => {
	beBrowser({ webdriver: true });
	expect(monitor(['automated'], { fromStart: true })).toEqual(['automated true webdriver']);
	stop();
	beBrowser({ webdriver: false });
	expect(monitor(['automated'], { fromStart: true })).toEqual([]);
});

test('letters that a program puts into a field are too fast; a held key, a voice, a paste, an undo and an answer chosen are not', () => {
	const text = field();
	const told = monitor(['fast_text']);
	const put = (added: string, inputType?: string) => {
		text.dispatchEvent(new InputEvent('beforeinput', { bubbles: true }));
		text.value += added;
		text.dispatchEvent(
			inputType === undefined
				? new Event('input', { bubbles: true })
				: new InputEvent('input', { bubbles: true, inputType, data: added })
		);
	};
	put('a word that the keyboard', 'insertReplacementText');
	put('x'.repeat(500), 'insertFromPaste');
	put('y'.repeat(500), 'historyUndo');
	put('a whole sentence that somebody spoke', 'insertText');
	put('another, of an aid that does not say what it does');
	for (let i = 0; i < 100; i++) {
		text.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, key: 'a', repeat: true }));
		put('a', 'insertText');
	}
	text.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true, key: 'a' }));
	const choice = document.body.appendChild(document.createElement('input'));
	choice.type = 'radio';
	choice.value = 'v'.repeat(80);
	choice.dispatchEvent(new Event('input', { bubbles: true }));
	expect(told).toEqual([]);
	for (let i = 0; i < 45; i++) put('z');
	expect(told).toEqual(['fast_text 40']);
});

test('the rhythm of keys is summed up, and no key is in it', async () => {
	const text = field();
	monitor(['fast_text']);
	expect(keys.take()).toBeNull();
	await userEvent.type(text, 'secret{Backspace}{ArrowLeft}');
	const rhythm = keys.take();
	expect(rhythm).toMatchObject({ strokes: 7, corrections: 1 });
	expect(rhythm?.gapMedian).toBeGreaterThanOrEqual(0);
	expect(JSON.stringify(rhythm)).not.toMatch(/secret|Key[A-Z]/);
	expect(keys.take()).toBeNull();
});

test('where typing is not watched its rhythm is not measured', async () => {
	const text = field();
	monitor(['paste']);
	await userEvent.type(text, 'secret');
	expect(keys.take()).toBeNull();
});

test('no network is told, and its return', () => {
	const told = monitor(['network_gone']);
	beBrowser({ onLine: false });
	dispatchEvent(new Event('offline'));
	beBrowser({ onLine: true });
	dispatchEvent(new Event('online'));
	expect(told).toEqual(['network_gone true', 'network_gone false']);
});

test('a low battery that nothing charges is told; a browser that does not say of one tells nothing', async () => {
	const battery = Object.assign(new EventTarget(), { level: 0.08, charging: false });
	beBrowser({ getBattery: async () => battery });
	const told = monitor(['battery_low'], { fromStart: true });
	await expect.poll(() => told).toEqual(['battery_low true']);
	battery.charging = true;
	battery.dispatchEvent(new Event('chargingchange'));
	expect(told).toEqual(['battery_low true', 'battery_low false']);
	stop();
	beBrowser({ getBattery: () => Promise.reject(new Error('no')) });
	expect(monitor(['battery_low'], { fromStart: true })).toEqual([]);
});

test('little storage is told', async () => {
	const { storage } = navigator;
	const estimate = storage.estimate.bind(storage);
	on(storage)({ estimate: async () => ({ quota: 60_000_000, usage: 40_000_000 }) });
	try {
		const told = monitor(['storage_low'], { fromStart: true });
		await expect.poll(() => told).toEqual(['storage_low true']);
	} finally {
		on(storage)({ estimate });
	}
});

test('what is switched off is not listened for, and nothing is told once stopped', () => {
	const none = monitor([], { fromStart: true });
	dispatchEvent(new Event('blur'));
	document.dispatchEvent(new ClipboardEvent('paste'));
	dispatchEvent(new Event('beforeprint'));
	expect(none).toEqual([]);
	stop();
	const told = monitor([...seen, ...clipboard, 'print', 'fast_text', 'network_gone']);
	stop();
	dispatchEvent(new Event('blur'));
	dispatchEvent(new Event('offline'));
	dispatchEvent(new Event('beforeprint'));
	document.dispatchEvent(new ClipboardEvent('paste'));
	expect(told).toEqual([]);
});

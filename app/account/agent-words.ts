import { m } from '#app/i18n/generated/messages.js';

/** The first that fits counts: each of these names itself as those below it too. */
const browsers: [RegExp, string][] = [
	[/\bEdgA?\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\b(Firefox|FxiOS)\//, 'Firefox'],
	[/\b(Chrome|Chromium|HeadlessChrome|CriOS)\//, 'Chrome'],
	[/\bSafari\//, 'Safari']
];
const systems: [RegExp, string][] = [
	[/\bAndroid\b/, 'Android'],
	[/\biPhone\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bWindows\b/, 'Windows'],
	[/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
	[/\bLinux\b/, 'Linux']
];

const found = (list: [RegExp, string][], agent: string) =>
	list.find(([pattern]) => pattern.test(agent))?.[1];

/** A device as its owner would call it, from what the browser says of itself. */
export function agentWords(agent: string | null): string {
	const browser = found(browsers, agent ?? '');
	const system = found(systems, agent ?? '');
	if (browser && system) return m.account_device_on({ browser, system });
	return browser ?? system ?? m.account_device_unknown();
}

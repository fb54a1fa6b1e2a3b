/** Which Chromium the tests drive, and how it is told to keep to itself. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Playwright's own browser where it was downloaded, else the system's, else null. */
export function findChromium(): string | null {
	return [chromium.executablePath(), ...installed].find((path) => path && existsSync(path)) ?? null;
}

export function chromiumPath(): string {
	const path = findChromium();
	if (path) return path;
	throw new Error(
		'No Chromium. Install it: `npx playwright install chromium` or `apt-get install chromium`.'
	);
}

export const chromiumArguments = (): string[] => [
	'--no-sandbox',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run'
];

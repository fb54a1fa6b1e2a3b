/** `node tests/support/icons.ts`: draws the PNG icons of static/icons/ from their SVG sources. Run after changing one; the PNGs are committed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumArguments, chromiumPath } from './chromium-binary.ts';

const folder = join(import.meta.dirname, '../../static/icons');

const drawings: { source: string; png: string; size: number }[] = [
	{ source: 'icon.svg', png: 'icon-192.png', size: 192 },
	{ source: 'icon.svg', png: 'icon-512.png', size: 512 },
	{ source: 'icon-maskable.svg', png: 'maskable-192.png', size: 192 },
	{ source: 'icon-maskable.svg', png: 'maskable-512.png', size: 512 },
	// Apple rounds the corners itself and shows transparency black.
	{ source: 'icon-maskable.svg', png: 'icon-180.png', size: 180 },
	{ source: 'icon-monochrome.svg', png: 'monochrome-512.png', size: 512 }
];

const browser = await chromium.launch({
	executablePath: chromiumPath(),
	args: chromiumArguments()
});
const page = await browser.newPage();
for (const { source, png, size } of drawings) {
	await page.setViewportSize({ width: size, height: size });
	const svg = Buffer.from(readFileSync(join(folder, source))).toString('base64');
	await page.setContent(
		`<body style="margin:0"><img width="${size}" height="${size}" style="display:block" src="data:image/svg+xml;base64,${svg}">`
	);
	await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
	writeFileSync(join(folder, png), await page.screenshot({ omitBackground: true }));
}
await browser.close();
console.log(`Drew ${drawings.length} icons in static/icons/.`);

/** Plays labelled recordings in a real Chromium and says what was told of each. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import type { Check } from '#sync/schema/observation.ts';
import { serveAnalysis } from '../../models/analysis-page.ts';
import { assetsFolder } from '../../support/assets.ts';
import { createProfile, deleteProfile, launchChromium } from '../../support/chromium.ts';
import type { Labelled } from './labels.ts';
import type { FilmChange, SoundChange } from './page/change.ts';
import type { Bench, Played } from './page/main.ts';
import type { Heard } from './score.ts';

declare global {
	var bench: Bench;
}

export type Measured = Heard & Pick<Played, 'tookMs' | 'showings' | 'compared'>;
export interface Measuring {
	film(labelled: Labelled, change?: FilmChange | null): Promise<Measured>;
	sound(labelled: Labelled, change?: SoundChange | null): Promise<Measured>;
	/** Pictures that were looked at are looked at again from here on. */
	forget(): Promise<void>;
	close(): Promise<void>;
}

/** A film is shown again until it has lasted so long. */
const LEAST_SECONDS = 10;
const urlOf = (file: string) => `/recordings/${file}`;
const NOISE = urlOf('noise/office_20s.mp3');

export async function openMeasuring({
	feeds = ['face', 'head'],
	minimumMs = {} as Partial<Record<Check, number>>
} = {}): Promise<Measuring> {
	const site = await serveAnalysis({
		page: fileURLToPath(new URL('./page', import.meta.url)),
		recordings: assetsFolder
	});
	const profile = createProfile();
	const { page, close } = await launchChromium(profile);
	const reasons: string[] = [];
	page.on('pageerror', (error) => reasons.push(error.message));
	await page.goto(site.address);
	await page.waitForFunction(() => 'bench' in globalThis);
	return {
		async film(labelled, change = null) {
			const { file, seconds = LEAST_SECONDS, then, before, enrolled } = labelled;
			const played = await inPage(page, (given) => globalThis.bench.film(given), {
				url: urlOf(file),
				seconds,
				change,
				then,
				before,
				enrolled: enrolled?.map(urlOf)[0],
				feeds: enrolled ? ['identity'] : feeds,
				minimumMs
			});
			// What is shown again does repeat: told or not in so short a time, it counts neither way.
			const repeats = played.showings > 1 ? ({ picture_frozen: 'unsure' } as const) : {};
			return { ...played, labelled: { ...labelled, shows: { ...repeats, ...labelled.shows } } };
		},
		async sound(labelled, change = null) {
			const { file, joined = [file], enrolled, seconds = 0 } = labelled;
			const play = {
				urls: joined.map(urlOf),
				enrolled: enrolled?.map(urlOf),
				seconds,
				change,
				noise: NOISE,
				minimumMs
			};
			return { labelled, ...(await inPage(page, (given) => globalThis.bench.sound(given), play)) };
		},
		forget: () => page.evaluate(() => globalThis.bench.forget()),
		async close() {
			await close();
			deleteProfile(profile);
			site.close();
			if (reasons.length > 0) throw new Error(reasons.join('\n'));
		}
	};
}

const inPage = <Play>(
	page: Page,
	run: (play: Play) => Promise<Played>,
	play: Play
): Promise<Played> => page.evaluate(run as (play: unknown) => Promise<Played>, play as unknown);

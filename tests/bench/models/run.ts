/**
 * `npm run bench:models`: every check that looks or listens, over labelled recordings, in a real Chromium, by the recordings' own
 * time. Prints the tables and writes docs/ACCURACY.md. Ends with 1 when an aim is missed; without recordings it says what is
 * then not known, and ends with 0.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { prepare } from '#models/weights/prepare.ts';
import { weights } from '#models/weights/manifest.ts';
import type { Check } from '#sync/schema/observation.ts';
import { asset } from '../../support/assets.ts';
import { aims } from './aims.ts';
import {
	aimTable,
	changeTable,
	costTable,
	downloadTable,
	longTable,
	scoreTable,
	wrongList
} from './card.ts';
import { downloads } from './downloads.ts';
import { films, long, nameOf, sounds, stills, type Labelled } from './labels.ts';
import { openMeasuring, type Measured } from './measure.ts';
import { modelCard } from './model-card.ts';
import type { FilmChange, SoundChange } from './page/change.ts';
import { score } from './score.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const filmChecks: Check[] = [
	'face_absent',
	'face_multiple',
	'face_partial',
	'camera_blocked',
	'picture_frozen',
	'head_away',
	'eyes_away'
];
const soundChecks: Check[] = ['speech', 'loud'];
const changedFilms: FilmChange[] = ['darker', 'blurred', 'small', 'slow', 'mirrored', 'warm'];
const changedSounds: SoundChange[] = ['office', 'quieter', 'narrow'];

const isThere = ({ file }: Labelled) => asset(file) !== null;
const isFilm = ({ file }: Labelled) => !/\.(wav|mp3|flac)$/.test(file);

async function main(): Promise<void> {
	prepare(weights, {
		packages: `${root}node_modules`,
		cache: `${root}models/weights/cache`,
		vendor: `${root}static/vendor`,
		folder: process.env.INVIGIL_WEIGHTS ?? asset('models') ?? undefined
	});
	const sizes = downloads();
	if (![...films, ...sounds].some(isThere)) {
		console.log(downloadTable(sizes));
		console.log(
			'\nNo recordings found (INVIGIL_ASSETS): how well anything is seen or heard, and how soon, cannot be measured.'
		);
		return;
	}
	const seesHeads = existsSync(`${root}static/vendor/mediapipe/face_landmarker.task`);
	if (!seesHeads) console.log('No face_landmarker.task (INVIGIL_WEIGHTS): heads are not measured.');
	const measuring = await openMeasuring({ feeds: seesHeads ? ['face', 'head'] : ['face'] });
	const all = async (list: Labelled[], play: (labelled: Labelled) => Promise<Measured>) => {
		const out: Measured[] = [];
		for (const labelled of list.filter(isThere)) out.push(await play(labelled));
		return out;
	};
	try {
		const shown = await all(films, (each) => measuring.film(each));
		const stood = await all(stills, (each) => measuring.film(each));
		const heard = await all(sounds, (each) => measuring.sound(each));
		const lasted = await all(long, (each) =>
			isFilm(each) ? measuring.film(each) : measuring.sound(each)
		);
		await measuring.forget();
		const changed: { change: string; films: Measured[]; sounds: Measured[] }[] = [];
		const inEveryLight = (list: Labelled[]) => list.filter((each) => each.changed);
		for (const change of changedFilms) {
			const plays = await all(inEveryLight(films), (each) => measuring.film(each, change));
			changed.push({ change, films: plays, sounds: [] });
			await measuring.forget();
		}
		for (const change of changedSounds)
			changed.push({
				change,
				films: [],
				sounds: await all(inEveryLight(sounds), (each) => measuring.sound(each, change))
			});

		const scores = [
			...filmChecks.map((check) => score(check, [...shown, ...stood], nameOf)),
			...soundChecks.map((check) => score(check, heard, nameOf))
		];
		const ofChanges = changed.flatMap((each) =>
			[
				...(each.films.length > 0 ? filmChecks : []).map((check) =>
					score(check, each.films, nameOf)
				),
				...(each.sounds.length > 0 ? soundChecks : []).map((check) =>
					score(check, each.sounds, nameOf)
				)
			]
				.filter((one) => one.events > 0 || one.falseAlarms > 0)
				.map((one) => ({ change: each.change, score: one }))
		);
		const tookMs: Record<string, number[]> = {};
		for (const each of [...shown, ...heard])
			for (const [name, values] of Object.entries(each.tookMs))
				(tookMs[name] ??= []).push(...values);
		const goals = aims({ films: shown, sounds: heard, long: lasted, downloads: sizes });
		const tables = {
			aims: aimTable(goals),
			scores: scoreTable(scores),
			wrong: wrongList(scores),
			changes: changeTable(ofChanges),
			long: longTable(lasted),
			cost: costTable(tookMs, { face: 'frame', head: 'frame', voice: 'window of 0.5 s' }),
			downloads: downloadTable(sizes)
		};
		const card = modelCard(tables, {
			films: shown.length,
			stills: stood.length,
			sounds: heard.length,
			minutes: [...shown, ...stood, ...heard].reduce((sum, each) => sum + each.seconds, 0) / 60,
			processor: `${cpus().length} × ${cpus()[0]?.model ?? 'an unknown processor'}`
		});
		for (const table of Object.values(tables)) console.log(`\n${table}`);
		writeFileSync(`${root}docs/ACCURACY.md`, card);
		if (goals.some(({ met }) => !met)) process.exitCode = 1;
	} finally {
		await measuring.close();
	}
}

await main();

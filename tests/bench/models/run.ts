/**
 * `npm run bench:models`: every check that looks or listens, over labelled recordings, in a real Chromium, by the recordings' own
 * time. Prints the tables and writes docs/ACCURACY.md. Ends with 1 when an aim is missed; without recordings it says what is
 * then not known, and ends with 0. With names of parts (`-- whom changes`) only these are played, and nothing is written.
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
	comparedTable,
	costTable,
	downloadTable,
	longTable,
	scoreTable,
	wrongList
} from './card.ts';
import { compare } from './compared.ts';
import { downloads } from './downloads.ts';
import { films, nameOf, sounds } from './labels.ts';
import { openMeasuring, type Measured } from './measure.ts';
import { modelCard } from './model-card.ts';
import { isThere, parts, playAll, type AllPlays, type Part, type Plays } from './play-all.ts';
import { score, type Score } from './score.ts';

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

function scoresOf(plays: Plays, stills: Measured[] = []): Score[] {
	const of = (checks: Check[], list: Measured[]) =>
		list.length > 0 ? checks.map((check) => score(check, list, nameOf)) : [];
	return [
		...of(filmChecks, [...plays.films, ...stills]),
		...of(['identity_changed'], plays.likenesses),
		...of(soundChecks, plays.sounds),
		...of(['speaker_changed'], plays.voices)
	];
}

const comparedOf = (plays: Plays, change: string) =>
	[compare('face', change, plays.likenesses), compare('voice', change, plays.voices)].filter(
		({ own, others }) => own + others > 0
	);

function tookOf({ films, likenesses, sounds, voices }: AllPlays): Record<string, number[]> {
	const tookMs: Record<string, number[]> = {};
	for (const each of [...films, ...likenesses, ...sounds, ...voices])
		for (const [name, values] of Object.entries(each.tookMs)) (tookMs[name] ??= []).push(...values);
	return tookMs;
}

async function main(): Promise<void> {
	const given = process.argv.slice(2);
	const asked = parts.filter((part) => given.length === 0 || given.includes(part));
	const unknown = given.filter((each) => !parts.includes(each as Part));
	if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: parts are ${parts.join(', ')}.`);
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
	try {
		const plays = await playAll(measuring, asked);
		const scores = scoresOf(plays, plays.stills);
		const ofChanges = plays.changed.flatMap((each) =>
			scoresOf(each)
				.filter((one) => one.events > 0 || one.falseAlarms > 0)
				.map((one) => ({ change: each.change, score: one }))
		);
		const goals = aims({ ...plays, downloads: sizes });
		const tables = {
			aims: aimTable(goals),
			scores: scoreTable(scores),
			wrong: wrongList(scores),
			compared: comparedTable([
				...comparedOf(plays, 'as they are'),
				...plays.changed.flatMap((each) => comparedOf(each, each.change))
			]),
			changes: changeTable(ofChanges),
			long: longTable(plays.long),
			cost: costTable(tookOf(plays)),
			downloads: downloadTable(sizes)
		};
		for (const table of Object.values(tables)) console.log(`\n${table}`);
		if (given.length > 0) return;
		const each = [...plays.films, ...plays.stills, ...plays.sounds];
		const withWhom = [...plays.likenesses, ...plays.voices];
		const minutes = (list: Measured[]) => list.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
		const card = modelCard(tables, {
			films: plays.films.length,
			stills: plays.stills.length,
			sounds: plays.sounds.length,
			minutes: minutes(each),
			enrolled: withWhom.length,
			enrolledMinutes: minutes(withWhom),
			processor: `${cpus().length} × ${cpus()[0]?.model ?? 'an unknown processor'}`
		});
		writeFileSync(`${root}docs/ACCURACY.md`, card);
		if (goals.some(({ met }) => !met)) process.exitCode = 1;
	} finally {
		await measuring.close();
	}
}

await main();

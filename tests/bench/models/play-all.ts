/** Everything that is played, or only the parts that are asked for. Says what it is at: all of it takes minutes, on a busy machine many. */
import { asset } from '../../support/assets.ts';
import { films, long, nameOf, sounds, stills, type Labelled } from './labels.ts';
import { likenesses, voices } from './labels-of-whom.ts';
import type { Measured, Measuring } from './measure.ts';
import type { FilmChange, SoundChange } from './page/change.ts';

export const parts = ['films', 'sounds', 'whom', 'long', 'changes'] as const;
export type Part = (typeof parts)[number];

const changedFilms: FilmChange[] = ['darker', 'blurred', 'small', 'slow', 'mirrored', 'warm'];
const changedSounds: SoundChange[] = ['office', 'quieter', 'narrow'];

export interface Plays {
	films: Measured[];
	likenesses: Measured[];
	sounds: Measured[];
	voices: Measured[];
}
export interface AllPlays extends Plays {
	stills: Measured[];
	long: Measured[];
	changed: (Plays & { change: string })[];
}

export const isThere = ({ file }: Labelled) => asset(file) !== null;
const isFilm = ({ file }: Labelled) => !/\.(wav|mp3|flac)$/.test(file);
const none = (): Plays => ({ films: [], likenesses: [], sounds: [], voices: [] });

export async function playAll(measuring: Measuring, asked: readonly Part[]): Promise<AllPlays> {
	const all = async (
		list: Labelled[],
		play: (labelled: Labelled) => Promise<Measured>
	): Promise<Measured[]> => {
		const out: Measured[] = [];
		for (const labelled of list.filter(isThere)) {
			console.error(nameOf(labelled));
			out.push(await play(labelled));
		}
		return out;
	};
	const inEveryLight = (list: Labelled[]) => list.filter((each) => each.changed);
	const of = (part: Part, list: Labelled[]) => (asked.includes(part) ? list : []);

	const out: AllPlays = {
		films: await all(of('films', films), (each) => measuring.film(each)),
		stills: await all(of('films', stills), (each) => measuring.film(each)),
		likenesses: await all(of('whom', likenesses), (each) => measuring.film(each)),
		sounds: await all(of('sounds', sounds), (each) => measuring.sound(each)),
		voices: await all(of('whom', voices), (each) => measuring.sound(each)),
		long: await all(of('long', long), (each) =>
			isFilm(each) ? measuring.film(each) : measuring.sound(each)
		),
		changed: []
	};
	if (!asked.includes('changes')) return out;
	const alone = asked.length === 1;
	const changing = (part: Part, list: Labelled[]) =>
		alone || asked.includes(part) ? inEveryLight(list) : [];
	for (const change of changedFilms) {
		await measuring.forget();
		const play = (each: Labelled) => measuring.film(each, change);
		out.changed.push({
			...none(),
			change,
			films: await all(changing('films', films), play),
			likenesses: await all(changing('whom', likenesses), play)
		});
	}
	await measuring.forget();
	out.changed.push({
		...none(),
		change: 'tilted',
		likenesses: await all(changing('whom', likenesses), (each) => measuring.film(each, 'tilted'))
	});
	for (const change of changedSounds) {
		const play = (each: Labelled) => measuring.sound(each, change);
		out.changed.push({
			...none(),
			change,
			sounds: await all(changing('sounds', sounds), play),
			voices: await all(changing('whom', voices), play)
		});
	}
	return out;
}

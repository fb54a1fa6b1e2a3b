/** Recordings through the product's own workers and its own judge, by the recording's own time. Driven through `window.bench`. */
import { createJudge } from '#app/proctor/judge.ts';
import { thresholdsOf } from '#app/proctor/thresholds.ts';
import type { Check, Observation } from '#sync/schema/observation.ts';
import { changedPicture, changedTime, type FilmChange, type SoundChange } from './change.ts';
import { faceFeed } from './feeds/face.ts';
import type { FrameFeed, Look, Said } from './feeds/feed.ts';
import { headFeed } from './feeds/head.ts';
import { identityFeed } from './feeds/identity.ts';
import { otherVoices } from './feeds/speaker.ts';
import { hear } from './feeds/voice.ts';
import { openFilm, type Film } from './film.ts';
import { openSound } from './sound.ts';

/** An observation as it was told, and when: `at`, in ms of the recording. */
export type Told = Observation & { at: number };
export interface Played {
	seconds: number;
	/** How often the recording was shown, the last time perhaps not to its end. */
	showings: number;
	told: Told[];
	/** What each look at a picture, or each window of sound on average, took. */
	tookMs: Record<string, number[]>;
	/** How like (faces) or unlike (voices) the enrolled one each comparison was. */
	compared: number[];
}
export interface FilmPlay {
	url: string;
	/** At least so long; shorter ones are shown again. */
	seconds: number;
	change: FilmChange | null;
	/** Something else happens to the picture from here on. */
	then?: { at: number; change: FilmChange } | undefined;
	/** Seconds that were shown again and again for half a minute before, as at the check before an exam. */
	before?: readonly [from: number, to: number] | undefined;
	/** A recording of whoever is enrolled. */
	enrolled?: string | undefined;
	feeds: string[];
	minimumMs: Partial<Record<Check, number>>;
}
export interface SoundPlay {
	/** Joined, with a short pause after each. */
	urls: string[];
	enrolled?: string[] | undefined;
	seconds: number;
	change: SoundChange | null;
	noise: string;
	minimumMs: Partial<Record<Check, number>>;
}
export interface Bench {
	film(play: FilmPlay): Promise<Played>;
	sound(play: SoundPlay): Promise<Played>;
	forget(): void;
}

const BEFORE_SECONDS = 30;
const LONG_SECONDS = 100;
/** Seconds, for looks that are as far apart as a showing is long. */
const SELDOM_LATER = 0.37;

// A feed takes only what it gave itself.
const feeds = [faceFeed, headFeed, identityFeed] as unknown as FrameFeed[];
const opened = new Map<string, ReturnType<FrameFeed['open']>>();
const films = new Map<string, Promise<Film>>();
/** What a worker said of a picture. It says the same of the same one, so it is asked once. */
const looks = new Map<string, Look>();

async function filmAt(url: string): Promise<Film> {
	const opening = films.get(url) ?? openFilm(url);
	films.set(url, opening);
	return opening;
}

function openFeed(name: string, enrolled: string | undefined) {
	const feed = feeds.find((each) => each.name === name);
	if (!feed) throw new Error(`${name} is no feed.`);
	const picture = async (at: number) => {
		const film = await filmAt(enrolled ?? '');
		return film.frame(film.indexAt(at));
	};
	const key = `${name} ${enrolled ?? ''}`;
	const client = opened.get(key) ?? feed.open(enrolled === undefined ? null : picture);
	opened.set(key, client);
	return { feed, client };
}

function judged(
	inputs: { t: number; said: Said }[],
	seconds: number,
	minimumMs: FilmPlay['minimumMs']
) {
	const judge = createJudge(thresholdsOf({ minimumMs }));
	const told: Told[] = [];
	const step = (input: Parameters<typeof judge.step>[0]) =>
		told.push(...judge.step(input).map((each) => ({ ...each, at: input.t })));
	let ticked = 0;
	for (const { t, said } of inputs.toSorted((a, b) => a.t - b.t)) {
		for (; ticked <= t; ticked += 1_000) step({ kind: 'time', t: ticked });
		step({ ...said, t });
	}
	step({ kind: 'end', t: seconds * 1000 });
	return told;
}

const bench: Bench = {
	async film({ url, seconds: least, change, then, before, enrolled, feeds: names, minimumMs }) {
		const film = await filmAt(url);
		const seconds = Math.max(least, film.seconds);
		const tookMs: Played['tookMs'] = {};
		const inputs: { t: number; said: Said }[] = [];
		for (const name of names) {
			const { feed, client } = openFeed(name, enrolled);
			const look = await client;
			const say = feed.begin();
			const took: number[] = [];
			const lookAt = async (at: number, now: FilmChange | null) => {
				// Shown for minutes, it is looked at a frame later each time: else the same few pictures would come again.
				const shownBefore = Math.floor(at / film.seconds);
				const later = feed.seldom
					? shownBefore * SELDOM_LATER
					: at < LONG_SECONDS
						? 0
						: shownBefore / 30;
				const index = film.indexAt(changedTime(at + later, now, then?.at));
				const key = `${url} ${now} ${name} ${enrolled} ${index}`;
				const known = looks.get(key);
				if (known) return known;
				const seen = await look(await changedPicture(await film.frame(index), now));
				looks.set(key, seen);
				took.push(seen.analysisMs);
				return seen;
			};
			if (before)
				for (let ago = BEFORE_SECONDS; ago > 0; ago -= feed.everyMs(null) / 1000) {
					const [from, to] = before;
					const seen = await lookAt(from + ((BEFORE_SECONDS - ago) % (to - from)), change);
					say({ ...seen, at: -ago * 1000 });
				}
			for (let t = 0; t < seconds * 1000;) {
				const now = then && t >= then.at * 1000 ? then.change : change;
				const said = say({ ...(await lookAt(t / 1000, now)), at: t });
				inputs.push({ t, said });
				t += feed.everyMs(said);
			}
			tookMs[name] = took;
		}
		return {
			seconds,
			showings: Math.ceil(seconds / film.seconds),
			told: judged(inputs, seconds, minimumMs),
			tookMs,
			compared: inputs.flatMap(({ said }) =>
				said.kind === 'identity' && said.reading.similarity !== null
					? [said.reading.similarity]
					: []
			)
		};
	},
	async sound({ urls, seconds, change, noise, enrolled, minimumMs }) {
		const sound = await openSound(urls, { seconds, change, noise });
		const { readings, tookMs } = await hear(sound, { timbre: enrolled !== undefined });
		const voices = enrolled ? await otherVoices(enrolled, readings) : [];
		const inputs: { t: number; said: Said }[] = [
			...readings.map((reading) => ({ t: reading.at, said: { kind: 'voice', reading } as const })),
			...voices.map((reading) => ({ t: reading.at, said: { kind: 'speaker', reading } as const }))
		];
		return {
			seconds: sound.duration,
			showings: 1,
			told: judged(inputs, sound.duration, minimumMs),
			tookMs: {
				[enrolled ? 'voice, with whose it is' : 'voice']: [tookMs / Math.max(1, readings.length)]
			},
			compared: voices.map(({ unlike }) => unlike)
		};
	},
	forget: () => looks.clear()
};
Object.assign(globalThis, { bench });

/** Recordings through the product's own workers and its own judge, by the recording's own time. Driven through `window.bench`. */
import { createJudge } from '#app/proctor/judge.ts';
import { thresholdsOf } from '#app/proctor/thresholds.ts';
import type { Check, Observation } from '#sync/schema/observation.ts';
import { changedPicture, changedTime, type FilmChange, type SoundChange } from './change.ts';
import { faceFeed } from './feeds/face.ts';
import type { FrameFeed, Look, Said } from './feeds/feed.ts';
import { headFeed } from './feeds/head.ts';
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
	feeds: string[];
	minimumMs: Partial<Record<Check, number>>;
}
export interface SoundPlay {
	url: string;
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

// A feed takes only what it gave itself.
const feeds = [faceFeed, headFeed] as unknown as FrameFeed[];
const opened = new Map<string, ReturnType<FrameFeed['open']>>();
const films = new Map<string, Promise<Film>>();
/** What a worker said of a picture. It says the same of the same one, so it is asked once. */
const looks = new Map<string, Look>();

function openFeed(name: string) {
	const feed = feeds.find((each) => each.name === name);
	if (!feed) throw new Error(`${name} is no feed.`);
	const client = opened.get(name) ?? feed.open();
	opened.set(name, client);
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
	async film({ url, seconds: least, change, then, before, feeds: names, minimumMs }) {
		const opening = films.get(url) ?? openFilm(url);
		films.set(url, opening);
		const film = await opening;
		const seconds = Math.max(least, film.seconds);
		const tookMs: Played['tookMs'] = {};
		const inputs: { t: number; said: Said }[] = [];
		for (const name of names) {
			const { feed, client } = openFeed(name);
			const look = await client;
			const say = feed.begin();
			const took: number[] = [];
			const lookAt = async (at: number, now: FilmChange | null) => {
				// Shown for minutes, it is looked at a frame later each time: else the same few pictures would come again.
				const later = at < LONG_SECONDS ? 0 : Math.floor(at / film.seconds) / 30;
				const index = film.indexAt(changedTime(at + later, now, then?.at));
				const key = `${url} ${now} ${name} ${index}`;
				const known = looks.get(key);
				if (known) return known;
				const seen = await look(await changedPicture(await film.frame(index), now));
				looks.set(key, seen);
				took.push(seen.analysisMs);
				return seen;
			};
			if (before)
				for (let ago = BEFORE_SECONDS; ago > 0; ago -= 1 / feed.framesPerSecond) {
					const [from, to] = before;
					const seen = await lookAt(from + ((BEFORE_SECONDS - ago) % (to - from)), change);
					say({ ...seen, at: -ago * 1000 });
				}
			for (let k = 0; k / feed.framesPerSecond < seconds; k++) {
				const at = k / feed.framesPerSecond;
				const now = then && at >= then.at ? then.change : change;
				const seen = await lookAt(at, now);
				inputs.push({ t: at * 1000, said: say({ ...seen, at: at * 1000 }) });
			}
			tookMs[name] = took;
		}
		return {
			seconds,
			showings: Math.ceil(seconds / film.seconds),
			told: judged(inputs, seconds, minimumMs),
			tookMs
		};
	},
	async sound({ url, seconds, change, noise, minimumMs }) {
		const sound = await openSound(url, { seconds, change, noise });
		const { readings, tookMs } = await hear(sound);
		const inputs = readings.map((reading) => ({
			t: reading.at,
			said: { kind: 'voice', reading } as const
		}));
		return {
			seconds: sound.duration,
			showings: 1,
			told: judged(inputs, sound.duration, minimumMs),
			tookMs: { voice: [tookMs / Math.max(1, readings.length)] }
		};
	},
	forget: () => looks.clear()
};
Object.assign(globalThis, { bench });

/** What becomes of the app under the exam: from the seed alone. */
import { QUESTIONS } from '../in-browser/exam.ts';
import { randomFrom } from '../random-from.ts';
import type { Broken } from './front.ts';

const kinds = ['running', 'loaded again', 'broken', 'broken', 'older rows'] as const;
const ways = [
	'service worker fails',
	'service worker gone',
	'service worker is a page',
	'service worker is half there',
	'files gone',
	'files fail',
	'files answered with a page',
	'files half there',
	'files cut off'
] as const;

export interface Plan {
	seed: number;
	kind: (typeof kinds)[number];
	broken: (typeof ways)[number];
	/** Every so manieth file of the new version. */
	every: number;
	otherTab: boolean;
	/** Loaded again without a network. */
	offline: boolean;
	before: number[];
	during: number[];
}

export function planOf(seed: number): Plan {
	const random = randomFrom(seed);
	const some = (most: number) =>
		Array.from(
			{ length: 1 + Math.floor(random() * most) },
			() => 1 + Math.floor(random() * QUESTIONS)
		);
	const kind = kinds[seed % kinds.length] ?? 'running';
	return {
		seed,
		kind,
		broken: ways[Math.floor(seed / 2.5) % ways.length] ?? 'files gone',
		every: 2 + Math.floor(random() * 40),
		otherTab: random() < 0.5,
		offline: random() < 0.5,
		before: some(3),
		during: some(3)
	};
}

export function brokenBy({ broken, every }: Plan): Broken {
	const how = {
		'service worker fails': 'fails',
		'service worker gone': 'gone',
		'service worker is a page': 'page',
		'service worker is half there': 'half',
		'files gone': 'gone',
		'files fail': 'fails',
		'files answered with a page': 'page',
		'files half there': 'half',
		'files cut off': 'cut'
	}[broken] as NonNullable<ReturnType<Broken>>;
	if (broken.startsWith('service')) return (path) => (path === '/service-worker.js' ? how : null);
	const first = every >> 1;
	let asked = 0;
	return (path) => (path.startsWith('/_app/immutable/') && asked++ % every === first ? how : null);
}

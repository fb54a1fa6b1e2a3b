/** Which fault, and when: from the seed alone. */
import { QUESTIONS } from '../in-browser/exam.ts';
import { randomFrom } from '../random-from.ts';

export const faults = [
	'no room',
	'deleted by another page',
	'cleared',
	'cleared after leaving',
	'damaged on the disk'
] as const;
export const damages = ['bits', 'cut off', 'removed', 'zeroed', 'all removed'] as const;

export interface Plan {
	seed: number;
	fault: (typeof faults)[number];
	online: boolean;
	/** Questions answered before it, the first of them receipted; and while it lasts. */
	before: number[];
	during: number[];
	/** The page is loaded again while it lasts. */
	reload: boolean;
	/** As CDP names them. */
	clears: string;
	damage: (typeof damages)[number];
	/** For whatever else is left to chance. */
	random: () => number;
}

const clears = [
	'indexeddb',
	'indexeddb,local_storage',
	'indexeddb,cache_storage,service_workers,local_storage',
	'all'
];

export function planOf(seed: number): Plan {
	const random = randomFrom(seed);
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
	const some = (most: number) =>
		Array.from(
			{ length: 1 + Math.floor(random() * most) },
			() => 1 + Math.floor(random() * (QUESTIONS - 1))
		);
	const fault = faults[seed % faults.length] ?? 'no room';
	return {
		seed,
		fault,
		online: Math.floor(seed / faults.length) % 2 === 0,
		before: some(3),
		during: some(2),
		reload: random() < 0.6,
		clears: fault.startsWith('cleared') ? pick(clears) : '',
		damage: pick(damages),
		random
	};
}

/** Who writes what where: from the seed alone. */
import { QUESTIONS } from '../in-browser/exam.ts';
import { randomFrom } from '../random-from.ts';

const kinds = ['second window', 'second device', 'cloned profile', 'restored backup'] as const;

export interface Plan {
	seed: number;
	kind: (typeof kinds)[number];
	/** While the two are apart. */
	online: boolean;
	/** Questions answered before, in the first place, in the second. */
	shared: number[];
	first: number[];
	second: number[];
	/** The browser was not closed but ended, before its profile was copied or replaced. */
	killed: boolean;
}

export function planOf(seed: number): Plan {
	const random = randomFrom(seed);
	const some = (most: number) =>
		Array.from(
			{ length: 1 + Math.floor(random() * most) },
			() => 1 + Math.floor(random() * QUESTIONS)
		);
	return {
		seed,
		kind: kinds[seed % kinds.length] ?? 'second window',
		online: Math.floor(seed / kinds.length) % 2 === 0,
		shared: some(2),
		first: some(3),
		second: some(3),
		killed: random() < 0.5
	};
}

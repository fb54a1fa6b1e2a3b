/** The same numbers for the same seed (mulberry32), so that what fails once fails again. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = this.#state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	}

	below(end: number): number {
		return Math.floor(this.next() * end);
	}

	of<T>(list: readonly T[]): T {
		return list[this.below(list.length)] as T;
	}

	chance(share: number): boolean {
		return this.next() < share;
	}

	some<T>(list: readonly T[], least: number): T[] {
		const mixed = this.mixed(list);
		return mixed.slice(0, least + this.below(list.length - least + 1));
	}

	mixed<T>(list: readonly T[]): T[] {
		const made = [...list];
		for (let at = made.length - 1; at > 0; at--) {
			const other = this.below(at + 1);
			[made[at], made[other]] = [made[other] as T, made[at] as T];
		}
		return made;
	}
}

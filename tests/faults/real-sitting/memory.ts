/** What the student entered and where they went, and what the screen had called saved of it: kept outside of the browser that is going to die. */
import { isSaved } from './screen.ts';
import type { Sample } from './screen.ts';

interface Answer {
	/** In the order of entering, noted before it is done; the first is what was there when the exam was opened. */
	entered: string[];
	/** Index of what the screen showed last. */
	shown: number;
	/** Index of what the screen called saved last. */
	saved: number;
}

/** Whole seconds are shown, at most a second late, and more on a machine that is busy. */
const TIME_TOLERANCE_MS = 2_500;

export class Memory {
	readonly #answers = new Map<number, Answer>();
	/** Questions in the order in which they were gone to, noted before it is done; the first is the one it was opened at. */
	#visits: number[] = [1];
	#visit = 0;
	/** Index of the one that was on the screen when the browser died. */
	#left = 0;
	/** The one at which the newest answer was entered that was called saved. */
	#savedVisit = 0;
	#last: Sample | null = null;
	/** When the exam ends as the screens said, Unix ms: of the sitting so far, and since it was opened again. */
	#ends: { first: number | null; now: number | null } = { first: null, now: null };
	/** Answers that were called saved since the last look at the device. */
	#claims = new Set<string>();
	readonly #strange: string[] = [];

	/** Since the exam was opened last. */
	get last(): Sample | null {
		return this.#last;
	}

	get number(): number {
		return this.#visits.at(-1) ?? 1;
	}

	get claims(): number {
		return this.#claims.size;
	}

	enters(number: number, value: string): void {
		this.#answer(number).entered.push(value);
	}

	goes(number: number): void {
		this.#visits.push(number);
	}

	isSaved(number: number): boolean {
		const { entered, saved } = this.#answer(number);
		return saved === entered.length - 1;
	}

	saw(sample: Sample): void {
		const { number, value, left, at } = sample;
		this.#last = sample;
		const visit = this.#visits.indexOf(number, this.#visit);
		if (visit < 0) this.#strange.push(`question ${number} was shown, and nobody went there`);
		else this.#visit = visit;
		const answer = this.#answer(number);
		const index = answer.entered.indexOf(value, answer.shown);
		if (index < 0) this.#strange.push(`question ${number} showed "${value}", which is not new`);
		else answer.shown = index;
		if (left !== null) {
			const end = at + left * 1000;
			this.#ends.now = Math.min(end, this.#ends.now ?? end);
		}
		if (isSaved(sample)) this.#allSaved(number);
	}

	#allSaved(number: number): void {
		for (const [each, answer] of this.#answers) {
			if (answer.shown <= answer.saved) continue;
			answer.saved = answer.shown;
			this.#claims.add(`${each} ${answer.saved}`);
			if (each === number) this.#savedVisit = this.#visit;
		}
	}

	/** `found`: the answers by the number of their question. Each that was called saved and of which neither it nor a newer one is there. */
	missingIn(found: ReadonlyMap<number, string>): string[] {
		return [...this.#claims].filter((claim) => {
			const [number = 0, index = 0] = claim.split(' ').map(Number);
			return this.#placeOf(number, found.get(number) ?? '') < index;
		});
	}

	/** -1: nobody entered it, at least not since the exam was opened. */
	#placeOf(number: number, value: string): number {
		return this.#answer(number).entered.lastIndexOf(value);
	}

	/** The browser is gone; `found` is what the device has. Throws where something stands there that nobody entered. */
	lookedAt(found: ReadonlyMap<number, string>): void {
		for (const [number, value] of found)
			if (this.#placeOf(number, value) < 0)
				this.#strange.push(`the device has "${value}" for question ${number}`);
		if (this.#strange.length > 0) throw new Error(this.#strange.join('; '));
		for (const [number, answer] of this.#answers) {
			const from = Math.max(0, this.#placeOf(number, found.get(number) ?? ''));
			answer.entered.splice(0, from);
			answer.shown = answer.saved = 0;
		}
		this.#claims = new Set();
		this.#last = null;
		this.#left = this.#visit;
		this.#visit = this.#savedVisit;
		const { first, now } = this.#ends;
		this.#ends = { first: first ?? now, now: null };
	}

	/** Opened again and looked at: whether it is the question that was left. Throws where it is one from before the newest saved answer. */
	goesOn(): boolean {
		if (this.#strange.length > 0) throw new Error(this.#strange.join('; '));
		const number = this.#last?.number ?? 0;
		const same = number === this.#visits[this.#left];
		this.#visits = [number];
		this.#visit = this.#savedVisit = this.#left = 0;
		return same;
	}

	/** Handed in: throws where what the screen showed last is not what was found. */
	requireAll(found: ReadonlyMap<number, string>): void {
		for (const [number, { entered, shown }] of this.#answers)
			if ((found.get(number) ?? '') !== entered[shown])
				throw new Error(
					`question ${number}: "${entered[shown]}" was shown, "${found.get(number)}" found`
				);
	}

	/** Against the beginning of the sitting, so that what little each time gives or takes would add up. */
	checkTime(): void {
		const { first, now } = this.#ends;
		if (first === null || now === null) return;
		const by = now - first;
		if (Math.abs(by) > TIME_TOLERANCE_MS)
			throw new Error(`${Math.abs(by)} ms ${by > 0 ? 'more' : 'less'} time left than there was`);
	}

	#answer(number: number): Answer {
		const known = this.#answers.get(number);
		if (known) return known;
		const answer: Answer = { entered: [''], shown: 0, saved: 0 };
		this.#answers.set(number, answer);
		return answer;
	}
}

/** How long each kind of refusal took at each door: whoever guesses should learn nothing from it. */
import { median } from '../../bench/figures.ts';

/** Fewer say nothing about the middle. */
const ENOUGH = 8;

export class Times {
	readonly #took = new Map<string, Map<string, number[]>>();

	add(door: string, kind: string, ms: number): void {
		const kinds = this.#took.get(door) ?? new Map<string, number[]>();
		this.#took.set(door, kinds);
		kinds.set(kind, [...(kinds.get(kind) ?? []), ms]);
	}

	/** By door, the slowest kind's median over the quickest's, in per cent. What it is, is the machine's to say; a test does not ask. */
	ratios(): Record<string, number> {
		const named: Record<string, number> = {};
		for (const [door, kinds] of this.#took) {
			const middles = [...kinds.values()].filter((ms) => ms.length >= ENOUGH).map(median);
			if (middles.length > 1)
				named[`${door}: slowest over quickest median, %`] = Math.round(
					(100 * Math.max(...middles)) / Math.min(...middles)
				);
		}
		return named;
	}
}

/** Fields of a dialog while a person fills them in and the edge's state may become another. */

/** What was changed here goes onto what is there now; lists count as a whole. */
export function carryOver<Fields extends object>(
	before: Fields,
	here: Fields,
	there: Fields
): Fields {
	const one = (name: keyof Fields) => {
		const [was, mine, now] = [before[name], here[name], there[name]];
		if (isRecord(was) && isRecord(mine) && isRecord(now)) return carryOver(was, mine, now);
		return same(was, mine) ? now : mine;
	};
	const names = Object.keys({ ...there, ...here }) as (keyof Fields)[];
	return Object.fromEntries(names.map((name) => [name, one(name)])) as Fields;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export class OpenFields<Fields extends object> {
	#before: Fields;
	#changed = $state(false);
	#fields: Fields;

	constructor(now: Fields) {
		this.#before = now;
		this.#fields = $state($state.snapshot(now) as Fields);
	}

	/** As the person has them. */
	get fields(): Fields {
		return this.#fields;
	}

	set fields(next: Fields) {
		this.#fields = next;
	}

	/** The edge's state became another since they were opened. */
	get changed(): boolean {
		return this.#changed;
	}

	/** Begins anew. */
	open(now: Fields): void {
		this.#before = now;
		this.#fields = $state.snapshot(now) as Fields;
		this.#changed = false;
	}

	/** What the edge says meanwhile: it takes the place of what nobody touched here. */
	meanwhile(now: Fields): void {
		if (same(this.#before, now)) return;
		const here = $state.snapshot(this.#fields) as Fields;
		this.#fields = carryOver(this.#before, here, $state.snapshot(now) as Fields);
		this.#before = now;
		this.#changed = true;
	}
}

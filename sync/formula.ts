/**
 * The formula of a calculated item: numbers, `{wildcards}`, + − * / %, powers by `^` or `**`, and the functions of Moodle's calculated
 * questions. Read by hand into numbers: nothing an author wrote is ever run.
 */

export type Evaluated =
	{ ok: true; value: number } | { ok: false; at: number; because: FormulaError };
export type FormulaError = 'unexpected' | 'unknown_name' | 'not_a_number' | 'too_deep';

const MOST_DEPTH = 100;

class FormulaProblem extends Error {
	readonly because: FormulaError;
	readonly at: number;

	constructor(because: FormulaError, at: number) {
		super(`${because} at ${at}`);
		this.because = because;
		this.at = at;
	}
}

/** `at`: where in the formula it stopped, counted in UTF-16 code units from 0. */
export function evaluateFormula(
	formula: string,
	values: Readonly<Record<string, number>>
): Evaluated {
	try {
		const value = new Reader(formula, values).whole();
		return Number.isFinite(value)
			? { ok: true, value }
			: { ok: false, at: 0, because: 'not_a_number' };
	} catch (problem) {
		if (problem instanceof FormulaProblem)
			return { ok: false, at: problem.at, because: problem.because };
		throw problem;
	}
}

class Reader {
	readonly #text: string;
	readonly #values: Readonly<Record<string, number>>;
	#at = 0;
	#depth = 0;

	constructor(text: string, values: Readonly<Record<string, number>>) {
		this.#text = text;
		this.#values = values;
	}

	whole(): number {
		const value = this.#sum();
		if (this.#peek() !== '') this.#refuse('unexpected');
		return value;
	}

	#sum(): number {
		if (++this.#depth > MOST_DEPTH) this.#refuse('too_deep');
		let value = this.#product();
		for (;;) {
			if (this.#take('+')) value += this.#product();
			else if (this.#take('-')) value -= this.#product();
			else break;
		}
		this.#depth--;
		return value;
	}

	#product(): number {
		let value = this.#signed();
		for (;;) {
			if (this.#take('*')) value *= this.#signed();
			else if (this.#take('/')) value /= this.#signed();
			else if (this.#take('%')) value %= this.#signed();
			else return value;
		}
	}

	/** −2² is −4, as in mathematics. */
	#signed(): number {
		let sign = 1;
		for (;;) {
			if (this.#take('-')) sign = -sign;
			else if (!this.#take('+')) break;
		}
		return sign * this.#power();
	}

	/** To the right: 2^3^2 is 2^9. */
	#power(): number {
		const base = this.#atom();
		if (!this.#take('^') && !this.#take('**')) return base;
		if (++this.#depth > MOST_DEPTH) this.#refuse('too_deep');
		const value = base ** this.#signed();
		this.#depth--;
		return value;
	}

	#atom(): number {
		if (this.#take('(')) {
			const value = this.#sum();
			if (!this.#take(')')) this.#refuse('unexpected');
			return value;
		}
		const wildcard = this.#match(/\{([A-Za-z][A-Za-z0-9_]*)\}/y);
		if (wildcard) return this.#value(wildcard[1] ?? '');
		const number = this.#match(/(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?/iy);
		if (number) return Number(number[0]);
		const name = this.#match(/[A-Za-z][A-Za-z0-9_]*/y)?.[0].toLowerCase();
		if (name === undefined) return this.#refuse('unexpected');
		return this.#call(name);
	}

	#value(name: string): number {
		const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
		return value ?? this.#refuse('unknown_name');
	}

	#call(name: string): number {
		const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
		if (!known) return this.#refuse('unknown_name');
		if (!this.#take('(')) return this.#refuse('unexpected');
		const given: number[] = [];
		if (!this.#take(')')) {
			do given.push(this.#sum());
			while (this.#take(','));
			if (!this.#take(')')) this.#refuse('unexpected');
		}
		if (given.length < known.least || given.length > known.most) this.#refuse('unexpected');
		return known.run(...given);
	}

	#peek(): string {
		while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
		return this.#text[this.#at] ?? '';
	}

	#take(sign: string): boolean {
		this.#peek();
		if (!this.#text.startsWith(sign, this.#at)) return false;
		// `*` of `**` is no product.
		if (sign === '*' && this.#text[this.#at + 1] === '*') return false;
		this.#at += sign.length;
		return true;
	}

	#match(pattern: RegExp): RegExpExecArray | null {
		this.#peek();
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text);
		if (found) this.#at += found[0].length;
		return found;
	}

	#refuse(because: FormulaError): never {
		throw new FormulaProblem(because, this.#at);
	}
}

type Known = { least: number; most: number; run: (...given: number[]) => number };
const one = (run: (x: number) => number): Known => ({ least: 1, most: 1, run: (x = 0) => run(x) });
const two = (run: (x: number, y: number) => number): Known => ({
	least: 2,
	most: 2,
	run: (x = 0, y = 0) => run(x, y)
});
const many = (run: (...given: number[]) => number): Known => ({ least: 2, most: 60, run });

/** To `places` digits behind the point, half away from zero, as PHP's round does. */
function round(x: number, places = 0): number {
	const scale = 10 ** Math.trunc(places);
	const scaled = Number((Math.abs(x) * scale).toPrecision(15));
	return (Math.sign(x) * Math.round(scaled)) / scale;
}

const functions: Record<string, Known> = {
	abs: one(Math.abs),
	acos: one(Math.acos),
	acosh: one(Math.acosh),
	asin: one(Math.asin),
	asinh: one(Math.asinh),
	atan: one(Math.atan),
	atan2: two(Math.atan2),
	atanh: one(Math.atanh),
	ceil: one(Math.ceil),
	cos: one(Math.cos),
	cosh: one(Math.cosh),
	deg2rad: one((x) => (x * Math.PI) / 180),
	exp: one(Math.exp),
	expm1: one(Math.expm1),
	floor: one(Math.floor),
	fmod: two((x, y) => x % y),
	log: {
		least: 1,
		most: 2,
		run: (x = 0, base) => Math.log(x) / (base === undefined ? 1 : Math.log(base))
	},
	log10: one(Math.log10),
	log1p: one(Math.log1p),
	max: many(Math.max),
	min: many(Math.min),
	pi: { least: 0, most: 0, run: () => Math.PI },
	pow: two((x, y) => x ** y),
	rad2deg: one((x) => (x * 180) / Math.PI),
	round: { least: 1, most: 2, run: (x = 0, places) => round(x, places) },
	sin: one(Math.sin),
	sinh: one(Math.sinh),
	sqrt: one(Math.sqrt),
	tan: one(Math.tan),
	tanh: one(Math.tanh)
};

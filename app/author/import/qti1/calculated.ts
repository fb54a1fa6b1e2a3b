/** Canvas's formula questions: its formula, tolerance and the numbers it made, checked against its own answers. */
import { evaluateFormula } from '#sync/formula.ts';
import { LeftOutError } from '../report.ts';
import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';
import { pointsOf, promptOf, type Context, type Made } from './context.ts';

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,31}$/;
const MOST_VARIANTS = 200;

export function readCalculated(context: Context): Made {
	const { id, item } = context;
	const calculated = descendantsOf(item, 'calculated')[0];
	const formulas = calculated && childOf(calculated, 'formulas');
	const written = formulas && childrenOf(formulas, 'formula').at(-1);
	if (!calculated || !formulas || !written) throw new LeftOutError('formula_unreadable');
	const names = descendantsOf(childOf(calculated, 'vars') ?? calculated, 'var')
		.map(({ attributes }) => attributes['name'] ?? '')
		.filter((name, at, all) => all.indexOf(name) === at);
	if (names.some((name) => !NAME.test(name)))
		throw new LeftOutError('formula_unreadable', names.join(', ').slice(0, 200));
	const sets = descendantsOf(calculated, 'var_set')
		.slice(0, MOST_VARIANTS)
		.map((set) => variantOf(set, names));
	if (names.length === 0 || sets.length === 0)
		throw new LeftOutError('formula_unreadable', 'var_sets');
	const formula = checked(inBraces(textOf(written).trim(), names), names, {
		sets,
		places: Number(formulas.attributes['decimal_places'] ?? 0) || 0
	});
	const prompt = promptOf(
		context,
		() => '',
		(html) => names.reduce((text, name) => text.replaceAll(`[${name}]`, () => `{${name}}`), html)
	);
	return {
		item: {
			id,
			type: 'calculated',
			prompt,
			wildcards: names,
			variants: sets.map(({ values }) => values),
			points: pointsOf(context, null)
		},
		solution: { type: 'calculated', item: id, formula, tolerance: toleranceOf(calculated) }
	};
}

type Variant = { values: number[]; answer: number };

function variantOf(set: XmlElement, names: readonly string[]): Variant {
	const values = names.map((name) =>
		Number(
			textOf(childrenOf(set, 'var').find(({ attributes }) => attributes['name'] === name)).trim() ||
				Number.NaN
		)
	);
	const answer = Number(textOf(childOf(set, 'answer')).trim() || Number.NaN);
	if (![...values, answer].every(Number.isFinite))
		throw new LeftOutError('formula_unreadable', 'var_set');
	return { values, answer };
}

const inBraces = (formula: string, names: readonly string[]) =>
	formula.replaceAll(/[A-Za-z][A-Za-z0-9_]*(?!\s*\()/g, (name) =>
		names.includes(name) ? `{${name}}` : name
	);

/** Canvas rounds its answers: so do we where they show it. */
function checked(
	formula: string,
	names: readonly string[],
	{ sets, places }: { sets: readonly Variant[]; places: number }
): string {
	const fits = (written: string) =>
		sets.every(({ values, answer }) => {
			const made = evaluateFormula(
				written,
				Object.fromEntries(names.map((name, at) => [name, values[at] ?? 0]))
			);
			return made.ok && Math.abs(made.value - answer) <= 1e-9 * Math.max(1, Math.abs(answer));
		});
	const found = [formula, `round(${formula}, ${places})`].find(fits);
	if (found === undefined) throw new LeftOutError('formula_unreadable', formula.slice(0, 200));
	return found;
}

function toleranceOf(calculated: XmlElement) {
	const text = textOf(childOf(calculated, 'answer_tolerance')).trim();
	const amount = Math.abs(Number(text.replace('%', '')) || 0);
	return text.endsWith('%')
		? { kind: 'relative' as const, amount: amount / 100 }
		: { kind: 'absolute' as const, amount };
}

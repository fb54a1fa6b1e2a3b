import { matchingShare } from '#sync/scoring/placed.ts';
import { pairMarks, type Pair } from '../marks/pair-marks.ts';
import { LeftOutError } from '../report.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import {
	idOf,
	idsFor,
	optionsOf,
	promptOf,
	responseOf,
	shuffleOf,
	type Context,
	type Made
} from './context.ts';
import type { Declaration } from './declarations.ts';

export function readMatch(interaction: XmlElement, context: Context): Made {
	const [left, right, ...more] = childrenOf(interaction, 'simpleMatchSet').map((set) =>
		childrenOf(set, 'simpleAssociableChoice')
	);
	if (!left || !right || more.length > 0) throw new LeftOutError('malformed', 'simpleMatchSet');
	return matching(interaction, context, { left, right });
}

/** Pairs as the declaration has them; those of one row are kept in its order. */
export function declaredPairs(declaration: Declaration | undefined): [string, string][] {
	const said =
		declaration && declaration.correct.length > 0
			? declaration.correct.map(String)
			: (declaration?.mapping?.entries ?? [])
					.filter(({ value }) => value > 0)
					.map(({ key }) => key);
	return said.flatMap((text) => {
		const [one, other] = text.split(' ');
		return one !== undefined && other !== undefined ? [[one, other] as [string, string]] : [];
	});
}

export function matching(
	interaction: XmlElement,
	context: Context,
	{ left, right }: { left: XmlElement[]; right: XmlElement[] }
): Made {
	const { id, marking, note } = context;
	const rows = idsFor(left, 'row', context);
	const options = idsFor(right, 'option', context);
	const { name, declaration } = responseOf(interaction, context);
	const allows = ({ attributes }: XmlElement) => attributes['matchMax'] !== '1';
	const item = {
		id,
		type: 'matching' as const,
		prompt: promptOf(interaction, context),
		rows: optionsOf(left, rows, context),
		options: optionsOf(right, options, context),
		several: left.some(allows),
		reuse: right.some(allows),
		shuffle: shuffleOf(interaction, [...left, ...right], context)
	};
	const declared = declaredPairs(declaration).map(([one, other]) =>
		rows.has(one) ? { row: one, option: other } : { row: other, option: one }
	);
	if (declared.some(({ row, option }) => !rows.has(row) || !options.has(option)))
		throw new LeftOutError('malformed', 'correctResponse');
	const pairText = ({ row, option }: Pair) => `${row} ${option}`;
	const marks = pairMarks({
		rows: [...rows.keys()],
		options: [...options.keys()],
		declared,
		scoreOf: (pairs) => marking.scoreOf({ [name]: pairs.map(pairText) }),
		ours: (credit, correct, pairs) =>
			matchingShare({ type: 'matching', item: id, correct: [...correct], credit }, [...pairs])
	});
	if (!marks) {
		return { item: { ...item, points: marking.unkeyed() }, solution: null };
	}
	const points = marking.points(marks.top);
	if (!marks.agrees) note({ code: 'marks_guessed', detail: marks.credit });
	return {
		item: { ...item, points },
		solution: {
			type: 'matching',
			item: id,
			correct: marks.correct.map(({ row, option }) => ({
				row: idOf(rows, row),
				option: idOf(options, option)
			})),
			credit: marks.credit
		}
	};
}

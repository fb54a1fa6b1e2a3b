import { matchingShare } from '#sync/scoring/placed.ts';
import { pairMarks } from '../marks/pair-marks.ts';
import { LeftOutError } from '../report.ts';
import type { XmlElement } from '../xml.ts';
import {
	identOf,
	idOf,
	labelsIn,
	optionsOf,
	pointsOf,
	promptOf,
	shuffleOf,
	unkeyed,
	type Context,
	type Made
} from './context.ts';
import { textsHtml } from './material.ts';

/** A field per row, each with the same options. */
export function readMatching(context: Context): Made {
	const { id, note, markdown, run } = context;
	const labels = new Map<string, XmlElement>();
	for (const response of context.responses)
		for (const label of labelsIn(response))
			if (!labels.has(identOf(label))) labels.set(identOf(label), label);
	const { ids: optionIds, options: all } = optionsOf([...labels.values()], 'option', context);
	const options = all.filter(({ text }) => text !== '');
	const texts = new Map(
		context.responses.map((response) => [response, markdown(textsHtml(response, note))])
	);
	const responses = context.responses.filter((response) => texts.get(response) !== '');
	if (responses.length === 0 || options.length === 0)
		throw new LeftOutError('type_unsupported', 'matching');
	if (responses.length < context.responses.length) note({ code: 'answer_dropped' });
	const rowIds = new Map(responses.map((response, at) => [identOf(response), `row-${at + 1}`]));
	if (rowIds.size !== responses.length) throw new LeftOutError('malformed', 'response_lid');
	const rows = responses.map((response) => ({
		id: idOf(rowIds, identOf(response)),
		text: texts.get(response) ?? ''
	}));
	const base = {
		id,
		type: 'matching' as const,
		prompt: promptOf(context),
		rows,
		options,
		several: false,
		reuse: true,
		shuffle: context.responses.some(shuffleOf)
	};
	const marks = pairMarks({
		rows: [...rowIds.keys()],
		options: [...optionIds]
			.filter(([, option]) => options.some(({ id }) => id === option))
			.map(([ident]) => ident),
		declared: [],
		scoreOf: (pairs) =>
			run(Object.fromEntries(pairs.map(({ row, option }) => [row, [option]]))).score,
		ours: (credit, correct, pairs) =>
			matchingShare({ type: 'matching', item: id, correct: [...correct], credit }, [...pairs])
	});
	if (!marks) return { item: { ...base, points: unkeyed(context) }, solution: null };
	if (!marks.agrees) note({ code: 'marks_guessed', detail: marks.credit });
	return {
		item: { ...base, points: pointsOf(context, marks.top) },
		solution: {
			type: 'matching',
			item: id,
			correct: marks.correct.map(({ row, option }) => ({
				row: idOf(rowIds, row),
				option: idOf(optionIds, option)
			})),
			credit: marks.credit
		}
	};
}

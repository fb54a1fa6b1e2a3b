/**
 * Blackboard's matching: each row is a block with a field whose labels have no words. These stand in a block of their own, and the label
 * at a place of the field means the words at the same place there.
 */
import type { Credit } from '#sync/schema/solution.ts';
import { isNear } from '../marks/probe.ts';
import { LeftOutError } from '../report.ts';
import { childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';
import { blockIn, creditsParts } from './blackboard.ts';
import {
	identOf,
	labelsIn,
	pointsOf,
	promptOf,
	responsesIn,
	shuffleOf,
	unkeyed,
	type Context,
	type Made
} from './context.ts';
import { textsHtml } from './material.ts';

type Right = { row: string; option: string; percent: number | null; penalty: number };

/** null: not written so. */
export function readBlackboardMatching(context: Context): Made | null {
	const { id, presentation, markdown, note } = context;
	const question = blockIn(presentation, 'QUESTION_BLOCK');
	const answers = blockIn(presentation, 'RESPONSE_BLOCK');
	const words = blockIn(presentation, 'RIGHT_MATCH_BLOCK');
	if (!question || !answers || !words) return null;
	const text = (flow: XmlElement) => markdown(textsHtml(flow, note));
	const options = childrenOf(words, 'flow').map((flow, at) => ({
		id: `option-${at + 1}`,
		text: text(flow)
	}));
	const rows = childrenOf(answers, 'flow').flatMap((flow) => {
		const [response, ...more] = responsesIn(flow);
		if (!response || more.length > 0) throw new LeftOutError('malformed', 'RESPONSE_BLOCK');
		return [{ response, text: text(flow) }];
	});
	if ([...rows, ...options].some((one) => one.text === ''))
		throw new LeftOutError('malformed', 'RIGHT_MATCH_BLOCK');
	const said = rows.flatMap(({ response }, at) => rightOf(response, `row-${at + 1}`, context));
	// Some versions write each condition twice.
	const right = said.filter(
		({ row, option }, at) =>
			said.findIndex((one) => one.row === row && one.option === option) === at
	);
	const base = {
		id,
		type: 'matching' as const,
		prompt: promptOf({ ...context, presentation: question }),
		rows: rows.map((row, at) => ({ id: `row-${at + 1}`, text: row.text })),
		options,
		several: false,
		reuse: true,
		shuffle: rows.some(({ response }) => shuffleOf(response))
	};
	if (right.some(({ option }) => !options.some((one) => one.id === option)))
		throw new LeftOutError('malformed', 'response_label');
	if (right.length === 0) return { item: { ...base, points: unkeyed(context) }, solution: null };
	const first = right[0]?.percent ?? null;
	const alike = right.every(({ percent }) => percent === first);
	return {
		item: { ...base, points: pointsOf(context, null) },
		solution: {
			type: 'matching',
			item: id,
			correct: right.map(({ row, option, percent }) => ({
				row,
				option,
				...(alike || percent === null ? {} : { share: Math.min(1, percent / 100) })
			})),
			credit: creditOf(right, context)
		}
	};
}

/** The option that the rules ask for in a row, and what it is worth of a hundred. */
function rightOf(response: XmlElement, row: string, { item }: Context): Right[] {
	const idents = labelsIn(response).map(identOf);
	return descendantsOf(item, 'respcondition').flatMap((condition): Right[] => {
		if (descendantsOf(condition, 'not').length > 0) return [];
		const asked = descendantsOf(condition, 'varequal').find(
			({ attributes }) => (attributes['respident'] ?? '').trim() === identOf(response)
		);
		if (!asked) return [];
		const option = `option-${idents.indexOf(textOf(asked).trim()) + 1}`;
		return [
			{
				row,
				option,
				percent: percentIn(condition, 'PartialCreditPercent'),
				penalty: Math.abs(percentIn(condition, 'NegativeCreditPercent') ?? 0)
			}
		];
	});
}

function percentIn(condition: XmlElement, name: string): number | null {
	const change = childrenOf(condition, 'setvar').find(({ attributes }) => name in attributes);
	const text = change ? textOf(change).trim() : '';
	return text !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
}

/** A wrong pair takes away as much as a right one gives, or nothing: there is no third way here. */
function creditOf(right: readonly Right[], { fields, note }: Context): Credit {
	const says = creditsParts(fields);
	const parts = says ?? right.some(({ percent }) => percent !== null);
	if (says === null && !parts) note({ code: 'marks_guessed', detail: 'all' });
	if (!parts) return 'all';
	const penalties = right.filter(({ penalty }) => penalty > 0);
	if (penalties.length === 0) return 'parts';
	if (
		penalties.length === right.length &&
		right.every(({ percent, penalty }) => percent !== null && isNear(percent, penalty))
	)
		return 'parts_less_wrong';
	note({ code: 'penalty_dropped' });
	return 'parts';
}

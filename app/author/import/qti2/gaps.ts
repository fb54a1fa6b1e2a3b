/** Words, numbers and choices inside a text: one item, however many there are. */
import type { Gap } from '#sync/schema/item.ts';
import { gapMark } from '../html.ts';
import { gapMarks, gapSolution, type GapInput } from '../marks/gap-marks.ts';
import { LeftOutError } from '../report.ts';
import { childrenOf, descendantsOf, type XmlElement } from '../xml.ts';
import { numberEdges } from './number-edges.ts';
import { textCandidates } from './text-candidates.ts';
import {
	idOf,
	idsFor,
	optionsOf,
	promptOf,
	responseOf,
	type Context,
	type Made
} from './context.ts';
import { lonelyGap } from './lonely-gap.ts';

export function readGaps(interactions: readonly XmlElement[], context: Context): Made {
	const { id, marking, note } = context;
	const gapIds = new Map(interactions.map((element, at) => [element, `gap-${at + 1}`]));
	const optionIds = new Map<string, ReadonlyMap<string, string>>();
	const gaps: Gap[] = [];
	const inputs: GapInput[] = [];
	for (const element of interactions) {
		const gap = gapIdOf(gapIds, element);
		const { name, declaration } = responseOf(element, context);
		if (inputs.some(({ response }) => response === name))
			throw new LeftOutError('several_interactions', name);
		if (element.name === 'inlineChoiceInteraction') {
			const choices = childrenOf(element, 'inlineChoice');
			const ids = idsFor(choices, 'option', context);
			optionIds.set(name, ids);
			gaps.push({
				id: gap,
				input: 'choice',
				options: optionsOf(choices, ids, context),
				shuffle: element.attributes['shuffle'] === 'true'
			});
			inputs.push({ response: name, input: 'choice', options: [...ids.keys()] });
		} else if (/^(float|integer)$/.test(declaration?.baseType ?? '')) {
			gaps.push({ id: gap, input: 'number' });
			inputs.push({
				response: name,
				input: 'number',
				edges: numberEdges(context.item, declaration)
			});
		} else {
			gaps.push({ id: gap, input: 'text' });
			const candidates = textCandidates(context.item, declaration);
			inputs.push({ response: name, input: 'text', candidates });
			if (allowsTypos(context.item, name))
				note({ code: 'marks_guessed', detail: 'mapTolResponse' });
		}
	}
	const marks = gapMarks(inputs, marking.scoreOf);
	if (marks === 'no_end') throw new LeftOutError('response_processing_unsupported', 'range');
	const key = marks === 'no_key' ? null : marks;
	const points = key ? marking.points(key.top) : marking.unkeyed();
	if (key && !key.agrees) note({ code: 'marks_guessed', detail: key.credit });
	const lonely = lonelyGap(interactions, gaps, key, { ...context, points });
	if (lonely) return lonely;
	const prompt = promptOf(null, context, (element) => {
		const gap = gapIds.get(element);
		return gap === undefined ? null : gapMark(gap);
	});
	return {
		item: { id, type: 'gap_text', prompt, gaps, points },
		solution: key && {
			type: 'gap_text',
			item: id,
			gaps: key.gaps.map((mark, at) =>
				gapSolution(mark, gaps[at]?.id ?? '', (option) =>
					idOf(optionIds.get(mark.response) ?? new Map(), option)
				)
			),
			credit: key.credit
		}
	};
}

/** OPAL counts letters that may differ; we do not. */
const allowsTypos = (item: XmlElement, name: string) =>
	descendantsOf(item, 'mapTolResponse').some(
		({ attributes }) =>
			attributes['identifier'] === name && Number(attributes['tolerance'] ?? 0) > 0
	);

function gapIdOf(ids: ReadonlyMap<XmlElement, string>, element: XmlElement): string {
	const id = ids.get(element);
	if (id === undefined) throw new TypeError('an interaction without its gap');
	return id;
}

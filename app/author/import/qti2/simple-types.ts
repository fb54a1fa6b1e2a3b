/** Types without a key of their own kind: essays, uploads, sliders, and what is only read. */
import { type XmlElement } from '../xml.ts';
import { gapMarks } from '../marks/gap-marks.ts';
import { LeftOutError } from '../report.ts';
import { numberIn } from './declarations.ts';
import { numberEdges } from './number-edges.ts';
import { promptOf, responseOf, rubricOf, type Context, type Made } from './context.ts';

export function readEssay(interaction: XmlElement, context: Context): Made {
	const { id, marking } = context;
	const model = (responseOf(interaction, context).declaration?.correct ?? []).map(String);
	const rubric = [rubricOf(context), ...model].filter((text) => text !== '').join('\n\n');
	const prompt = promptOf(interaction, context);
	return {
		item: { id, type: 'essay', prompt, points: marking.declaredPoints() },
		solution: { type: 'essay', item: id, rubric }
	};
}

export function readUpload(interaction: XmlElement, context: Context): Made {
	const { id, marking } = context;
	const type = interaction.attributes['type'] ?? '';
	const accept = /^image\//.test(type)
		? ('image' as const)
		: type === 'application/pdf'
			? ('pdf' as const)
			: /^text\//.test(type)
				? ('text' as const)
				: ('any' as const);
	return {
		item: {
			id,
			type: 'upload',
			prompt: promptOf(interaction, context),
			accept: [accept],
			most: 1,
			points: marking.declaredPoints()
		},
		solution: { type: 'upload', item: id, rubric: rubricOf(context) }
	};
}

/** A place on a scale becomes a number that is typed; the ends of the scale are written to the prompt. */
export function readSlider(interaction: XmlElement, context: Context): Made {
	const { id, marking, note } = context;
	const { name, declaration } = responseOf(interaction, context);
	const low = numberIn(interaction, 'lowerBound') ?? 0;
	const high = numberIn(interaction, 'upperBound') ?? 100;
	note({ code: 'type_approximated', detail: 'sliderInteraction' });
	const prompt = `${promptOf(interaction, context)} (${low}–${high})`;
	const marks = gapMarks(
		[{ response: name, input: 'number', edges: numberEdges(context.item, declaration) }],
		marking.scoreOf
	);
	if (marks === 'no_end') throw new LeftOutError('response_processing_unsupported', 'range');
	const [mark] = marks === 'no_key' ? [] : marks.gaps;
	const [first] = mark?.input === 'number' ? mark.numbers : [];
	if (marks === 'no_key' || !first) {
		return {
			item: { id, type: 'numeric', prompt, points: marking.unkeyed() },
			solution: null
		};
	}
	return {
		item: { id, type: 'numeric', prompt, points: marking.points(marks.top) },
		solution: {
			type: 'numeric',
			item: id,
			correct: first.value,
			tolerance: { kind: 'absolute', amount: first.amount }
		}
	};
}

export function readDescription(context: Context): Made {
	const { id } = context;
	return {
		item: { id, type: 'description', prompt: promptOf(null, context), points: 0 },
		solution: null
	};
}

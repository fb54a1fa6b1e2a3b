/** Words, numbers and essays that are typed into one field. */
import { gapMarks, type GapInput } from '../marks/gap-marks.ts';
import { typedItem } from '../marks/typed-item.ts';
import { LeftOutError } from '../report.ts';
import type { XmlElement } from '../xml.ts';
import { identOf, pointsOf, promptOf, unkeyed, type Context, type Made } from './context.ts';
import { comparedWith } from './scoring.ts';

export function readTyped(response: XmlElement, input: 'number' | 'text', context: Context): Made {
	const { id, item, run, note } = context;
	const name = identOf(response);
	const compared = comparedWith(item, name);
	const gap: GapInput =
		input === 'number'
			? { response: name, input, edges: compared.map(Number).filter(Number.isFinite).slice(0, 200) }
			: { response: name, input, candidates: compared.slice(0, 200) };
	const marks = gapMarks([gap], (answers) => run(answers).score);
	if (marks === 'no_end') throw new LeftOutError('response_processing_unsupported', 'range');
	const prompt = promptOf(context);
	const key = marks === 'no_key' ? null : marks;
	const points = key ? pointsOf(context, key.top) : unkeyed(context);
	if (key && !key.agrees) note({ code: 'marks_guessed', detail: key.credit });
	return typedItem({ id, prompt, points }, input, key?.gaps[0] ?? null);
}

export function readEssay(context: Context): Made {
	const { id } = context;
	const prompt = promptOf(context);
	return {
		item: { id, type: 'essay', prompt, points: pointsOf(context, null) },
		solution: { type: 'essay', item: id, rubric: '' }
	};
}

export function readUpload(context: Context): Made {
	const { id } = context;
	const prompt = promptOf(context);
	return {
		item: { id, type: 'upload', prompt, accept: ['any'], most: 1, points: pointsOf(context, null) },
		solution: { type: 'upload', item: id, rubric: '' }
	};
}

export const readDescription = (context: Context): Made => ({
	item: { id: context.id, type: 'description', prompt: promptOf(context), points: 0 },
	solution: null
});

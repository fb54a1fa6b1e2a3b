/** Of an item's feedback, what is said to somebody who answered so. */
import type { ItemResult } from '../schema/api.ts';
import type { Item } from '../schema/item.ts';
import type { ResponseValue } from '../schema/response.ts';
import type { Feedback } from '../schema/solution.ts';
import { typedFeedbackOf } from './typed-feedback.ts';

type Answered = {
	item: Item;
	reason: ItemResult['reason'];
	response: ResponseValue | undefined;
	/** The ticket's `orderSeed`. */
	seed: string;
};

export function saidFeedback(
	feedback: Feedback | undefined,
	{ item, reason, response, seed }: Answered
): string[] {
	if (!feedback) return [];
	const chosen = new Set(response ? chosenOf(response) : []);
	return [
		...(feedback.parts ?? []).filter(({ id }) => chosen.has(id)).map(({ text }) => text),
		...typedFeedbackOf(feedback.typed ?? [], item, response, seed),
		reason === 'correct' ? feedback.correct : undefined,
		reason === 'partly_correct' ? (feedback.partlyCorrect ?? feedback.wrong) : undefined,
		reason === 'wrong' || reason === 'empty' ? feedback.wrong : undefined,
		feedback.general
	].filter((text) => text !== undefined && text.trim() !== '') as string[];
}

function chosenOf(response: ResponseValue): string[] {
	switch (response.type) {
		case 'single_choice':
			return response.choice === null ? [] : [response.choice];
		case 'multiple_choice':
			return response.choices;
		case 'true_false':
			return response.value === null ? [] : [String(response.value)];
		case 'matching':
			return response.pairs.flatMap(({ row, option }) => [row, option]);
		case 'gap_text':
			return response.filled.flatMap(({ gap, value }) => [gap, value]);
		case 'drag_text':
		case 'drag_picture':
			return response.placed.map(({ option }) => option);
		case 'hotspot':
			return response.areas;
		case 'hot_text':
			return response.spans;
		case 'ordering':
			return response.order;
		default:
			return [];
	}
}

import { numberText } from '#sync/marking/right-answer.ts';
import type { RightAnswer } from '#sync/schema/release.ts';
import type { ResponseValue } from '#sync/schema/response.ts';

/** What was right, as if a student had entered it: said in the same words as their own answer. null: it cannot be said. */
export function rightValue(right: RightAnswer): ResponseValue | null {
	switch (right.type) {
		case 'single_choice':
		case 'multiple_choice':
		case 'true_false':
		case 'short_text':
		case 'matching':
		case 'ordering':
		case 'gap_text':
		case 'hotspot':
		case 'hot_text':
			return right;
		case 'numeric':
		case 'calculated':
			return right.value === null ? null : { type: right.type, text: numberText(right) };
		case 'drag_text':
			return {
				type: right.type,
				placed: right.placed.flatMap(({ blank, options }) =>
					options.map((option) => ({ blank, option }))
				)
			};
		case 'drag_picture':
			return {
				type: right.type,
				placed: right.placed.flatMap(({ zone, options }) =>
					options.map((option) => ({ zone, option }))
				)
			};
	}
}

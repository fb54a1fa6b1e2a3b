/** An answer that was taken back or is empty counts as none. */
import type { ResponseValue } from './schema/response.ts';

export function isAnswered(value: ResponseValue | null | undefined): value is ResponseValue {
	if (value === undefined || value === null) return false;
	switch (value.type) {
		case 'single_choice':
			return value.choice !== null;
		case 'multiple_choice':
			return value.choices.length > 0;
		case 'true_false':
			return value.value !== null;
		case 'matching':
			return value.pairs.length > 0;
		case 'ordering':
			return value.order.length > 0;
		case 'gap_text':
			return value.filled.some(({ value: text }) => text.trim() !== '');
		case 'drag_text':
		case 'drag_picture':
			return value.placed.length > 0;
		case 'hotspot':
			return value.areas.length > 0;
		case 'hot_text':
			return value.spans.length > 0;
		case 'upload':
			return value.files.length > 0;
		default:
			return value.text.trim() !== '';
	}
}

import type { ResponseValue } from '#sync/schema/response.ts';

/** An answer that was taken back or is empty counts as none. */
export function isAnswered(value: ResponseValue | undefined): boolean {
	if (value === undefined) return false;
	switch (value.type) {
		case 'single_choice':
			return value.choice !== null;
		case 'multiple_choice':
			return value.choices.length > 0;
		case 'true_false':
			return value.value !== null;
		default:
			return value.text.trim() !== '';
	}
}

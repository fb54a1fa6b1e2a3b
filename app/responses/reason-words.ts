import { m } from '#app/i18n/generated/messages.js';
import type { ItemResult } from '#sync/schema/api.ts';

/** Why an item got its points. */
export const reasonWords: Record<ItemResult['reason'], () => string> = {
	correct: m.attempt_reason_correct,
	partly_correct: m.attempt_reason_partly_correct,
	wrong: m.attempt_reason_wrong,
	empty: m.attempt_reason_empty,
	needs_person: m.attempt_reason_needs_person,
	unreadable: m.attempt_reason_unreadable
};

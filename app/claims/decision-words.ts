/** What a person decided about held work, in words. */
import { m } from '#app/i18n/generated/messages.js';
import type { DecisionKind } from '#sync/schema/decision.ts';

export const decisionWords: Record<DecisionKind, () => string> = {
	accept: m.held_was_accept,
	accept_part: m.held_was_part,
	set_aside: m.held_was_aside
};

import { m } from '#app/i18n/generated/messages.js';
import type { ItemType } from '#sync/schema/item.ts';

/** What each type is for, in a line. */
export const typeHints: Record<ItemType, () => string> = {
	single_choice: m.editing_hint_single_choice,
	multiple_choice: m.editing_hint_multiple_choice,
	true_false: m.editing_hint_true_false,
	numeric: m.editing_hint_numeric,
	short_text: m.editing_hint_short_text,
	essay: m.editing_hint_essay,
	matching: m.editing_hint_matching,
	ordering: m.editing_hint_ordering,
	gap_text: m.editing_hint_gap_text,
	drag_text: m.editing_hint_drag_text,
	drag_picture: m.editing_hint_drag_picture,
	hotspot: m.editing_hint_hotspot,
	hot_text: m.editing_hint_hot_text,
	calculated: m.editing_hint_calculated,
	upload: m.editing_hint_upload,
	description: m.editing_hint_description
};

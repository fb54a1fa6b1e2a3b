/** What would go wrong with an exam, in plain sentences. */
import { m } from '#app/i18n/generated/messages.js';
import type { Warning } from '../exam-api.ts';

type Words = (inputs: { detail: string }) => string;

const words: Record<Warning['code'], Words> = {
	no_title: () => m.author_warn_no_title(),
	no_items: () => m.author_warn_no_items(),
	empty_section: () => m.author_warn_empty_section(),
	too_many_items: m.author_warn_too_many_items,
	no_prompt: () => m.author_warn_no_prompt(),
	no_key: () => m.author_warn_no_key(),
	key_without_part: () => m.author_warn_key_without_part(),
	gap_without_place: m.author_warn_gap_without_place,
	place_without_gap: m.author_warn_place_without_gap,
	media_missing: () => m.author_warn_media_missing(),
	no_alternative_text: () => m.author_warn_no_alternative_text(),
	place_without_words: () => m.editing_warn_place_without_words(),
	draw_too_large: () => m.author_warn_draw_too_large(),
	unequal_pool: () => m.author_warn_unequal_pool(),
	no_points: () => m.author_warn_no_points(),
	same_options: () => m.author_warn_same_options(),
	empty_option: () => m.editing_warn_empty_option(),
	remote_picture: m.author_warn_remote_picture,
	no_picture: () => m.editing_warn_no_picture(),
	points_unreachable: () => m.editing_warn_points_unreachable(),
	part_without_key: m.editing_warn_part_without_key,
	formula_unreadable: () => m.editing_warn_formula_unreadable(),
	criteria_differ: () => m.editing_warn_criteria_differ(),
	only_right_places: () => m.editing_warn_only_right_places(),
	several_right: () => m.editing_warn_several_right()
};

export const warningText = ({ code, detail }: Warning): string =>
	words[code]({ detail: detail ?? '' });

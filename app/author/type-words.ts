import { m } from '#app/i18n/generated/messages.js';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ItemType } from '#sync/schema/item.ts';

export const typeWords: Record<ItemType, () => string> = {
	single_choice: m.items_type_single_choice,
	multiple_choice: m.items_type_multiple_choice,
	true_false: m.items_type_true_false,
	numeric: m.items_type_numeric,
	short_text: m.items_type_short_text,
	essay: m.items_type_essay,
	matching: m.items_type_matching,
	ordering: m.items_type_ordering,
	gap_text: m.items_type_gap_text,
	drag_text: m.items_type_drag_text,
	drag_picture: m.items_type_drag_picture,
	hotspot: m.items_type_hotspot,
	hot_text: m.items_type_hot_text,
	calculated: m.items_type_calculated,
	upload: m.items_type_upload,
	description: m.items_type_description
};

export const itemTypes = Object.keys(typeWords) as ItemType[];
const isType = (type: string): type is ItemType => Object.hasOwn(typeWords, type);

/** A type that this version does not know is called as the edge calls it. */
export const typeText = (type: string): string => (isType(type) ? typeWords[type]() : type);

export type Difficulty = NonNullable<AuthoredItem['difficulty']>;
export const difficultyWords: Record<Difficulty, () => string> = {
	easy: m.items_difficulty_easy,
	medium: m.items_difficulty_medium,
	hard: m.items_difficulty_hard
};
export const difficulties = Object.keys(difficultyWords) as Difficulty[];

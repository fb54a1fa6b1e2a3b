/**
 * Two who each change an item rightly can together leave one that no schema takes: both removed an option of three. What is missing is
 * made up, alike for everybody; a key or feedback that cannot be read is none, and the check of the draft says so.
 */
import { feedback, solution } from '../schema/solution.ts';
import { isObject } from './shared-value.ts';
import type { Json, JsonObject } from './shared-value.ts';

const word = (id: string): JsonObject => ({ id, text: '' });
const frame = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };
const parts: Record<string, (id: string) => Json> = {
	options: word,
	rows: word,
	spans: word,
	blanks: (id) => id,
	gaps: (id) => ({ id, input: 'text' }),
	zones: (id) => ({ id, text: ' ', ...frame }),
	areas: (id) => ({ id, text: ' ', shape: { kind: 'rectangle', ...frame } })
};
const PAIRS = new Set(['single_choice', 'multiple_choice', 'ordering']);
/** Of which an empty one is not allowed, and a blank stands for nothing. */
const WORDS = ['prompt', 'alt'];

export function mendItem(found: JsonObject): JsonObject {
	const { item, solution: key, feedback: said } = found;
	if (!isObject(item)) return found;
	return {
		...found,
		item: mended(item),
		solution: solution.safeParse(key).success ? (key as Json) : null,
		feedback: feedback.safeParse(said).success ? (said as Json) : null
	};
}

function mended(item: JsonObject): JsonObject {
	const made = { ...item };
	const least = PAIRS.has(String(item['type'])) ? 2 : 1;
	for (const [list, part] of Object.entries(parts)) {
		const there = item[list];
		if (!Array.isArray(there)) continue;
		const missing = Array.from({ length: Math.max(0, least - there.length) }, (_, at) =>
			part(`more-${at + 1}`)
		);
		made[list] = [...there.map(withWords), ...missing];
	}
	for (const key of WORDS) if (made[key] === '') made[key] = ' ';
	return made;
}

/** What is on a picture is said by words; of options there may be none. */
const withWords = (part: Json): Json =>
	isObject(part) && part['text'] === '' && ('shape' in part || 'width' in part)
		? { ...part, text: ' ' }
		: part;

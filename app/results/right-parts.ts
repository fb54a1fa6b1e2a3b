import type { IsRight } from '#app/responses/value-words.ts';
import type { RightAnswer } from '#sync/schema/release.ts';
import type { ResponseValue } from '#sync/schema/response.ts';

/** Of an answer that is put together of parts: which of them are right, as they are marked (SPEC F6). undefined: it has none. */
export function rightParts(right: RightAnswer, value: ResponseValue): IsRight | undefined {
	if (right.type === 'matching' && value.type === right.type)
		return (part, option) =>
			right.pairs.some((pair) => pair.row === part && pair.option === option);
	const taken = takenOf(right);
	const placed = placedOf(value);
	if (!taken || !placed || right.type !== value.type) return undefined;
	// Of a place that got several options, none is right.
	return (part, option) =>
		placed.filter((place) => place === part).length === 1 &&
		taken.some(({ place, options }) => place === part && options.includes(option));
}

function takenOf(right: RightAnswer) {
	switch (right.type) {
		case 'drag_text':
			return right.placed.map(({ blank, options }) => ({ place: blank, options }));
		case 'drag_picture':
			return right.placed.map(({ zone, options }) => ({ place: zone, options }));
		default:
			return null;
	}
}

function placedOf(value: ResponseValue): string[] | null {
	switch (value.type) {
		case 'drag_text':
			return value.placed.map(({ blank }) => blank);
		case 'drag_picture':
			return value.placed.map(({ zone }) => zone);
		default:
			return null;
	}
}

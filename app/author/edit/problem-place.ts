/** Beside which field of the editor a problem stands. */
import type { DraftWarning } from '#sync/draft/check-draft.ts';
import { warningText } from '../exam/warning-words.ts';

export type ProblemPlace = 'prompt' | 'picture' | 'options' | 'key' | 'points';

const places: Partial<Record<DraftWarning['code'], ProblemPlace>> = {
	no_prompt: 'prompt',
	gap_without_place: 'prompt',
	place_without_gap: 'prompt',
	media_missing: 'prompt',
	no_alternative_text: 'picture',
	place_without_words: 'picture',
	remote_picture: 'prompt',
	no_picture: 'picture',
	same_options: 'options',
	empty_option: 'options',
	no_points: 'points'
};

export function problemsAt(
	problems: readonly DraftWarning[],
	place: ProblemPlace,
	hasPicture: boolean
): DraftWarning[] {
	return problems.filter(({ code }) => {
		const at = places[code] ?? 'key';
		return (at === 'picture' && !hasPicture ? 'prompt' : at) === place;
	});
}

/** In one sentence after the other; undefined: there is nothing to say. */
export const problemsText = (problems: readonly DraftWarning[]): string | undefined =>
	[...new Set(problems.map(warningText))].join(' ') || undefined;

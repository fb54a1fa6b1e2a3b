/** What another type of item means for students, out of what an importer noted of it. */
import { formatNumber } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import { fileWords } from './file-words.ts';

const words: Record<string, () => string> = {
	attachments: m.items_nearest_attachments,
	responsetemplate: m.items_nearest_template,
	sliderInteraction: m.items_nearest_slider,
	associateInteraction: m.items_nearest_associate,
	MULTIRESPONSE: m.items_nearest_several,
	ddmarker: m.items_nearest_markers,
	selectPointInteraction: m.items_nearest_points,
	infinite: m.items_nearest_reuse,
	'tolerancetype 3': m.items_nearest_tolerance,
	'\\*': m.items_nearest_star
};

/** In the words of the file where there are none of ours for it. */
export function approximatedText(detail: string): string {
	const [, kept = '', of = ''] = /^(\d+) \/ (\d+)$/.exec(detail) ?? [];
	if (kept === '1') return m.items_nearest_first_numbers({ of: formatNumber(Number(of)) });
	if (kept !== '') {
		const [n, all] = [formatNumber(Number(kept)), formatNumber(Number(of))];
		return m.items_nearest_numbers({ n, of: all });
	}
	const some = /^selectcount (\d+)$/.exec(detail)?.[1];
	if (some !== undefined) return m.items_nearest_select({ n: formatNumber(Number(some)) });
	return (Object.hasOwn(words, detail) && words[detail]?.()) || fileWords(detail);
}

import { m } from '#app/i18n/generated/messages.js';

/** How many words an essay has, and how many are asked for. */
export type Words = { count: number; least: number | undefined; most: number | undefined };

export function wordsText({ count, least, most }: Words): string {
	if (least !== undefined && most !== undefined)
		return m.exam_words_between({ count, least, most });
	if (most !== undefined) return m.exam_words_most({ count, most });
	if (least !== undefined) return m.exam_words_least({ count, least });
	return m.exam_words({ count });
}

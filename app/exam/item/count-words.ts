/** Words as a reader counts them, in scripts without spaces too (Unicode UAX #29). */
export function countWords(text: string, language?: string): number {
	const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
	let count = 0;
	for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) count += 1;
	return count;
}

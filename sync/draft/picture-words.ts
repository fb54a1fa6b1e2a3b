/**
 * Pictures in a text and their words for those who cannot see them. `![](media:HASH)` has none yet; one that tells nothing is
 * `![](media:HASH "decoration")`, and is passed over where a text is read aloud. Pure.
 */
export const DECORATION = 'decoration';

const WORDLESS = /!\[\s*\]\(media:([0-9a-f]{64})\)/g;

/** Of an item or a part of it, each once, in the order they are read. */
export function wordlessPictures(value: unknown): string[] {
	const found = new Set<string>();
	mapTexts(value, (text) => {
		for (const [, hash] of text.matchAll(WORDLESS)) if (hash) found.add(hash);
		return text;
	});
	return [...found];
}

/** `words`: null says that it is only a decoration. What has words already keeps them. */
export const describePicture = <Value>(value: Value, hash: string, words: string | null): Value =>
	mapTexts(value, (text) =>
		text.replaceAll(WORDLESS, (all, found: string) =>
			found === hash ? pictureText(hash, words) : all
		)
	) as Value;

/** The words must not end it early. */
const pictureText = (hash: string, words: string | null): string =>
	words === null
		? `![](media:${hash} "${DECORATION}")`
		: `![${words
				.trim()
				.replaceAll(/[\\[\]]/g, '\\$&')
				.replaceAll(/\s+/g, ' ')}](media:${hash})`;

function mapTexts(value: unknown, map: (text: string) => string): unknown {
	if (typeof value === 'string') return map(value);
	if (Array.isArray(value)) return value.map((each) => mapTexts(each, map));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, map)]));
}

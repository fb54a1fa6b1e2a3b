/** Pictures and sounds that an item names, in its texts or as its picture. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';

export function mediaOf({ item, feedback }: Pick<AuthoredItem, 'item' | 'feedback'>): string[] {
	const texts = JSON.stringify([item, feedback]);
	const linked = [...texts.matchAll(/media:([0-9a-f]{64})/g)].map(([, hash]) => hash ?? '');
	return [...new Set('picture' in item ? [...linked, item.picture] : linked)];
}

/** Those of a file that some items need. */
export function mediaFor<Media extends { hash: string }>(
	items: readonly AuthoredItem[],
	media: readonly Media[]
): Media[] {
	const needed = new Set(items.flatMap(mediaOf));
	return media.filter(({ hash }) => needed.has(hash));
}

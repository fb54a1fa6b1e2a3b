/** Files that an exam can carry, looked at before they are sent; the edge looks again at the bytes. */
import { media } from '#sync/schema/form.ts';

const known = media.shape.contentType.options;
export const pictureTypes = known.filter((type) => type.startsWith('image/'));
export const soundTypes = known.filter((type) => type.startsWith('audio/'));

const MOST_BYTES = 20_000_000;

/** Why it is not taken; null: it is. */
export function refusedPicture(
	{ type, size }: Pick<File, 'type' | 'size'>,
	sounds: boolean
): 'type' | 'size' | null {
	const takes: readonly string[] = sounds ? known : pictureTypes;
	if (!takes.includes(type) || size === 0) return 'type';
	return size > MOST_BYTES ? 'size' : null;
}

/** As Markdown; the words must not end it early. */
export const pictureMarkdown = (hash: string, words: string): string =>
	`![${words.replaceAll(/[\\[\]]/g, '\\$&').replaceAll(/\s+/g, ' ')}](media:${hash})`;

import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { MediaBytes } from '../export/report.ts';
import { mediaOf } from '../show/media-of.ts';

/** null: it is not there. */
export type MediaOf = (
	hash: string,
	signal: AbortSignal
) => Promise<Uint8Array<ArrayBuffer> | null>;

/** All that the items show, each once; what is not there is not in it. */
export async function fetchMedia(
	items: readonly AuthoredItem[],
	media: MediaOf,
	progress: (share: number) => void,
	signal: AbortSignal
): Promise<MediaBytes> {
	const hashes = [...new Set(items.flatMap(mediaOf))];
	const found = new Map<string, Uint8Array>();
	for (const [at, hash] of hashes.entries()) {
		const bytes = await media(hash, signal);
		if (bytes) found.set(hash, bytes);
		progress((at + 1) / hashes.length);
	}
	return found;
}

/** Addresses of pictures that are only on this device yet, made when they are looked at; given back when the report goes. */
import type { ImportedMedia } from '../import/report.ts';

export interface PictureUrls {
	url: (hash: string) => string | undefined;
	release: () => void;
}

export function pictureUrls(media: readonly ImportedMedia[]): PictureUrls {
	const known = new Map(media.map((each) => [each.hash, each]));
	const made = new Map<string, string>();
	return {
		url: (hash) => {
			const media = known.get(hash);
			if (!media) return undefined;
			const before = made.get(hash);
			if (before !== undefined) return before;
			const blob = new Blob([new Uint8Array(media.content)], { type: media.contentType });
			const url = URL.createObjectURL(blob);
			made.set(hash, url);
			return url;
		},
		release: () => {
			for (const url of made.values()) URL.revokeObjectURL(url);
			made.clear();
		}
	};
}

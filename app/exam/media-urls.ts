/** Addresses of the form's pictures on this device; given back when the page goes. */
export type MediaUrls = { url: (hash: string) => string | undefined; release: () => void };

type Medium = { hash: string; contentType: string; bytes: Uint8Array<ArrayBuffer> };

export function mediaUrls(media: readonly Medium[]): MediaUrls {
	const urls = new Map(
		media.map(({ hash, contentType, bytes }) => [
			hash,
			URL.createObjectURL(new Blob([bytes], { type: contentType }))
		])
	);
	return {
		url: (hash) => urls.get(hash),
		release: () => {
			for (const url of urls.values()) URL.revokeObjectURL(url);
		}
	};
}

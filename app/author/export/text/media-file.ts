/** Names for the files of an export: by hash, so that the same items give the same bytes. */
import { contentTypeOf } from '#sync/content-type.ts';

const endings: Record<string, string> = {
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/gif': 'gif',
	'image/webp': 'webp',
	'image/svg+xml': 'svg',
	'audio/mpeg': 'mp3',
	'audio/ogg': 'ogg'
};

export type MediaFile = { name: string; contentType: string; isSound: boolean; bytes: Uint8Array };

/** null: nothing that an item may show. */
export function mediaFile(hash: string, bytes: Uint8Array | undefined): MediaFile | null {
	const contentType = bytes ? contentTypeOf(bytes) : null;
	if (!bytes || contentType === null) return null;
	return {
		name: `${hash}.${endings[contentType] ?? 'bin'}`,
		contentType,
		isSound: contentType.startsWith('audio/'),
		bytes
	};
}

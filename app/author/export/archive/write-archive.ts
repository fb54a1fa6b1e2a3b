/** Our own archive: nothing is lost in it. The same items give the same bytes. */
import { canonicalJson } from './canonical-json.ts';
import type * as z from 'zod';
import { sha256Hex } from '#sync/hash.ts';
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import {
	ARCHIVE_FILE,
	ARCHIVE_FORMAT,
	ARCHIVE_VERSION,
	type questionArchive
} from '#sync/schema/question-archive.ts';
import { mediaOf } from '../../show/media-of.ts';
import type { MediaBytes, Written } from '../report.ts';
import { mediaFile } from '../text/media-file.ts';
import { zipped } from '../text/zip.ts';

type Archive = z.infer<typeof questionArchive>;

export function writeArchive(items: readonly AuthoredItem[], media: MediaBytes): Written {
	const hashes = [...new Set(items.flatMap(mediaOf))].toSorted();
	const files = hashes.flatMap((hash) => {
		const file = mediaFile(hash, media.get(hash));
		return file && sha256Hex(file.bytes) === hash ? [{ hash, ...file }] : [];
	});
	const archive: Archive = {
		format: ARCHIVE_FORMAT,
		version: ARCHIVE_VERSION,
		items: [...items],
		media: files.map(({ hash, name, contentType, bytes }) => ({
			hash,
			name,
			contentType,
			bytes: bytes.length,
			file: `media/${name}`
		}))
	};
	return {
		bytes: zipped({
			[ARCHIVE_FILE]: new TextEncoder().encode(canonicalJson(archive)),
			...Object.fromEntries(files.map(({ name, bytes }) => [`media/${name}`, bytes]))
		}),
		leftOut: items.map(() => null)
	};
}

import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { writeEach, type MediaBytes, type WriteFile, type Written } from '../report.ts';
import { mediaFile } from '../text/media-file.ts';
import { zipped } from '../text/zip.ts';
import type { Version } from './names.ts';
import { manifest, TEST_FILE, testFile, type PackagedItem } from './package.ts';
import { writeItem } from './write-item.ts';

export const writeQti2: WriteFile = (...of) => written('2.2', ...of);
export const writeQti3: WriteFile = (...of) => written('3.0', ...of);

function written(
	version: Version,
	items: readonly AuthoredItem[],
	media: MediaBytes,
	title: string
): Written {
	const encode = (text: string) => new TextEncoder().encode(text);
	const { parts, leftOut } = writeEach(items, (authored, at) => {
		const identifier = `ITEM_${at + 1}`;
		const { xml, media: shown } = writeItem(authored, { version, media, identifier });
		const files = shown.flatMap((hash) => {
			const file = mediaFile(hash, media.get(hash));
			return file ? [{ name: `media/${file.name}`, bytes: file.bytes }] : [];
		});
		const packaged: PackagedItem = {
			identifier,
			file: `items/${identifier.toLowerCase()}.xml`,
			category: authored.category,
			files: files.map(({ name }) => name)
		};
		return { packaged, xml, files };
	});
	const packaged = parts.map((part) => part.packaged);
	const shown = parts
		.flatMap(({ files }) => files)
		.toSorted((one, other) => (one.name < other.name ? -1 : 1));
	return {
		bytes: zipped({
			'imsmanifest.xml': encode(manifest(version, packaged)),
			[TEST_FILE]: encode(testFile(version, packaged, title)),
			...Object.fromEntries(parts.map((part) => [part.packaged.file, encode(part.xml)])),
			...Object.fromEntries(shown.map(({ name, bytes }) => [name, bytes]))
		}),
		leftOut
	};
}

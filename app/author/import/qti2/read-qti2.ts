import { finishItem, firstWords, isUnnamed } from '../finish-item.ts';
import { MediaShelf } from '../media-shelf.ts';
import { PackageFiles } from '../package-files.ts';
import type { ZipFiles } from '../read-zip.ts';
import { ImportRefusedError, LeftOutError, type Format, type ImportReport } from '../report.ts';
import { noWatch, watched, type Watch } from '../watch.ts';
import { childOf, descendantsOf, parseXml, type XmlElement } from '../xml.ts';
import { insideHtml, wordsHtml } from './body.ts';
import { openPackage, type PackagedItem, type QtiPackage, type Rename } from './package.ts';
import { foundIn, readItem } from './read-item.ts';

const MOST_ITEMS = 5000;

type Version = { format: Format; rename: Rename };
const version2: Version = { format: 'qti_2', rename: (root) => root };

export const readQti2 = (zip: ZipFiles, watch?: Watch): ImportReport =>
	readPackage(zip, version2, watch);

export const readQti2Item = (text: string): ImportReport => readSingle(text, version2);

export function readPackage(
	zip: ZipFiles,
	{ format, rename }: Version,
	watch: Watch = noWatch
): ImportReport {
	return report(openPackage(zip, rename), format, watch);
}

/** A file that is one item, without a package: its pictures are not here. */
export function readSingle(text: string, { format, rename }: Version): ImportReport {
	const { root, broken } = parseXml(text);
	if (!root || broken !== null) throw new ImportRefusedError('broken_xml', broken ?? undefined);
	const item: PackagedItem = {
		file: 'item.xml',
		item: rename(root),
		broken: null,
		category: [],
		changes: []
	};
	return report(
		{ files: new PackageFiles(new Map()), items: [item], title: '', document: () => null },
		format,
		noWatch
	);
}

function report(
	{ files, items, title, document }: QtiPackage,
	format: Format,
	watch: Watch
): ImportReport {
	if (items.length === 0) throw new ImportRefusedError('no_items');
	if (items.length > MOST_ITEMS)
		throw new ImportRefusedError('too_many_items', String(items.length));
	const shelf = new MediaShelf();
	const made = watched(items, watch, (one, at) => {
		const media = files.finder(one.file, shelf);
		return finishItem({
			name: nameOf(one),
			found: one.item ? foundIn(one.item) : 'assessmentItem',
			make: (note) => {
				if (!one.item)
					throw new LeftOutError('malformed', (one.broken ?? 'assessmentItem').slice(0, 200));
				one.changes.forEach(note);
				return readItem(
					{
						id: `item-${at + 1}`,
						name: nameOf(one),
						item: one.item,
						category: one.category,
						stimulus: stimulusOf(one, files, document),
						media,
						file: (source) => files.read(source, one.file),
						shelf
					},
					note
				);
			}
		});
	});
	const texts = made.flatMap((one) =>
		one.outcome === 'left_out' ? [] : [JSON.stringify(one.authored)]
	);
	return {
		format,
		...(title !== '' && { title }),
		items: made,
		media: shelf.usedIn(texts),
		broken: null
	};
}

/** Its own, or how it begins. */
function nameOf({ item, file }: PackagedItem): string {
	const title = item?.attributes['title']?.trim() ?? '';
	if (!isUnnamed(title)) return title;
	const body = item && childOf(item, 'itemBody');
	const words = body ? firstWords(wordsHtml(body)) : '';
	return words || title || item?.attributes['identifier']?.trim() || file;
}

/** Texts that several items share are in files of their own; each item gets them. */
function stimulusOf(
	{ item, file }: PackagedItem,
	files: PackageFiles,
	document: (name: string) => XmlElement | null
): string {
	if (!item) return '';
	return descendantsOf(item, 'assessmentStimulusRef')
		.map(({ attributes }) => {
			const name = files.nameOf(attributes['href'] ?? '', file);
			const root = name === null ? null : document(name);
			const body = root && childOf(root, 'stimulusBody');
			if (!body)
				throw new LeftOutError('malformed', `stimulus ${attributes['href'] ?? ''}`.slice(0, 200));
			return `<div>${insideHtml(
				body,
				() => null,
				() => undefined
			)}</div>`;
		})
		.join('');
}

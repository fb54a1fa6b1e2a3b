/** QTI 1.2: a document of items, or a package with several; Canvas, Respondus and Blackboard each in its own way. */
import { finishItem, firstWords, isUnnamed } from '../finish-item.ts';
import { MediaShelf } from '../media-shelf.ts';
import { PackageFiles } from '../package-files.ts';
import { readText } from '../read-text.ts';
import type { ZipFiles } from '../read-zip.ts';
import { ImportRefusedError, type ImportReport, type Refusal } from '../report.ts';
import { noWatch, watched, type Watch } from '../watch.ts';
import { childrenOf, parseXml, type XmlElement } from '../xml.ts';
import { documentNames } from './document-names.ts';
import { fieldsOf } from './fields.ts';
import { shownHtml } from './material.ts';
import { foundIn, readItem } from './read-item.ts';

const MOST_ITEMS = 10_000;

type Found = { item: XmlElement; category: string[]; file: string; guessed: boolean };

export function readQti1(
	{ text, guessed }: { text: string; guessed: boolean },
	watch: Watch = noWatch
): ImportReport {
	const { root, broken } = parseXml(text);
	if (!root) throw new ImportRefusedError('broken_xml', broken ?? undefined);
	if (root.name !== 'questestinterop') throw new ImportRefusedError('unknown_format', root.name);
	const items = itemsIn(root, 'questions.xml', guessed);
	if (broken === null) return report(items, new PackageFiles(new Map()), watch, null);
	// Where the text broke off an item was open: it is the last one, and not whole.
	if (items.length < 2) throw new ImportRefusedError('broken_xml', broken);
	return report(items.slice(0, -1), new PackageFiles(new Map()), watch, {
		code: 'broken_xml',
		detail: broken
	});
}

export function readQti1Package(zip: ZipFiles, watch: Watch = noWatch): ImportReport {
	let broken: Refusal | null = null;
	const items = documentNames(zip).flatMap((name) => {
		try {
			const { text, guessed } = readText(zip.get(name) ?? new Uint8Array());
			const parsed = parseXml(text);
			if (parsed.root?.name !== 'questestinterop') return [];
			const found = itemsIn(parsed.root, name, guessed);
			if (parsed.broken === null) return found;
			broken = { code: 'broken_xml', detail: `${name}: ${parsed.broken}`.slice(0, 300) };
			return found.slice(0, -1);
		} catch (problem) {
			if (!(problem instanceof ImportRefusedError)) throw problem;
			broken = problem.refusal;
			return [];
		}
	});
	if (items.length === 0 && broken !== null) throw refused(broken);
	return report(items, new PackageFiles(zip), watch, broken);
}

const refused = ({ code, detail }: Refusal) => new ImportRefusedError(code, detail);

function itemsIn(root: XmlElement, file: string, guessed: boolean): Found[] {
	const walk = (element: XmlElement, category: string[]): Found[] =>
		childrenOf(element).flatMap((child) => {
			if (child.name === 'item') return [{ item: child, category, file, guessed }];
			const title = titleOf(child);
			return /^(assessment|section|objectbank)$/.test(child.name)
				? walk(child, title === '' ? category : [...category, title].slice(0, 10))
				: [];
		});
	return walk(root, []);
}

/** Its own, or how it begins. */
function nameOf(item: XmlElement): string {
	const title = item.attributes['title']?.trim() ?? '';
	if (!isUnnamed(title)) return title;
	const shown = childrenOf(item, 'presentation').map((element) =>
		shownHtml(
			element,
			() => '',
			() => undefined
		)
	);
	return firstWords(shown.join('')) || title || (item.attributes['ident']?.trim() ?? '');
}

/** What every export calls its only section is no name. */
function titleOf(element: XmlElement): string {
	const bank = element.name === 'objectbank' ? fieldsOf(element).get('bank_title') : undefined;
	const title = (bank ?? element.attributes['title'] ?? '').trim().slice(0, 200);
	return element.name === 'section' && /^(main|root_section|section)$/i.test(title) ? '' : title;
}

function report(
	items: Found[],
	files: PackageFiles,
	watch: Watch,
	broken: Refusal | null
): ImportReport {
	if (items.length === 0) throw new ImportRefusedError('no_items');
	if (items.length > MOST_ITEMS)
		throw new ImportRefusedError('too_many_items', String(items.length));
	const shelf = new MediaShelf();
	const made = watched(items, watch, ({ item, category, file, guessed }, at) => {
		const name = nameOf(item) || `item ${at + 1}`;
		return finishItem({
			name,
			found: foundIn(item),
			make: (note) => {
				if (guessed) note({ code: 'encoding_guessed' });
				return readItem(
					{ id: `item-${at + 1}`, name, item, category, media: files.finder(file, shelf) },
					note
				);
			}
		});
	});
	const texts = made.flatMap((one) =>
		one.outcome === 'left_out' ? [] : [JSON.stringify(one.authored)]
	);
	return { format: 'qti_1_2', items: made, media: shelf.usedIn(texts), broken };
}

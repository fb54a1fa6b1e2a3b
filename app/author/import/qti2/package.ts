/** Which items a package has, in which order and under which titles: its test says so, else its manifest, else its files. */
import { PackageFiles } from '../package-files.ts';
import { readText } from '../read-text.ts';
import type { ZipFiles } from '../read-zip.ts';
import { ImportRefusedError, type Change } from '../report.ts';
import { OWN_TOOL } from './own-tool.ts';
import { childOf, childrenOf, descendantsOf, parseXml, textOf, type XmlElement } from '../xml.ts';

export type PackagedItem = {
	file: string;
	/** null: cannot be read. */
	item: XmlElement | null;
	broken: string | null;
	category: string[];
	changes: Change[];
};

/** As the exam's own field takes it. */
const MOST_EXAM_TITLE = 300;

/** `rename` brings another version's names to those of 2.x. */
export type Rename = (root: XmlElement) => XmlElement;

export type QtiPackage = {
	files: PackageFiles;
	items: PackagedItem[];
	/** Of its only test; empty where it has none or several. */
	title: string;
	document: (name: string) => XmlElement | null;
};

export function openPackage(zip: ZipFiles, rename: Rename): QtiPackage {
	const files = new PackageFiles(zip);
	const read = new Map<
		string,
		{ root: XmlElement | null; broken: string | null; guessed: boolean }
	>();
	const document = (name: string) => {
		const known = read.get(name);
		if (known) return known;
		const made = parsed(files.content(name) ?? new Uint8Array(), rename);
		read.set(name, made);
		return made;
	};
	const items: PackagedItem[] = [];
	const seen = new Set<string>();
	const add = (file: string, category: string[], changes: Change[] = []) => {
		if (seen.has(file)) return;
		seen.add(file);
		const { root, broken, guessed } = document(file);
		items.push({
			file,
			item: root?.name === 'assessmentItem' && broken === null ? root : null,
			broken: broken ?? (root ? null : 'no element'),
			category,
			changes: guessed ? [...changes, { code: 'encoding_guessed' }] : changes
		});
	};
	const named = manifestItems(zip, files, (name) => document(name).root);
	for (const { name, root } of named.tests)
		walkTest(
			name,
			root,
			(source) => files.nameOf(source, name),
			(name) => document(name).root,
			add
		);
	for (const name of named.items) add(name, []);
	if (items.length === 0)
		for (const name of xmlNames(zip))
			if (document(name).root?.name === 'assessmentItem') add(name, []);
	const [only, ...others] = named.tests;
	return {
		files,
		items,
		title: only && others.length === 0 ? titleOf(only.root, MOST_EXAM_TITLE) : '',
		document: (name) => document(name).root
	};
}

function parsed(bytes: Uint8Array, rename: Rename) {
	try {
		const { text, guessed } = readText(bytes);
		const { root, broken } = parseXml(text);
		return { root: root && rename(root), broken, guessed };
	} catch (problem) {
		// One file of many: its item is left out, the others go on.
		if (!(problem instanceof ImportRefusedError)) throw problem;
		return { root: null, broken: problem.message, guessed: false };
	}
}

const xmlNames = (zip: ZipFiles) =>
	[...zip.keys()]
		.filter((name) => /\.xml$/i.test(name) && !/(^|\/)imsmanifest\.xml$/i.test(name))
		.toSorted();

export const manifestName = (zip: ZipFiles): string | null =>
	[...zip.keys()]
		.filter((name) => /(^|\/)imsmanifest\.xml$/i.test(name))
		.toSorted((one, other) => one.length - other.length)[0] ?? null;

function manifestItems(
	zip: ZipFiles,
	files: PackageFiles,
	document: (name: string) => XmlElement | null
): { tests: { name: string; root: XmlElement }[]; items: string[] } {
	const name = manifestName(zip);
	const manifest = name === null ? null : document(name);
	const tests: { name: string; root: XmlElement }[] = [];
	const items: string[] = [];
	for (const resource of manifest ? descendantsOf(manifest, 'resource') : []) {
		const { type = '', href = '' } = resource.attributes;
		const source = href || (childOf(resource, 'file')?.attributes['href'] ?? '');
		const file = name === null ? null : files.nameOf(source, name);
		if (file === null || !/^imsqti/i.test(type)) continue;
		const root = /test|assessment|section/i.test(type) ? document(file) : null;
		if (root?.name === 'assessmentTest') tests.push({ name: file, root });
		else if (/item/i.test(type)) items.push(file);
	}
	if (manifest === null)
		for (const file of xmlNames(zip)) {
			const root = document(file);
			if (root?.name === 'assessmentTest') tests.push({ name: file, root });
		}
	return { tests, items };
}

function walkTest(
	test: string,
	root: XmlElement,
	resolve: (source: string) => string | null,
	document: (name: string) => XmlElement | null,
	add: (file: string, category: string[], changes: Change[]) => void
): void {
	const title = root.attributes['toolName'] === OWN_TOOL ? '' : titleOf(root);
	const several = descendantsOf(root, 'assessmentSection').length > 1;
	const walk = (element: XmlElement, category: string[], depth: number) => {
		for (const child of childrenOf(element)) {
			const file = /Ref$/.test(child.name) ? resolve(child.attributes['href'] ?? '') : null;
			if (child.name === 'assessmentItemRef' && file)
				add(file, category, childOf(child, 'timeLimits') ? [{ code: 'time_limit_dropped' }] : []);
			else if (child.name === 'assessmentSectionRef' && file && depth < 10) {
				const section = document(file);
				if (section && file !== test)
					walk({ name: '', attributes: {}, children: [section] }, category, depth + 1);
			} else if (child.name === 'assessmentSection' || child.name === 'testPart') {
				const own = several && child.name === 'assessmentSection' ? titleOf(child) : '';
				walk(child, own === '' ? category : [...category, own].slice(0, 10), depth);
			}
		}
	};
	walk(root, title === '' ? [] : [title], 0);
}

const titleOf = (element: XmlElement, most = 200) =>
	(element.attributes['title'] ?? textOf(childOf(element, 'title'))).trim().slice(0, most);

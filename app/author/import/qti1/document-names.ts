/** The documents of a package that hold items, in the manifest's order; a cartridge's copy of a quiz that is there in full is not read. */
import { PackageFiles } from '../package-files.ts';
import { manifestName } from '../qti2/package.ts';
import { readText } from '../read-text.ts';
import type { ZipFiles } from '../read-zip.ts';
import { childrenOf, descendantsOf, parseXml } from '../xml.ts';

const FULL = 'non_cc_assessments/';

export function documentNames(zip: ZipFiles): string[] {
	const names = [...zip.keys()].filter((name) => /\.(xml|qti|dat)$/i.test(name));
	const full = new Set(
		names
			.filter((name) => name.startsWith(FULL))
			.map((name) => name.slice(FULL.length).split('.')[0])
	);
	const isCopy = (name: string) =>
		/(^|\/)assessment_qti\.xml$/.test(name) && full.has(name.split('/').at(-2));
	const ordered = manifestOrder(zip);
	const place = (name: string) => ordered.indexOf(name) + 1 || Number.MAX_SAFE_INTEGER;
	return names
		.filter((name) => !isCopy(name) && !/(^|\/)imsmanifest\.xml$/i.test(name))
		.toSorted()
		.toSorted((one, other) => place(one) - place(other));
}

function manifestOrder(zip: ZipFiles): string[] {
	const name = manifestName(zip);
	const bytes = name === null ? undefined : zip.get(name);
	if (name === null || !bytes) return [];
	const { root } = parseXml(readText(bytes).text);
	const files = new PackageFiles(zip);
	return (root ? descendantsOf(root, 'resource') : [])
		.flatMap((resource) => [resource, ...childrenOf(resource, 'file')])
		.map(({ attributes }) => files.nameOf(attributes['href'] ?? '', name))
		.filter((found) => found !== null);
}

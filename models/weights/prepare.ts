/** Puts every weight under static/vendor/ with its manifest. `npm run build` runs it; the second run only checks. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { published, weights, type Weight } from './manifest.ts';
import { withNormalisation } from './tflite-metadata.ts';
import { assertPinned, isPinned, writeWhole } from './weight-file.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Places {
	/** node_modules */
	packages: string;
	/** models/weights/cache */
	cache: string;
	/** static/vendor */
	vendor: string;
	/** What INVIGIL_WEIGHTS names: a folder with weights that are in no package. */
	folder?: string | undefined;
}

/** The app is built without it, says that the analysis is unavailable, and goes on. */
export interface MissingWeight {
	name: string;
	why: string;
}

/** A string says why an optional weight cannot be had. */
function bytesOf(weight: Weight, { packages, cache, folder }: Places): Uint8Array | string {
	const { origin } = weight;
	if (origin.from === 'url') {
		const file = basename(new URL(origin.url).pathname);
		const given = [...(folder ? [join(folder, file)] : []), join(cache, weight.path)];
		const path = given.find((each) => existsSync(each));
		if (path === undefined)
			return `${file} is neither in the folder that INVIGIL_WEIGHTS names nor fetched by \`node models/weights/fetch.ts\`.`;
		return isPinned(weight, path) ? readFileSync(path) : `${path} is not the pinned file.`;
	}
	const bytes = readFileSync(join(packages, origin.package, origin.file));
	return origin.from === 'package' ? bytes : withNormalisation(bytes, origin);
}

export function prepare(
	list: Weight[],
	places: Places
): { written: number; missing: MissingWeight[] } {
	let written = 0;
	const missing: MissingWeight[] = [];
	const present: Weight[] = [];
	for (const weight of list) {
		const path = join(places.vendor, weight.path);
		if (!isPinned(weight, path)) {
			const bytes = bytesOf(weight, places);
			if (typeof bytes === 'string') {
				missing.push({ name: weight.name, why: bytes });
				continue;
			}
			assertPinned(weight, bytes, weight.source);
			writeWhole(path, bytes);
			written++;
		}
		present.push(weight);
	}
	const manifest = JSON.stringify(present.map(published), null, '\t') + '\n';
	const manifestPath = join(places.vendor, 'manifest.json');
	if (!existsSync(manifestPath) || readFileSync(manifestPath, 'utf8') !== manifest)
		writeWhole(manifestPath, manifest);
	const wanted = new Set(['manifest.json', ...present.map((weight) => weight.path)]);
	for (const file of readdirSync(places.vendor, { recursive: true, withFileTypes: true })) {
		const path = join(file.parentPath, file.name);
		if (file.isFile() && !wanted.has(relative(places.vendor, path))) rmSync(path);
	}
	return { written, missing };
}

if (import.meta.main) {
	const { written, missing } = prepare(weights, {
		packages: join(root, 'node_modules'),
		cache: join(root, 'models/weights/cache'),
		vendor: join(root, 'static/vendor'),
		folder: process.env.INVIGIL_WEIGHTS
	});
	if (written > 0) console.log(`Weights: ${written} files put under static/vendor/.`);
	for (const { name, why } of missing)
		console.log(`Weights: built without ${name}, its analysis will be unavailable: ${why}`);
}

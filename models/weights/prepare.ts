/** Puts every weight under static/vendor/ with its manifest. `npm run build` runs it; the second run only checks. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
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
}

/** Null: an optional weight that nobody has fetched. */
function bytesOf(weight: Weight, { packages, cache }: Places): Uint8Array | null {
	const { origin } = weight;
	if (origin.from === 'url') {
		const path = join(cache, weight.path);
		return existsSync(path) ? readFileSync(path) : null;
	}
	const bytes = readFileSync(join(packages, origin.package, origin.file));
	return origin.from === 'package' ? bytes : withNormalisation(bytes, origin);
}

export function prepare(list: Weight[], places: Places): { written: number; missing: string[] } {
	let written = 0;
	const missing: string[] = [];
	const present: Weight[] = [];
	for (const weight of list) {
		const path = join(places.vendor, weight.path);
		if (!isPinned(weight, path)) {
			const bytes = bytesOf(weight, places);
			if (!bytes) {
				missing.push(weight.name);
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
		vendor: join(root, 'static/vendor')
	});
	if (written > 0) console.log(`Weights: ${written} files put under static/vendor/.`);
	for (const name of missing)
		console.log(`Weights: ${name} is not there; \`node models/weights/fetch.ts\` fetches it.`);
}

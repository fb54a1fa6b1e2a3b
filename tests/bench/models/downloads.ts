/** What each group of checks makes a phone fetch and keep, besides the app itself. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { weights, type Weight, type WeightUse } from '#models/weights/manifest.ts';

export interface Download {
	what: string;
	/** MB (10⁶ bytes) on the wire, and in the device's cache. */
	wire: number;
	kept: number;
	files: string[];
	/** Weights that this build was made without: counted as they are pinned. */
	missing: string[];
}

const vendor = fileURLToPath(new URL('../../../static/vendor/', import.meta.url));
const MB = 1e6;
/** As common servers and Cloudflare compress: by type; weights are `application/octet-stream` and go as they are. */
const isCompressed = (path: string) => /\.(js|wasm)$/.test(path);

function wireBytes({ path, bytes }: Weight): number {
	const here = `${vendor}${path}`;
	if (!isCompressed(path) || !existsSync(here)) return bytes;
	return gzipSync(readFileSync(here), { level: 6 }).length;
}

function download(what: string, uses: WeightUse[]): Download {
	const mine = weights.filter(
		(weight) => weight.precache && weight.uses.some((use) => uses.includes(use))
	);
	const sum = (of: (weight: Weight) => number) =>
		mine.reduce((total, weight) => total + of(weight), 0) / MB;
	return {
		what,
		wire: sum(wireBytes),
		kept: sum(({ bytes }) => bytes),
		files: mine.map(({ name }) => name),
		missing: mine.filter(({ path }) => !existsSync(`${vendor}${path}`)).map(({ name }) => name)
	};
}

/** In MB on the wire. */
export const DEFAULT_AIM = 8;
export const DEFAULT_POLICY = 'default policy: face, head, voice, page';

export function downloads(): Download[] {
	const named: [string, WeightUse[]][] = [
		['face', ['faces']],
		['head, eyes', ['landmarks']],
		['identity', ['likeness']],
		['things', ['things']],
		['voice', []],
		['page', []],
		[DEFAULT_POLICY, ['faces', 'landmarks']]
	];
	return named
		.map(([what, uses]) => ({ ...download(what, uses), none: uses.length === 0 }))
		.filter(({ files, none }) => none || files.length > 0);
}

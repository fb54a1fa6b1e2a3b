/**
 * Another build of the app, made from one that is there: every file with a hash in its name has another name, and everything that names it
 * says so, the page's policy and the service worker's list included. What changed in it is the version alone.
 */
import { createHash } from 'node:crypto';
import {
	cpSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { basename, join } from 'node:path';

const texts = /\.(js|css|html|json|webmanifest)$/;

/** `turn`: by so many places each hash is turned; two builds with different ones share no hashed file. */
export function otherBuild(
	from: string,
	to: string,
	{ turn, version }: { turn: number; version: string }
): void {
	rmSync(to, { recursive: true, force: true });
	mkdirSync(to, { recursive: true });
	cpSync(from, to, {
		recursive: true,
		filter: (path) => !/\/(screenshots|vendor\/.+\.(wasm|bin|onnx))$/.test(path)
	});
	const files = readdirSync(to, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
	const renamed = new Map<string, string>();
	for (const file of files) {
		const name = basename(file);
		const hashed = /^((?:.*[.-])?)([\w-]{8})(\.[a-z0-9]+)$/.exec(name);
		if (!file.includes('/_app/immutable/') || !hashed) continue;
		const [, start = '', hash = '', end = ''] = hashed;
		renamed.set(name, `${start}${hash.slice(turn)}${hash.slice(0, turn)}${end}`);
	}
	const names = new RegExp([...renamed.keys()].map(escape).join('|'), 'g');
	const own = ownVersion(from);
	for (const file of files.filter((file) => texts.test(file))) {
		const text = readFileSync(file, 'utf8');
		const changed = text
			.replace(names, (name) => renamed.get(name) ?? name)
			.replaceAll(`"${own}"`, `"${version}"`)
			.replaceAll(`\`${own}\``, `\`${version}\``);
		if (changed !== text) writeFileSync(file, changed);
	}
	for (const file of files) {
		const name = renamed.get(basename(file));
		if (name) renameSync(file, join(file, '..', name));
	}
	allowStartScript(join(to, 'index.html'));
	reviseList(to);
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

export const ownVersion = (build: string): string =>
	(JSON.parse(readFileSync(join(build, '_app/version.json'), 'utf8')) as { version: string })
		.version;

/** The policy in the page names its one script by its hash, and the script names files. */
function allowStartScript(page: string): void {
	const text = readFileSync(page, 'utf8');
	const hashes = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
		([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`
	);
	const changed = text.replace(/script-src ([^;"]*)/, (all) =>
		[all.replaceAll(/ 'sha256-[^']+'/g, ''), ...hashes].join(' ')
	);
	writeFileSync(page, changed);
}

/** Every file is in the list with the hash of what it holds, and one without a hash in its name with another of them. */
function reviseList(build: string): void {
	const file = join(build, 'service-worker.js');
	const text = readFileSync(file, 'utf8');
	const changed = text.replace(
		/\{[^{}]*"?url"?:[`"]([^`"]+)[`"][^{}]*\}/g,
		(entry, url: string) => {
			const bytes = readFileSync(join(build, url));
			const of = (name: string) => createHash(name).update(bytes);
			return entry
				.replace(
					/(revision"?:[`"])[0-9a-f]{32}/,
					(_all, start: string) => start + of('md5').digest('hex')
				)
				.replace(/sha256-[^`"]+/, `sha256-${of('sha256').digest('base64')}`);
		}
	);
	writeFileSync(file, changed);
}

/** Files of a package as its documents call them: relative, encoded, with a system's own mark for the root, or wrongly. */
import type { MediaFinder } from './html.ts';
import type { MediaShelf } from './media-shelf.ts';
import type { ZipFiles } from './read-zip.ts';

export class PackageFiles {
	readonly #files: ZipFiles;
	readonly #byEnd = new Map<string, string | null>();

	constructor(files: ZipFiles) {
		this.#files = files;
		for (const name of files.keys()) {
			const end = lastPart(name);
			this.#byEnd.set(end, this.#byEnd.has(end) ? null : name);
		}
	}

	/** `from`: the document that names it. null: not there, or not surely the one that was meant. */
	nameOf(source: string, from: string): string | null {
		const wanted = decoded(source.split(/[?#]/)[0] ?? '').replaceAll('\\', '/');
		const bare = wanted
			.replace(/^(\$?[A-Z_-]*FILE_?BASE\$?|%%[A-Z]+%%)\/?/i, '')
			.replace(/^\/+/, '');
		if (bare === '') return null;
		const folder = from.slice(0, from.lastIndexOf('/') + 1);
		for (const name of [joined(folder, wanted), joined('', bare), joined('web_resources/', bare)])
			if (name !== null && this.#files.has(name)) return name;
		// Canvas and Respondus move files: the one whose path ends so, if there is but one.
		const ending = [...this.#files.keys()].filter((name) => name.endsWith(`/${bare}`));
		if (ending.length === 1) return ending[0] ?? null;
		return ending.length === 0 ? (this.#byEnd.get(lastPart(bare)) ?? null) : null;
	}

	content(name: string): Uint8Array | null {
		return this.#files.get(name) ?? null;
	}

	read(source: string, from: string): Uint8Array | null {
		const name = this.nameOf(source, from);
		return name === null ? null : this.content(name);
	}

	finder(from: string, shelf: MediaShelf): MediaFinder {
		return (source) => {
			const inline = dataOf(source);
			if (!inline && /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(source)) return { missing: 'media_remote' };
			const content = inline ?? this.read(source, from);
			if (!content) return { missing: 'media_missing' };
			const hash = shelf.add(decoded(source.startsWith('data:') ? 'picture' : source), content);
			return hash === null ? { missing: 'media_unsupported' } : { hash };
		};
	}
}

const lastPart = (name: string) => name.slice(name.lastIndexOf('/') + 1);

/** null: leads out of the package. */
function joined(folder: string, path: string): string | null {
	const parts: string[] = [];
	for (const part of (folder + path).split('/')) {
		if (part === '' || part === '.') continue;
		if (part !== '..') parts.push(part);
		else if (parts.pop() === undefined) return null;
	}
	return parts.join('/');
}

function decoded(source: string): string {
	try {
		return decodeURIComponent(source);
	} catch (problem) {
		if (problem instanceof URIError) return source;
		throw problem;
	}
}

/** `data:image/png;base64,…`: the bytes; what they are is found out where they are kept. */
function dataOf(source: string): Uint8Array | null {
	const found = /^data:image\/[a-z0-9.+-]+;base64,([A-Za-z0-9+/=\s]+)$/i.exec(source);
	if (!found) return null;
	try {
		return Uint8Array.from(atob(found[1] ?? ''), (letter) => letter.charCodeAt(0));
	} catch (problem) {
		if (problem instanceof DOMException) return null;
		throw problem;
	}
}

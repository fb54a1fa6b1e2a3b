/** The files inside a question, by the name its texts call them. */
import type { MediaFinder } from '../html.ts';
import type { MediaShelf } from '../media-shelf.ts';
import { childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';

/** Of two files with one name, that of the text itself comes first: each answer may have its own `1.png`. */
export function filesOf(question: XmlElement, own: XmlElement, shelf: MediaShelf): MediaFinder {
	return (source) => {
		const inside = /^data:[^,]*;base64,(.*)$/s.exec(source)?.[1];
		if (inside !== undefined) return kept('inline', fromBase64(inside), shelf);
		const path = /^@@PLUGINFILE@@\/?([^?#]*)/.exec(source)?.[1];
		if (path === undefined)
			return { missing: /^(https?:)?\/\//i.test(source) ? 'media_remote' : 'media_missing' };
		const wanted = decoded(path);
		const file = [...childrenOf(own, 'file'), ...descendantsOf(question, 'file')].find(
			(one) => pathOf(one) === wanted
		);
		if (!file) return { missing: 'media_missing' };
		return kept(wanted, fileBytes(file), shelf);
	};
}

export const fileBytes = (file: XmlElement): Uint8Array | null => fromBase64(textOf(file));

function kept(name: string, bytes: Uint8Array | null, shelf: MediaShelf) {
	if (bytes === null || bytes.length === 0) return { missing: 'media_missing' } as const;
	const hash = shelf.add(name, bytes);
	return hash === null ? ({ missing: 'media_unsupported' } as const) : { hash };
}

const pathOf = ({ attributes }: XmlElement) =>
	`${(attributes['path'] ?? '/').replace(/^\//, '')}${attributes['name'] ?? ''}`;

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch (problem) {
		if (problem instanceof URIError) return path;
		throw problem;
	}
}

function fromBase64(text: string): Uint8Array | null {
	const letters = text.replaceAll(/\s+/g, '').replace(/={1,2}$/, '');
	if (letters.length % 4 === 1 || !/^[A-Za-z0-9+/]*$/.test(letters)) return null;
	return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
}

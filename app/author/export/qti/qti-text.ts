/** Texts of an item: XHTML with MathML, and pictures by the names of their files in the package. */
import type { MediaBytes } from '../report.ts';
import { blockMarkup, lineMarkup, type Markup } from '../text/markup.ts';
import { mediaFile } from '../text/media-file.ts';
import { escapeXml, tag } from '../text/xml.ts';
import { formulaMarkup } from './formula.ts';
import { elementFor, type Element, type Version } from './names.ts';

export class QtiText {
	readonly element: Element;
	readonly version: Version;
	readonly media: MediaBytes;
	/** Files of the package that the item shows. */
	readonly files = new Set<string>();

	constructor(version: Version, media: MediaBytes) {
		this.version = version;
		this.element = elementFor(version);
		this.media = media;
	}

	block(source: string, gap?: (id: string) => string): string {
		return blockMarkup(source, { ...this.#markup, ...(gap ? { gap } : {}) });
	}

	line(source: string): string {
		return lineMarkup(source, this.#markup);
	}

	/** The file's name in the package; null: its bytes are not here. */
	file(hash: string): { href: string; contentType: string } | null {
		const file = mediaFile(hash, this.media.get(hash));
		if (!file) return null;
		this.files.add(hash);
		return { href: `../media/${file.name}`, contentType: file.contentType };
	}

	/** A picture that is alone. */
	object(hash: string, words: string, more: Record<string, number> = {}): string {
		const file = this.file(hash);
		const data = file?.href ?? `../media/${hash}`;
		const type = file?.contentType ?? 'image/png';
		return tag('object', { data, type, ...more }, escapeXml(words));
	}

	readonly #markup: Markup = {
		full: false,
		formula: formulaMarkup,
		picture: (hash, words) => {
			const file = this.file(hash);
			return file?.contentType.startsWith('audio/')
				? this.object(hash, words)
				: tag('img', { src: file?.href ?? `../media/${hash}`, alt: words });
		}
	};
}

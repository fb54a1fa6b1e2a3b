/** Texts of a Moodle question: HTML inside XML, with the files it shows beside it. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { MediaBytes } from '../report.ts';
import { blockMarkup, lineMarkup, type Markup } from '../text/markup.ts';
import { mediaFile } from '../text/media-file.ts';
import { escapeXml, tag, textTag, type Attributes } from '../text/xml.ts';

export const toBase64 = (bytes: Uint8Array): string => {
	let letters = '';
	// In pieces: an argument list has an end.
	for (let at = 0; at < bytes.length; at += 30_000)
		letters += String.fromCharCode(...bytes.subarray(at, at + 30_000));
	return btoa(letters);
};

export type Gaps = {
	put: (id: string) => string;
	/** Words that would be taken for a gap. */
	guard?: { sign: RegExp; by: string } | undefined;
};

/** A letter of the private use area on both sides: no text of ours has it. */
const MARK = '\ue000';

function withGaps(make: (markup: Markup) => string, markup: Markup, { put, guard }: Gaps): string {
	const html = make({ ...markup, gap: (id) => MARK + id + MARK });
	const guarded = guard ? html.replaceAll(guard.sign, guard.by) : html;
	return guarded.replaceAll(new RegExp(`${MARK}([a-z0-9-]+)${MARK}`, 'g'), (_, id: string) =>
		put(id)
	);
}

export class QuestionText {
	readonly #media: MediaBytes;

	constructor(media: MediaBytes) {
		this.#media = media;
	}

	/** `element` with `<text>`, and the files of the pictures in it. */
	block(element: string, source: string, gap?: Gaps): string {
		return this.#element(element, (markup) => blockMarkup(source, markup), { gap });
	}

	line(element: string, source: string, attributes: Attributes = {}, more = ''): string {
		return this.#element(element, (markup) => lineMarkup(source, markup), { attributes, more });
	}

	/** HTML alone, for where no file can stand. */
	html(source: string): string {
		return lineMarkup(
			source,
			this.#markup(() => undefined)
		);
	}

	file(hash: string): string | null {
		const file = mediaFile(hash, this.#media.get(hash));
		return (
			file &&
			textTag('file', toBase64(file.bytes), { name: file.name, path: '/', encoding: 'base64' })
		);
	}

	#element(
		element: string,
		make: (markup: Markup) => string,
		{
			attributes = {},
			more = '',
			gap
		}: { attributes?: Attributes; more?: string; gap?: Gaps | undefined }
	): string {
		const files = new Set<string>();
		const markup = this.#markup((hash) => files.add(hash));
		const html = gap ? withGaps(make, markup, gap) : make(markup);
		return tag(
			element,
			{ ...attributes, format: 'html' },
			tag('text', {}, escapeXml(html)),
			...[...files].map((hash) => this.file(hash) ?? ''),
			more
		);
	}

	#markup(found: (hash: string) => unknown): Markup {
		return {
			full: true,
			picture: (hash, words) => {
				found(hash);
				const file = mediaFile(hash, this.#media.get(hash));
				const src = `@@PLUGINFILE@@/${file?.name ?? hash}`;
				return file?.isSound
					? `${tag('audio', { src, title: words, controls: 'controls' }).slice(0, -2)}></audio>`
					: tag('img', { src, alt: words });
			},
			formula: (tex, display) => (display ? `\\[${escapeXml(tex)}\\]` : `\\(${escapeXml(tex)}\\)`)
		};
	}
}

export type Said = NonNullable<AuthoredItem['feedback']>;
export const partOf = (feedback: AuthoredItem['feedback'], id: string): string =>
	feedback?.parts?.find((part) => part.id === id)?.text ?? '';

export const feedbackTag = (texts: QuestionText, said: string): string =>
	said === '' ? '' : texts.block('feedback', said);

export const numberText = (value: number): string => String(Number(value.toPrecision(12)));

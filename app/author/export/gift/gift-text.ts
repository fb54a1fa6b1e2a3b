/** GIFT has no files: pictures stand in the text itself. */
import { toBase64 } from '../moodle/question-text.ts';
import type { MediaBytes } from '../report.ts';
import { blockMarkup, lineMarkup, type Markup } from '../text/markup.ts';
import { mediaFile } from '../text/media-file.ts';
import { escapeXml, tag } from '../text/xml.ts';
import { escapeGift } from './escape.ts';

export type GiftText = { block: (source: string) => string; line: (source: string) => string };

export function giftText(media: MediaBytes): GiftText {
	const markup: Markup = {
		full: true,
		formula: (tex, display) => (display ? `\\[${escapeXml(tex)}\\]` : `\\(${escapeXml(tex)}\\)`),
		picture: (hash, alt) => {
			const file = mediaFile(hash, media.get(hash));
			const src = file
				? `data:${file.contentType};base64,${toBase64(file.bytes)}`
				: `@@PLUGINFILE@@/${hash}`;
			return file?.isSound
				? `${tag('audio', { src, title: alt }).slice(0, -2)}></audio>`
				: tag('img', { src, alt });
		}
	};
	return {
		block: (source) => escapeGift(blockMarkup(source, markup)),
		line: (source) => escapeGift(lineMarkup(source, markup))
	};
}

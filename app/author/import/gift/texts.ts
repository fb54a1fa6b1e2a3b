/** Texts of GIFT as Markdown. It carries no files: a picture is in the text itself, elsewhere, or missing. */
import { filesOf } from '../moodle/files.ts';
import { formattedToMarkdown } from '../moodle/formatted-text.ts';
import type { Note } from '../moodle/question.ts';
import type { MediaShelf } from '../media-shelf.ts';
import type { XmlElement } from '../xml.ts';
import type { Texts } from './make-item.ts';

const nothing: XmlElement = { name: 'question', attributes: {}, children: [] };

export function textsOf(shelf: MediaShelf, note: Note): Texts {
	const media = filesOf(nothing, nothing, shelf);
	return {
		note,
		markdown: ({ source, format }) => {
			const { text, changes } = formattedToMarkdown(source, format, media);
			changes.forEach(note);
			return text;
		}
	};
}

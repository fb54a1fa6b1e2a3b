/** Moodle XML: questions one after the other, each behind its category, with its files inside. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { ItemType } from '#sync/schema/item.ts';
import { NotWrittenError, writeEach, type MediaBytes, type Written } from '../report.ts';
import { tag, textTag, xmlFile } from '../text/xml.ts';
import { writeCalculated } from './calculated.ts';
import { writeMultiple, writeSingle, writeTrueFalse } from './choice.ts';
import { writeDragPicture, writeDragText } from './drags.ts';
import { writeEssay, writeUpload } from './essay.ts';
import { writeGaps } from './gaps.ts';
import type { WriteQuestion } from './kinds.ts';
import { writeMatching } from './matching.ts';
import { writeOrdering } from './ordering.ts';
import { numberText, QuestionText } from './question-text.ts';
import { writeNumeric, writeShortText } from './typed.ts';

const unsupported: WriteQuestion = () => {
	throw new NotWrittenError('type_unsupported');
};

const writersFor = (media: MediaBytes): Record<ItemType, WriteQuestion> => ({
	single_choice: writeSingle,
	multiple_choice: writeMultiple,
	true_false: writeTrueFalse,
	numeric: writeNumeric,
	short_text: writeShortText,
	essay: writeEssay,
	upload: writeUpload,
	matching: writeMatching,
	ordering: writeOrdering,
	gap_text: writeGaps,
	drag_text: writeDragText,
	drag_picture: writeDragPicture(media),
	calculated: writeCalculated,
	description: () => ({ type: 'description', inside: [] }),
	hotspot: unsupported,
	hot_text: unsupported
});

export function writeMoodle(items: readonly AuthoredItem[], media: MediaBytes): Written {
	const writers = writersFor(media);
	const texts = new QuestionText(media);
	let path = '';
	const { parts, leftOut } = writeEach(items, (authored) => {
		const written = question(authored, writers[authored.item.type], texts);
		const next = pathOf(authored.category);
		if (next === path || (path === '' && authored.category.length === 0)) return written;
		path = next;
		return `${categoryTag(next)}\n${written}`;
	});
	return {
		bytes: new TextEncoder().encode(xmlFile(`<quiz>\n${parts.join('\n')}\n</quiz>`)),
		leftOut
	};
}

/** A slash in a name is written twice. */
const pathOf = (category: readonly string[]): string =>
	['$course$', 'top', ...category.map((name) => name.replaceAll('/', '//'))].join('/');

const categoryTag = (path: string): string =>
	tag('question', { type: 'category' }, tag('category', {}, textTag('text', path)));

function question(authored: AuthoredItem, write: WriteQuestion, texts: QuestionText): string {
	const { name, item, feedback, tags } = authored;
	const { type, inside, gap, guard, combined, noGrade } = write(authored, texts);
	const said = (element: string, text: string | undefined) => texts.block(element, text ?? '');
	return tag(
		'question',
		{ type },
		tag('name', {}, textTag('text', name)),
		texts.block('questiontext', item.prompt, gap && { put: gap, guard }),
		said('generalfeedback', feedback?.general),
		noGrade ? '' : textTag('defaultgrade', numberText(item.points)),
		textTag('penalty', 0),
		textTag('hidden', 0),
		...(combined
			? [
					said('correctfeedback', feedback?.correct),
					said('partiallycorrectfeedback', feedback?.partlyCorrect),
					said('incorrectfeedback', feedback?.wrong)
				]
			: []),
		...inside,
		tags.length === 0
			? ''
			: tag('tags', {}, ...tags.map((one) => tag('tag', {}, textTag('text', one))))
	);
}

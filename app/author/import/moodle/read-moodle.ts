/** Moodle XML: questions one after the other, and between them the category that those behind it belong to. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { Feedback } from '#sync/schema/solution.ts';
import { finishItem, shortName } from '../finish-item.ts';
import { htmlToWords } from '../html.ts';
import { MediaShelf } from '../media-shelf.ts';
import {
	ImportRefusedError,
	LeftOutError,
	type ImportReport,
	type ImportedItem
} from '../report.ts';
import { noWatch, watched, type Watch } from '../watch.ts';
import { childOf, childrenOf, descendantsOf, parseXml, textOf, type XmlElement } from '../xml.ts';
import { readCalculated } from './calculated.ts';
import { readCalculatedMulti } from './calculatedmulti.ts';
import { categoryPath } from './category-path.ts';
import { readCloze } from './cloze.ts';
import { readDragOntoImage } from './ddimageortext.ts';
import { readMarkers } from './ddmarker.ts';
import { readDragIntoText } from './ddwtos.ts';
import { readDescription } from './description.ts';
import { readEssay } from './essay.ts';
import { readGapSelect } from './gapselect.ts';
import { readMatching } from './matching.ts';
import { readMultichoice } from './multichoice.ts';
import { readNumerical } from './numerical.ts';
import { readOrdering } from './ordering.ts';
import { MoodleQuestion, sourceOf, type Made } from './question.ts';
import { readShortAnswer } from './shortanswer.ts';
import { readTrueFalse } from './truefalse.ts';

const MOST_ITEMS = 10_000;

const readers: Record<string, (question: MoodleQuestion) => Made> = {
	multichoice: (question) => readMultichoice(question),
	multichoiceset: (question) => readMultichoice(question, { allOrNothing: true }),
	truefalse: readTrueFalse,
	shortanswer: readShortAnswer,
	numerical: readNumerical,
	essay: readEssay,
	matching: readMatching,
	match: readMatching,
	ddmatch: readMatching,
	ordering: readOrdering,
	gapselect: readGapSelect,
	ddwtos: readDragIntoText,
	ddimageortext: readDragOntoImage,
	ddmarker: readMarkers,
	cloze: readCloze,
	multianswer: readCloze,
	calculated: readCalculated,
	calculatedsimple: readCalculated,
	calculatedmulti: readCalculatedMulti,
	description: readDescription
};

/** `guessed`: nothing said how the bytes were to be read. */
export function readMoodle(
	{ text, guessed }: { text: string; guessed: boolean },
	watch: Watch = noWatch
): ImportReport {
	const { root, broken, open } = parseXml(text);
	if (!root) throw new ImportRefusedError('broken_xml', broken ?? undefined);
	if (root.name !== 'quiz') throw new ImportRefusedError('unknown_format', root.name);
	const questions = questionsIn(root);
	if (questions.length > MOST_ITEMS)
		throw new ImportRefusedError('too_many_items', String(questions.length));
	const shelf = new MediaShelf();
	const items: ImportedItem[] = watched(questions, watch, ({ element, type, category }, at) =>
		finishItem({
			name: nameOf(element) || `${type} ${at + 1}`,
			found: type || 'question',
			make: (note) => {
				if (open.includes(element)) throw new LeftOutError('truncated');
				if (guessed) note({ code: 'encoding_guessed' });
				const question = new MoodleQuestion(`item-${at + 1}`, element, shelf, note);
				return authored(question, type, category);
			}
		})
	);
	if (items.length === 0) throw new ImportRefusedError('no_items', broken ?? undefined);
	const texts = items.map((item) =>
		item.outcome === 'left_out' ? '' : JSON.stringify(item.authored)
	);
	return {
		format: 'moodle_xml',
		items,
		media: shelf.usedIn(texts),
		broken: broken === null ? null : { code: 'broken_xml', detail: broken }
	};
}

type Question = { element: XmlElement; type: string; category: string[] };

/** A category is written as a question, and holds for those behind it. */
function questionsIn(root: XmlElement): Question[] {
	let category: string[] = [];
	return childrenOf(root, 'question').flatMap((element) => {
		const type = (element.attributes['type'] ?? '').trim().toLowerCase();
		if (type !== 'category') return [{ element, type, category }];
		category = categoryPath(sourceOf(childOf(element, 'category')));
		return [];
	});
}

function authored(question: MoodleQuestion, type: string, category: string[]): AuthoredItem {
	const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
	if (!read) throw new LeftOutError('type_unsupported', type || undefined);
	const { item, solution, said } = read(question);
	if (question.all('hint').some((hint) => sourceOf(hint).trim() !== ''))
		question.note({ code: 'hints_dropped' });
	return {
		name: nameOf(question.element) || shortName(item.prompt),
		item,
		solution,
		feedback: feedbackOf(question, said ?? {}),
		category,
		tags: tagsOf(question),
		difficulty: null,
		language: null
	};
}

const nameOf = (element: XmlElement): string =>
	shortName(htmlToWords(textOf(childOf(element, 'name'))));

const fields = {
	general: 'generalfeedback',
	correct: 'correctfeedback',
	partlyCorrect: 'partiallycorrectfeedback',
	wrong: 'incorrectfeedback'
} as const;

function feedbackOf(question: MoodleQuestion, said: Omit<Feedback, 'item'>): Feedback | null {
	const made: Feedback = { item: question.id };
	for (const [key, field] of Object.entries(fields)) {
		const text = question.markdown(childOf(question.element, field));
		if (text !== '') made[key as keyof typeof fields] = text;
	}
	const all = { ...made, ...said };
	return Object.keys(all).length > 1 ? all : null;
}

/** `idnumber` is how a teacher's own list calls a question; a hidden one was deleted, though a quiz still had it. */
function tagsOf(question: MoodleQuestion): string[] {
	const tags = descendantsOf(question.element, 'tag').map((tag) => sourceOf(tag).trim());
	const number = question.field('idnumber');
	const all = [
		...tags,
		...(number === '' ? [] : [`id:${number}`]),
		...(question.flag('hidden') ? ['hidden'] : [])
	];
	return [...new Set(all.filter((tag) => tag !== '').map((tag) => tag.slice(0, 100)))].slice(0, 50);
}
